"""A guard on a router that no route uses."""

from __future__ import annotations

from kolben import App, Guard, Router

app = App(__name__)


class Members(Guard[None]):
    def check(self) -> None:
        """Let everybody pass, for now."""


inner = Router("inner", prefix="/inner")
inner.guard(Members)


@app.get("/inner/secret")  # WRONG
@inner.get("/secret")  # RIGHT
def secret() -> str:
    return "secret"


app.include(inner)


# request: GET /inner/secret
# start: BindError: Members guards <Router 'inner'>, which has no route.
#   help: Declare the routes on that router, or guard the one that has them.
# while guarding with Members at app.py:16
