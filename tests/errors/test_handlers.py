from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from tests.refusals import refused

from kolben import (
    App,
    ErrorHandler,
    HttpError,
    Resource,
    Router,
    abort,
    handles,
    request,
)
from kolben.exceptions import BindError, RouteError, RouteTypeError
from kolben.http_errors import HTTPException, NotFound

if TYPE_CHECKING:
    Unseen = KeyError

E = TypeVar("E", bound=Exception)


class Missing(ErrorHandler[KeyError]):
    def handle(self, error: KeyError) -> tuple[str, int]:
        return f"no {error} at {request.path}", 404


@pytest.fixture
def failing(app: App) -> App:
    """An application whose views fail in several ways."""

    @app.get("/key")
    def key() -> str:
        raise KeyError("tea")

    @app.get("/index")
    def index() -> str:
        raise IndexError("tea")

    @app.get("/lost")
    def lost() -> str:
        abort(404)

    return app


def answer(app: App, path: str) -> tuple[str, int]:
    found = app.test_client().get(path)
    return found.text, found.status_code


def test_a_class_answers_the_errors_that_it_names(failing: App) -> None:
    failing.add_error_handler(Missing)

    assert answer(failing, "/key") == ("no 'tea' at /key", 404)
    assert answer(failing, "/index")[1] == 500


def test_a_class_may_name_several(failing: App) -> None:
    class Either(ErrorHandler[KeyError | IndexError]):
        def handle(self, error: LookupError) -> str:
            return type(error).__name__

    failing.add_error_handler(Either)

    assert answer(failing, "/key")[0] == "KeyError"
    assert answer(failing, "/index")[0] == "IndexError"


def test_a_class_may_answer_http_errors(failing: App) -> None:
    class Lost(ErrorHandler[NotFound]):
        def handle(self, error: HTTPException) -> tuple[str, int]:
            return error.name, 404

    failing.add_error_handler(Lost)

    assert answer(failing, "/lost") == ("Not Found", 404)


def test_a_class_may_wait(failing: App) -> None:
    class Slow(ErrorHandler[KeyError]):
        async def handle(self, error: KeyError) -> str:
            return f"later: {error}"

    failing.add_error_handler(Slow)

    assert answer(failing, "/key") == ("later: 'tea'", 200)


def test_a_handler_is_made_anew_for_each_error(failing: App) -> None:
    class Counting(ErrorHandler[KeyError]):
        def __init__(self) -> None:
            self.count = 0

        def handle(self, error: KeyError) -> str:
            self.count += 1
            return str(self.count)

    failing.add_error_handler(Counting)

    assert [answer(failing, "/key")[0] for _ in range(2)] == ["1", "1"]


def test_a_subclass_answers_what_its_base_names(failing: App) -> None:
    class Politely(Missing):
        def handle(self, error: KeyError) -> tuple[str, int]:
            return "sorry", super().handle(error)[1]

    failing.add_error_handler(Politely)

    assert answer(failing, "/key") == ("sorry", 404)


def test_a_base_of_ones_own_may_leave_the_error_open(failing: App) -> None:
    class Base(ErrorHandler[E]):
        def handle(self, error: E) -> str:
            return f"{type(self).__name__}: {error}"

    class Ours(Base[KeyError]):
        pass

    failing.add_error_handler(Ours)

    assert answer(failing, "/key")[0] == "Ours: 'tea'"


def test_the_nearest_place_wins(failing: App) -> None:
    class Own(Resource, path="/own"):
        def get(self) -> str:
            raise KeyError

        @handles(KeyError)
        def missing(self, error: KeyError) -> str:
            return "resource"

    class Inner(ErrorHandler[KeyError]):
        def handle(self, error: KeyError) -> str:
            return "router"

    router = Router("inner", prefix="/inner")
    router.add_error_handler(Inner)
    router.add(Own)

    @router.get("/key")
    def key() -> str:
        raise KeyError

    failing.add_error_handler(Missing)
    failing.include(router)

    assert answer(failing, "/inner/own")[0] == "resource"
    assert answer(failing, "/inner/key")[0] == "router"
    assert answer(failing, "/key")[0] == "no 'tea' at /key"


def test_what_fails_in_a_handler_is_answered_further_out(failing: App) -> None:
    class Failing(ErrorHandler[KeyError]):
        def handle(self, error: KeyError) -> str:
            raise IndexError from error

    class Further(ErrorHandler[LookupError]):
        def handle(self, error: LookupError) -> str:
            return type(error).__name__

    failing.add_error_handler(Failing)
    failing.add_error_handler(Further)

    assert answer(failing, "/key")[0] == "IndexError"


def test_a_second_handler_of_an_error_is_refused(app: App) -> None:
    class Other(ErrorHandler[KeyError]):
        def handle(self, error: KeyError) -> str:
            return ""

    app.add_error_handler(Missing)
    app.add_error_handler(Missing)

    with pytest.raises(RouteError, match="Errors of KeyError are handled here by Miss"):
        app.add_error_handler(Other)


