"""Hooks that cannot be called, or whose results nobody could use."""

from __future__ import annotations

from typing import Any

from kolben import App, Context, Request, Response

app = App(__name__)


@app.before_request  # E mypy: cannot be "Callable[[Request], None]" # E pyright: cannot be assigned to parameter "hook"
def takes_something(request: Request) -> None:
    pass


@app.before_request  # E mypy: cannot be "Callable[[], int]" # E pyright: cannot be assigned to parameter "hook"
def number() -> int:
    return 1


@app.before_request  # E mypy: cannot be "Callable[[], Coroutine[Any, Any, int]]" # E pyright: cannot be assigned to parameter "hook"
async def number_later() -> int:
    return 1


@app.after_request  # E mypy: cannot be "Callable[[Response], None]" # E pyright: cannot be assigned to parameter "hook"
def forgotten(response: Response) -> None:
    pass


@app.after_request  # E mypy: cannot be "Callable[[], Response]" # E pyright: cannot be assigned to parameter "hook"
def takes_nothing() -> Response:
    return Response()


@app.after_request  # E mypy: cannot be "Callable[[Request], Response]" # E pyright: cannot be assigned to parameter "hook"
def takes_a_request(request: Request) -> Response:
    return Response()


@app.after_request  # E mypy: cannot be "Callable[[Response], str]" # E pyright: cannot be assigned to parameter "hook"
def text(response: Response) -> str:
    return "late"


@app.after_request  # E mypy: cannot be "Callable[[Response], Coroutine[Any, Any, None]]" # E pyright: cannot be assigned to parameter "hook"
async def forgotten_later(response: Response) -> None:
    pass


@app.teardown_request  # E mypy: cannot be "Callable[[], None]" # E pyright: cannot be assigned to parameter "hook"
def takes_no_error() -> None:
    pass


@app.teardown_appcontext  # E mypy: cannot be "Callable[[Exception], None]" # E pyright: cannot be assigned to parameter "function"
def takes_errors_only(error: Exception) -> None:
    pass


@app.url_value_preprocessor  # E mypy: cannot be "Callable[[dict[str, Any] | None], None]" # E pyright: cannot be assigned to parameter "hook"
def takes_values_only(values: dict[str, Any] | None) -> None:
    pass


@app.url_defaults  # E mypy: cannot be "Callable[[str], None]" # E pyright: cannot be assigned to parameter "hook"
def takes_a_name_only(endpoint: str) -> None:
    pass


@app.url_defaults  # E mypy: cannot be "Callable[[str, dict[str, Any]], Coroutine[Any, Any, None]]" # E pyright: cannot be assigned to parameter "hook"
async def defaults_later(endpoint: str, values: dict[str, Any]) -> None:
    pass


@app.context_processor  # E mypy: cannot be "Callable[[], list[str]]" # E pyright: cannot be assigned to parameter "processor"
def no_mapping() -> list[str]:
    return []


@app.context_processor  # E mypy: cannot be "Callable[[], None]" # E pyright: cannot be assigned to parameter "processor"
def nothing() -> None:
    pass


@app.template_filter(3)  # E mypy: No overload variant of "template_filter" # E pyright: No overloads for "template_filter"
def third(text: str) -> str:
    return text


@app.shell_context_processor  # E mypy: cannot be "Callable[[], str]" # E pyright: cannot be assigned to parameter "processor"
def no_names() -> str:
    return ""


@app.ring  # E mypy: cannot be "Callable[[Context], Response]" # E pyright: cannot be assigned to parameter "ring"
def no_way_on(context: Context) -> Response:
    return Response()


app.before_request("hook")  # E mypy: cannot be "str" # E pyright: cannot be assigned to parameter "hook"
app.template_global(name=3)  # E mypy: No overload variant of "template_global" # E pyright: cannot be assigned to parameter "name"
