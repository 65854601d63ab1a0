"""What guards prove, as type checkers see it."""

from __future__ import annotations

from dataclasses import dataclass

from typing_extensions import assert_type

from kolben import App, Guard, Header, Inject, Resource, Router, Rule, Unauthorized


class User:
    """Who is signed in."""

    name = "Ada"


class Users:
    def by_token(self, token: str) -> User | None:
        return User() if token else None


@dataclass
class SignedIn(Guard[User]):
    users: Users

    challenge = "Bearer"

    def check(self, authorization: Header[str] = "") -> User:
        user = self.users.by_token(authorization)
        if user is None:
            raise Unauthorized
        return user


class Later(Guard[User]):
    async def check(self, post_id: int) -> User:
        return User()


class Passing(Guard[None]):
    def check(self) -> None:
        """Let everything pass."""


app = App(__name__)
router = Router("admin")
app.provide(Users)
assert_type(app.guard(SignedIn), type[SignedIn])


@router.guard
class Admin(SignedIn):
    """Proves what its superclass does."""


class Me(Resource, path=Rule("/me", guards=[Passing]), guards=[SignedIn, Later]):
    def __init__(self, user: User) -> None:
        self.user = user

    def get(self, user: Inject[User]) -> str:
        assert_type(user, User)
        assert_type(self.proved(SignedIn), User)
        assert_type(self.proved(Admin), User)
        assert_type(SignedIn.current(), User)
        return self.user.name


@app.get("/hello", guards=[SignedIn])
def hello(user: Inject[User]) -> str:
    assert_type(user, User)
    return SignedIn.current().name


with app.override(SignedIn, User()) as user:
    assert_type(user, User)
