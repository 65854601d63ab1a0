"""B13: the handler in a class takes another error."""

from __future__ import annotations

from kolben import App, Resource, handles

app = App(__name__)


@app.resource("/")
class Index(Resource):
    def get(self) -> str:
        return "Hello"

    @handles(KeyError)  # WRONG  # E mypy: has incompatible type  # E pyright: is incompatible with
    @handles(ValueError)  # RIGHT
    def missing(self, error: ValueError) -> str:
        return f"no {error}"


# request: GET /
# start: RouteTypeError: Index.missing() is to answer KeyError, but takes ValueError.
#   help: Annotate its error as KeyError, or register it for what it takes.
# while declaring an error handler at app.py:15