def test_a_handler_that_comes_too_late_is_refused(failing: App) -> None:
    failing.test_client().get("/lost")

    with pytest.raises(RouteError, match="after the first request"):
        failing.add_error_handler(Missing)


@dataclass
class Body:
    a: int


class Wrong(ErrorHandler[KeyError]):
    def handle(self, error: ValueError) -> str:  # type: ignore[override]  # the mistake
        return ""


class OneOfTwo(ErrorHandler[KeyError | OSError]):
    def handle(self, error: KeyError) -> str:  # type: ignore[override]  # the mistake
        return ""


class TooMany(ErrorHandler[KeyError]):
    def handle(self, error: KeyError, more: int) -> str:  # type: ignore[override]  # on purpose
        return ""


class WithoutMethod(ErrorHandler[KeyError]):
    pass


class Open(ErrorHandler[E]):
    def handle(self, error: E) -> str:
        return ""


class Bare(ErrorHandler):  # type: ignore[type-arg]  # the mistake
    def handle(self, error: Any) -> str:
        return ""


class OfInt(ErrorHandler[int]):  # type: ignore[type-var]  # the mistake
    def handle(self, error: int) -> str:
        return ""


class OfBody(ErrorHandler[HttpError[Body]]):
    def handle(self, error: HttpError[Body]) -> str:
        return ""


@pytest.mark.parametrize(
    ("handler", "problem"),
    [
        (Wrong, "Wrong answers KeyError, but its 'handle' takes ValueError."),
        (OneOfTwo, "OneOfTwo answers OSError, but its 'handle' takes KeyError."),
        (TooMany, "TooMany.handle() cannot be an error handler"),
        (WithoutMethod, "WithoutMethod has no method 'handle'."),
        (Open, "Open does not say which errors it answers."),
        (Bare, "Bare does not say which errors it answers."),
        (OfInt, "OfInt cannot answer int, which is no class of errors."),
        (OfBody, "OfBody cannot answer HttpError[Body], which is no class of errors."),
        (ErrorHandler, "ErrorHandler has no method 'handle'."),
        (Missing(), "is no class of error handlers."),
        (KeyError, "is no class of error handlers."),
        (print, "is no class of error handlers."),
    ],
)
def test_what_cannot_answer_is_refused(app: App, handler: Any, problem: str) -> None:
    with pytest.raises(RouteTypeError) as caught:
        app.add_error_handler(handler)

    assert problem in caught.value.problem
    assert "test_handlers.py" in caught.value.__notes__[0]


def test_an_annotation_that_cannot_be_read_is_left_to_type_checkers(
    failing: App,
) -> None:
    class Later(ErrorHandler[KeyError]):
        def handle(self, error: Unseen) -> str:
            return "later"

    failing.add_error_handler(Later)

    assert answer(failing, "/key")[0] == "later"


class Store:
    """What a handler may need."""

    name = "the store"


class WithStore(ErrorHandler[KeyError]):
    def __init__(self, store: Store) -> None:
        self.store = store

    def handle(self, error: KeyError) -> str:
        return self.store.name


def test_the_constructor_of_a_handler_is_filled_by_type(app: App) -> None:
    inner = Router("inner", prefix="/inner")
    other = Store()
    other.name = "another store"
    app.provide(Store)
    inner.provide(Store, lambda: other)
    app.add_error_handler(WithStore)

    @app.get("/")
    @inner.get("/")
    def index() -> str:
        raise KeyError

    app.include(inner)
    client = app.test_client()

    assert client.get("/").text == "the store"
    assert client.get("/inner/").text == "another store"


def test_what_nothing_provides_for_a_handler_is_said_before_the_first_request(
    app: App,
) -> None:
    app.add_error_handler(WithStore)

    with pytest.raises(BindError, match="there is no provider of Store in WithStore"):
        app.freeze()


def test_a_constructor_that_nothing_can_fill_is_refused_where_it_is_registered(
    app: App,
) -> None:
    class Odd(ErrorHandler[KeyError]):
        def __init__(self, store) -> None:  # type: ignore[no-untyped-def]  # the mistake
            self.store = store

        def handle(self, error: KeyError) -> str:
            return ""

    with refused(BindError, "The parameter 'store' of Odd() has no annotation"):
        app.add_error_handler(Odd)


def test_a_class_of_handlers_is_not_registered_as_a_function_is(app: App) -> None:
    class Lost(ErrorHandler[KeyError]):
        def handle(self, error: KeyError) -> str:
            return "lost"

    register: Any = app.register_error_handler
    with refused(RouteTypeError, "Lost says itself which errors it answers") as caught:
        register(KeyError, Lost)
    assert "add_error_handler(Lost)" in caught.error.hint
