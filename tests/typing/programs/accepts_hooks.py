"""Hooks, context processors and the extensions of templates, as documented."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_type

from kolben import App, Context, Response, Router, g, request
from kolben.middleware import Next

app = App(__name__)
admin = Router("admin")


@app.before_request
def nothing() -> None:
    g.started = 1


@app.before_request
@admin.before_request
def early() -> str | None:
    return "closed" if request.args else None


@app.before_request
def with_status() -> tuple[dict[str, str], int] | None:
    return {"error": "closed"}, 503


@app.before_request
async def nothing_later() -> None:
    pass


@app.before_request
async def early_later() -> Response | None:
    return None


@app.after_request
def late(response: Response) -> Response:
    response.headers["X-Late"] = "yes"
    return response


@admin.after_request
async def later(response: Response) -> Response:
    return response


@app.teardown_request
@app.teardown_appcontext
def down(error: BaseException | None) -> None:
    pass


@app.teardown_request
async def down_later(error: object) -> None:
    pass


@app.url_value_preprocessor
def take_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.language = values.pop("language", "en") if values else "en"


@app.url_defaults
def give_language(endpoint: str, values: dict[str, Any]) -> None:
    values.setdefault("language", g.language)


@app.context_processor
def common() -> dict[str, object]:
    return {"site": "ours"}


@app.context_processor
async def common_later() -> Mapping[str, Any]:
    return {"site": "ours"}


@app.template_filter
def shout(text: str) -> str:
    return text.upper()


@app.template_filter()
def whisper(text: str) -> str:
    return text.lower()


@app.template_filter("reverse")
def backwards(text: str) -> str:
    return text[::-1]


@app.template_test("prime")
def is_prime(number: int) -> bool:
    return number == 2


@app.template_global()
def double(number: int) -> int:
    return 2 * number


@app.shell_context_processor
def names() -> dict[str, object]:
    return {"admin": admin}


@app.ring
def stamped(context: Context, forward: Next) -> Response:
    response = forward(context)
    response.headers["X-Served-By"] = context.app.name
    return response


@app.cli.command("init")
def init() -> None:
    print(app.name)


app.add_template_filter(shout, "loud")
assert_type(early(), str | None)
assert_type(shout("a"), str)
assert_type(backwards("a"), str)
assert_type(is_prime(2), bool)
assert_type(double(2), int)
assert_type(common(), dict[str, object])
assert_type(late(Response()), Response)
