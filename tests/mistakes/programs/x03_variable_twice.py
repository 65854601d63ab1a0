"""Variable named twice."""

from __future__ import annotations

from kolben import App, Router

app = App(__name__)


users = Router("users", prefix="/users/<number>")


@users.get("/posts/<number>")  # WRONG  # E plugin: [kolben-route]
def show(number: int) -> str:  # WRONG
    return f"Post {number}"  # WRONG
@users.get("/posts/<post>")  # RIGHT
def show(number: int, post: int) -> str:  # RIGHT
    return f"Post {post} of {number}"  # RIGHT


app.include(users)


# request: GET /users/3/posts/4
# start: RouteError: The URL template '/users/<number>/posts/<number>' names 'number' twice.
#   help: Give each variable its own name.
# while adding show at app.py:13
# while including <Router 'users'> at app.py:21
