from __future__ import annotations

from dataclasses import field
from typing import Any, ClassVar

import pytest
from tests.refusals import refused

from kolben import App, RequestState, after_this_request
from kolben.exceptions import ContextError
from kolben.testing import TestClient


class Visitor(RequestState):
    name: str
    seen: list[str] = field(default_factory=list)


class Known(Visitor):
    since: int = 2026


@pytest.fixture
def app(app: App) -> App:
    """An application that knows its visitor from a hook on."""

    @app.before_request
    def know() -> None:
        Visitor(name="Ada").activate()

    @app.get("/")
    def greet() -> str:
        Visitor.current().seen.append("greet")
        return Visitor.current().name

    @app.after_request
    def tell(response: Any) -> Any:
        response.headers["X-Seen"] = ",".join(Visitor.current().seen)
        return response

    return app


def test_what_a_hook_activates_is_found_below_and_in_after_hooks(
    client: TestClient,
) -> None:
    first, second = client.get("/"), client.get("/")

    assert first.text == "Ada"
    assert (first.headers["X-Seen"], second.headers["X-Seen"]) == ("greet", "greet")


def test_it_ends_with_its_context(app: App) -> None:
    with app.app_context():
        assert Visitor(name="Ada").activate() is Visitor.current()
    with app.app_context(), pytest.raises(ContextError, match="No Visitor is active"):
        Visitor.current()


def test_a_default_that_all_would_share_is_refused() -> None:
    with refused(ContextError, "Shared cannot be declared so: mutable default"):

        class Shared(RequestState):
            seen: list[str] = []  # noqa: RUF012  # the point


def test_the_later_one_counts(app: App) -> None:
    with app.app_context():
        Visitor(name="Ada").activate()
        Visitor(name="Bob").activate()

        assert Visitor.current().name == "Bob"


def test_it_is_found_by_its_very_class(app: App) -> None:
    with app.app_context():
        Known(name="Ada", since=1).activate()

        assert Known.current().since == 1
        with pytest.raises(ContextError, match="No Visitor is active") as caught:
            Visitor.current()
    assert "'Visitor(...).activate()'" in caught.value.hint


def test_without_a_context_it_is_neither_activated_nor_found() -> None:
    with pytest.raises(ContextError, match=r"Visitor\(\.\.\.\)\.activate"):
        Visitor(name="Ada").activate()
    with pytest.raises(ContextError, match=r"Visitor\.current"):
        Visitor.current()


def test_its_attributes_are_given_by_name_and_shown() -> None:
    made: Any = Visitor
    with pytest.raises(TypeError, match="positional"):
        made("Ada")
    with pytest.raises(TypeError, match="'name'"):
        made()

    assert repr(Visitor(name="Ada")) == "Visitor(name='Ada', seen=[])"


def test_async_views_find_it(app: App) -> None:
    @app.get("/later")
    async def later() -> str:
        @after_this_request
        def stamp(response: Any) -> Any:
            response.headers["X-Name"] = Visitor.current().name
            return response

        return Visitor.current().name

    answer = app.test_client().get("/later")

    assert (answer.text, answer.headers["X-Name"]) == ("Ada", "Ada")


def test_no_attribute_hides_what_every_state_can() -> None:
    with refused(ContextError, "Hiding declares 'current'"):

        class Hiding(RequestState):
            current: int = 3  # type: ignore[assignment]  # the mistake


def test_a_value_without_an_annotation_would_be_shared() -> None:
    with refused(ContextError, "no annotation for 'seen'"):

        class Sharing(RequestState):
            seen = {"ada"}  # noqa: RUF012  # the mistake

    class Right(RequestState):
        limit: ClassVar[int] = 3
        _known = 4

        @property
        def double(self) -> int:
            return 2 * self.limit

    assert Right().double == 6
