"""What lives long depends on what lives for a request."""

from __future__ import annotations

from kolben import App, Inject

app = App(__name__)


class Connection:
    """A connection for one request."""


class Posts:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection


app.provide(Connection, Connection, scope="request")
app.provide(Posts, Posts, scope="app")  # WRONG
app.provide(Posts, Posts, scope="request")  # RIGHT


@app.get("/")
def index(posts: Inject[Posts]) -> str:
    return type(posts.connection).__name__


# request: GET /
# start: BindError: Posts is kept by the application, but Connection lives no longer than a request: index() -> Posts -> Connection.
#   help: Provide Posts with scope='request', or Connection with scope='app'.
# Posts is provided at app.py:20
# Connection is provided at app.py:19
# while adding index at app.py:24
