"""B06: a link with a text where the URL has a number."""

from __future__ import annotations

from kolben import App, Resource

app = App(__name__)


@app.resource("/users/<user_id>")
class UserView(Resource):
    def get(self, user_id: int) -> str:
        return f"User {user_id}"


@app.get("/")
def index() -> str:
    return UserView.url(user_id="bob")  # WRONG  # E mypy: "str"; expected "int"  # E pyright: "Literal['bob']" is not assignable to "int"
    return UserView.url(user_id=3)  # RIGHT


# request: GET /
