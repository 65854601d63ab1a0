"""A constructor takes a name that every resource has."""

from __future__ import annotations

from kolben import App, Resource

app = App(__name__)


class Store:
    """Where the posts are."""


class PostsView(Resource):
    def __init__(self, session: Store) -> None:  # WRONG
        self.store = session  # WRONG
    def __init__(self, store: Store) -> None:  # RIGHT
        self.store = store  # RIGHT

    def get(self) -> str:
        return type(self.store).__name__


app.add("/", PostsView, Store())


# request: GET /
# start: BindError: PostsView uses the name 'session', which every resource has already.
#   help: Choose another name; 'self.session' is the session of the client; that of a database could be 'self.db'.
# while creating PostsView at app.py:14
