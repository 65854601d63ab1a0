from __future__ import annotations

import functools
from typing import Any

import pytest
from tests.refusals import refused

from kolben import App, Response, Router, after_this_request, g, request
from kolben.exceptions import ResponseError, RouteError, RouteTypeError
from kolben.hooks import run_teardown


@pytest.fixture
def calls() -> list[str]:
    """What ran, in its order."""
    return []


@pytest.fixture
def nested(app: App, calls: list[str]) -> App:
    """An application with a router in a router, all of which have hooks."""
    outer = Router("outer", prefix="/outer")
    inner = Router("inner", prefix="/inner")

    for part in (app, outer, inner):
        for number in (1, 2):
            _declare(part, f"{part.name}{number}", calls)

    @inner.get("/")
    def index() -> str:
        calls.append("view")
        return "inner"

    @app.get("/")
    def root() -> str:
        calls.append("view")
        return "root"

    outer.include(inner)
    app.include(outer)
    return app


def _declare(part: Any, label: str, calls: list[str]) -> None:
    @part.before_request
    def before() -> None:
        calls.append(f"before {label}")

    @part.after_request
    def after(response: Response) -> Response:
        calls.append(f"after {label}")
        return response

    @part.teardown_request
    def teardown(error: BaseException | None) -> None:
        calls.append(f"teardown {label}")


def test_hooks_run_from_the_application_inward_and_back(
    nested: App, calls: list[str]
) -> None:
    nested.test_client().get("/outer/inner/")

    labels = [f"{part}{n}" for part in ("tested", "outer", "inner") for n in (1, 2)]
    assert calls == [
        *(f"before {label}" for label in labels),
        "view",
        *(f"after {label}" for label in reversed(labels)),
        *(f"teardown {label}" for label in reversed(labels)),
    ]


def test_hooks_of_a_router_leave_other_routes_alone(
    nested: App, calls: list[str]
) -> None:
    nested.test_client().get("/")

    assert not [call for call in calls if "outer" in call or "inner" in call]


def test_hooks_of_the_application_run_for_a_404_too(
    nested: App, calls: list[str]
) -> None:
    answer = nested.test_client().get("/nowhere")

    assert answer.status_code == 404
    assert calls[:2] == ["before tested1", "before tested2"]
    assert calls[-1] == "teardown tested1"


def test_the_first_hook_that_answers_ends_the_round(app: App, calls: list[str]) -> None:
    @app.before_request
    def silent() -> None:
        calls.append("silent")

    @app.before_request
    def closed() -> tuple[str, int]:
        return "closed", 503

    @app.before_request
    def never() -> None:
        calls.append("never")

    @app.after_request
    def stamped(response: Response) -> Response:
        response.headers["X-Stamp"] = "yes"
        return response

    answer = app.test_client().get("/nowhere")

    assert (answer.status_code, answer.text) == (503, "closed")
    assert answer.headers["X-Stamp"] == "yes"
    assert calls == ["silent"]


def test_hooks_may_be_coroutine_functions(app: App, calls: list[str]) -> None:
    @app.before_request
    async def before() -> None:
        g.seen = request.path

    @app.after_request
    async def after(response: Response) -> Response:
        response.headers["X-Seen"] = g.seen
        return response

    @app.teardown_request
    async def teardown(error: BaseException | None) -> None:
        calls.append(f"teardown {error}")

    @app.get("/here")
    def here() -> str:
        return ""

    answer = app.test_client().get("/here")

    assert answer.headers["X-Seen"] == "/here"
    assert calls == ["teardown None"]


def test_callbacks_of_the_request_run_before_the_hooks(
    app: App, calls: list[str]
) -> None:
    @app.after_request
    def hook(response: Response) -> Response:
        calls.append("hook")
        return response

    @app.get("/")
    def index() -> str:
        @after_this_request
        def first(response: Response) -> Response:
            calls.append("first")
            return Response("replaced")

        @after_this_request
        def second(response: Response) -> Response:
            calls.append(f"second {response.get_data(as_text=True)}")
            return response

        return "index"

    assert app.test_client().get("/").text == "replaced"
    assert calls == ["first", "second replaced", "hook"]


