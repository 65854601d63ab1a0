"""A guard whose check proves something else."""

from __future__ import annotations

from kolben import App, Guard

app = App(__name__)


class User:
    name = "Ada"


class SignedIn(Guard[User]):
    def check(self) -> str:  # WRONG  # E mypy: Signature of "check" incompatible with supertype  # E pyright: overrides class "Guard" in an incompatible manner
        return "Ada"  # WRONG
    def check(self) -> User:  # RIGHT
        return User()  # RIGHT


@app.get("/", guards=[SignedIn])
def index() -> str:
    return SignedIn.current().name


# request: GET /
# start: BindError: SignedIn proves User, but its check() returns str.
#   help: Write 'Guard[str]', or let it return a value of User.
# while creating SignedIn at app.py:14
