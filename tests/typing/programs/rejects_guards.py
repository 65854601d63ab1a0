"""Guards that cannot guard, as far as types can see it."""

from __future__ import annotations

from kolben import App, Guard, Resource, Rule

app = App(__name__)


class User:
    """Who is signed in."""

    name = "Ada"


class SignedIn(Guard[User]):
    def check(self) -> User:
        return User()


class Wrong(Guard[User]):
    def check(self) -> str:  # E mypy: Signature of "check" incompatible with supertype # E pyright: overrides class "Guard" in an incompatible manner
        return ""


class Perhaps(Guard[User]):
    def check(self) -> User | None:  # E mypy: Signature of "check" incompatible with supertype # E pyright: overrides class "Guard" in an incompatible manner
        return None


class Me(Resource, path="/me", guards=[User]):  # E mypy: has incompatible type "type[User]" # E pyright: "type[User]" is not assignable
    def get(self) -> str:
        return self.proved(SignedIn).nam  # E mypy: has no attribute "nam" # E pyright: Cannot access attribute "nam"

    def post(self) -> str:
        self.proved(User)  # E mypy: has incompatible type "type[User]" # E pyright: cannot be assigned to parameter "guard"
        return SignedIn.current()  # E mypy: Incompatible return value type # E pyright: "User" is not assignable to "str"


app.guard(User)  # E mypy: cannot be "type[User]" # E pyright: cannot be assigned to parameter "guard"
app.get("/x", guards=[SignedIn()])  # E mypy: has incompatible type "SignedIn" # E pyright: cannot be assigned to parameter "guards"
Rule("/x", guards=SignedIn)  # E mypy: has incompatible type "type[SignedIn]" # E pyright: cannot be assigned to parameter "guards"
app.override(SignedIn, "Ada")  # E pyright: No overloads for "override" match