def test_callbacks_of_the_request_may_be_coroutine_functions(app: App) -> None:
    @app.get("/")
    def index() -> str:
        @after_this_request
        async def stamp(response: Response) -> Response:
            response.headers["X-Stamp"] = "late"
            return response

        return "answer"

    assert app.test_client().get("/").headers["X-Stamp"] == "late"


def test_an_after_hook_that_forgets_its_response_is_named(app: App) -> None:
    @app.after_request
    def forgetful(response: Response) -> Any:
        pass

    app.testing = True

    with pytest.raises(ResponseError, match="forgetful' returned None"):
        app.test_client().get("/")


def test_preprocessors_may_change_the_variables(app: App) -> None:
    seen: list[object] = []

    @app.url_value_preprocessor
    def take_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
        seen.append(endpoint)
        if values is not None:
            g.language = values.pop("language", None)

    @app.get("/<language>/about")
    def about(**variables: Any) -> str:
        return f"{g.language} {variables} {request.view_args}"

    client = app.test_client()

    assert client.get("/de/about").text == "de {} {}"
    assert client.get("/nowhere").status_code == 404
    assert seen == ["about", None]


def number() -> int:
    return 1


async def number_later() -> int | None:
    return 1


@pytest.mark.parametrize("hook", [number, number_later])
def test_a_before_hook_that_says_it_returns_no_answer_is_refused(
    app: App, hook: Any
) -> None:
    with refused(ResponseError, f"{hook.__name__}() returns int"):
        app.before_request(hook)


def forgetful(response: Response) -> None:
    """Forget to return the response."""


async def forgetful_later(response: Response) -> None:
    """Forget to return the response."""


@pytest.mark.parametrize("hook", [forgetful, forgetful_later])
def test_an_after_hook_that_says_it_returns_nothing_is_refused(
    app: App, hook: Any
) -> None:
    with refused(ResponseError, f"{hook.__name__}() returns None, but an after-hook"):
        app.after_request(hook)


def test_hooks_may_say_little_or_be_wrapped(app: App) -> None:
    @app.before_request
    def nothing() -> None:
        g.seen = "nothing"

    @app.before_request
    def perhaps() -> str | None:
        return None

    @app.after_request
    @functools.wraps(forgetful)
    def stamped(response: Response) -> Response:
        response.headers["X-Seen"] = g.seen
        return response

    app.after_request(lambda response: response)

    assert app.test_client().get("/").headers["X-Seen"] == "nothing"


def test_hooks_that_come_after_the_first_request_are_refused(app: App) -> None:
    app.test_client().get("/")

    with pytest.raises(RouteError, match="A before-hook was declared after the first"):
        app.before_request(lambda: None)


def test_all_teardown_functions_run_and_their_errors_come_back() -> None:
    calls: list[object] = []

    def failing(error: BaseException | None) -> None:
        raise KeyError("lost")

    failures = run_teardown([failing, calls.append, failing], ValueError("x"))

    assert [type(failure) for failure in failures] == [KeyError, KeyError]
    assert [str(call) for call in calls] == ["x"]


def test_a_before_hook_whose_answer_is_no_response_is_named(app: App) -> None:
    app.testing = True

    @app.before_request
    def lost() -> Any:
        return 5

    with pytest.raises(ResponseError, match="the before-hook lost returned") as caught:
        app.test_client().get("/")
    assert "test_hooks.py:" in caught.value.__notes__[0]


def test_a_coroutine_function_cannot_give_url_defaults(app: App) -> None:
    async def add_language(endpoint: str, values: dict[str, Any]) -> None:
        values["language"] = "de"

    declare: Any = app.url_defaults

    with pytest.raises(RouteTypeError, match="it is a coroutine function"):
        declare(add_language)
