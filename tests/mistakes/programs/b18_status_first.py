"""B18: status and body are swapped."""

from __future__ import annotations

from kolben import App, Resource

app = App(__name__)


@app.resource("/")
class Index(Resource):
    def get(self) -> tuple[int, str]:  # WRONG  # E mypy: Signature of "get" incompatible with supertype  # E pyright: "tuple[int, str]" is not assignable
        return 200, "Hello"  # WRONG
    def get(self) -> tuple[str, int]:  # RIGHT
        return "Hello", 200  # RIGHT


# request: GET /
# start: ResponseError: Index.get() returns tuple[int, str], where the status stands before the body.
#   help: Swap them: 'return body, status'.
# while adding Index at app.py:10
