"""B05: a link without the variable of its URL."""

from __future__ import annotations

from kolben import App, Resource

app = App(__name__)


@app.resource("/users/<user_id>")
class UserView(Resource):
    def get(self, user_id: int) -> str:
        return f"User {user_id}"


@app.get("/")
def index() -> str:
    return UserView.url()  # WRONG  # E mypy: Too few arguments  # E plugin: Missing positional argument "user_id"  # E pyright: Argument missing for parameter "user_id"
    return UserView.url(user_id=3)  # RIGHT


# request: GET /
