"""The class of an error handler takes another error."""

from __future__ import annotations

from kolben import App, ErrorHandler

app = App(__name__)


class Missing(ErrorHandler[KeyError]):
    def handle(self, error: ValueError) -> str:  # WRONG  # E mypy: supertype defines the argument type as "KeyError"  # E pyright: overrides class "ErrorHandler" in an incompatible manner
    def handle(self, error: KeyError) -> str:  # RIGHT
        return f"no {error}"


app.add_error_handler(Missing)


@app.get("/")
def index() -> str:
    return "Hello"


# request: GET /
# start: RouteTypeError: Missing answers KeyError, but its 'handle' takes ValueError.
#   help: Annotate the error as KeyError, or name in 'ErrorHandler[...]' what it takes.
# while declaring an error handler at app.py:16
