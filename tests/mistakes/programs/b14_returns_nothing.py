"""B14: the method returns what is no response."""

from __future__ import annotations

from kolben import App, Resource

app = App(__name__)


@app.resource("/")
class Index(Resource):
    def get(self) -> None:  # WRONG  # E mypy: Signature of "get" incompatible with supertype  # E pyright: "None" is not assignable
        print("Hello")  # WRONG
    def get(self) -> str:  # RIGHT
        return "Hello"  # RIGHT


# request: GET /
# start: ResponseError: Index.get() returns None, and None is no response.
#   help: Return something on every path; NoContent() if there is nothing to say.
# while adding Index at app.py:10
