"""A parameter of a guard that nothing can fill."""

from __future__ import annotations

from kolben import App, Guard, Header

app = App(__name__)


class Members(Guard[None]):
    def check(self, key: str) -> None:  # WRONG
    def check(self, key: Header[str] = "") -> None:  # RIGHT
        """Let everybody pass who has a key."""


@app.get("/", guards=[Members])
def index() -> str:
    return "Hello"


# request: GET /
# start: BindError: Nothing in a request to '/' can fill 'key' of Members.check().
#   help: Say where it comes from, as in 'key: Query[str]', or write '<key>' into the URL.
# while guarding with Members at app.py:16
# while adding index at app.py:16
