from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import pytest
from tests.refusals import refused

from kolben import (
    App,
    BindError,
    ContextError,
    Forbidden,
    Guard,
    HttpError,
    Request,
    Resource,
    ResponseError,
    RouteError,
    Router,
    Rule,
    Unauthorized,
)
from kolben.binding import Header, Inject, Query

T = TypeVar("T")


class User(str):
    """Who is signed in."""


class Users:
    """Where they are known."""

    def named(self, name: str) -> User:
        if not name:
            raise Unauthorized("Who are you?")
        return User(name)


@dataclass
class SignedIn(Guard[User]):
    users: Users

    challenge = 'Basic realm="tested"'

    def check(self, x_user: Header[str] = "") -> User:
        return self.users.named(x_user)


class Waiting(Guard[User]):
    async def check(self, x_user: Header[str]) -> User:
        return User(x_user)


class Profile(Resource, path="/profile", guards=[SignedIn]):
    def __init__(self, user: User) -> None:
        self.user = user

    def get(self, again: Inject[User]) -> list[bool]:
        return [
            self.user is again,
            self.proved(SignedIn) is again,
            SignedIn.current() is again,
        ]


class Numbered(Guard[None]):
    """Writes down when it ran; subclasses say who they are."""

    def check(self, request: Inject[Request]) -> None:
        request.environ.setdefault("ran", []).append(type(self).__name__)


class First(Numbered, Guard[None]): ...


class Second(Numbered, Guard[None]): ...


class Third(Numbered, Guard[None]): ...


class Fourth(Numbered, Guard[None]): ...


ADA = {"X-User": "Ada"}


@pytest.fixture
def guarded(app: App) -> App:
    """An application that knows its users."""
    app.provide(Users, scope="app")
    return app


def test_what_a_guard_proves_is_there_behind_it_in_every_form(guarded: App) -> None:
    guarded.add(Profile)

    answer = guarded.test_client().get("/profile", headers=ADA)

    assert answer.json == [True, True, True]


def test_who_is_refused_reaches_neither_the_resource_nor_its_inputs(
    guarded: App,
) -> None:
    made: list[str] = []

    class Secret(Resource, path="/secret", guards=[SignedIn]):
        def __init__(self) -> None:
            made.append("made")

        def get(self, page: Query[int]) -> str:
            return ""

    guarded.add(Secret)
    client = guarded.test_client()

    assert client.get("/secret?page=x").status_code == 401
    assert made == []
    assert client.get("/secret?page=x", headers=ADA).status_code == 422


def test_a_401_says_how_to_authenticate_unless_it_does_already(guarded: App) -> None:
    class Own(Guard[None]):
        challenge = "Bearer"

        def check(self, own: Query[bool] = False) -> None:
            error = Unauthorized()
            if own:
                error.www_authenticate = ("Negotiate",)  # type: ignore[assignment]  # text is sent as well
            raise error

    guarded.add(Profile)
    guarded.get("/own", guards=[Own])(lambda: "")
    client = guarded.test_client()

    def challenges(path: str) -> list[str]:
        return client.get(path).headers.getlist("WWW-Authenticate")

    assert challenges("/profile") == ['Basic realm="tested"']
    assert challenges("/own") == ["Bearer"]
    assert challenges("/own?own=1") == ["Negotiate"]


def test_a_typed_401_gets_the_challenge_as_well_and_a_403_none(app: App) -> None:
    @dataclass
    class Reason:
        why: str

    class Expired(HttpError[Reason], status=401):
        pass

    class Late(Guard[None]):
        challenge = "Bearer"

        def check(self, forbidden: Query[bool] = False) -> None:
            raise Forbidden() if forbidden else Expired(Reason("late"))

    app.get("/", guards=[Late])(lambda: "")
    client = app.test_client()

    assert client.get("/").headers["WWW-Authenticate"] == "Bearer"
    answer = client.get("/?forbidden=1")
    assert answer.status_code == 403
    assert "WWW-Authenticate" not in answer.headers


def test_a_check_may_be_a_coroutine_function(app: App) -> None:
    @app.get("/", guards=[Waiting])
    async def index(user: Inject[User]) -> str:
        return user

    client = app.test_client()
    assert client.get("/", headers=ADA).text == "Ada"
    assert client.get("/").status_code == 422


def test_guards_run_from_the_application_to_the_class_each_once(app: App) -> None:
    outer = Router("outer", prefix="/outer")
    inner = Router("inner")

    class Page(Resource, guards=[Fourth, First]):
        def get(self) -> list[str]:
            ran: list[str] = self.request.environ["ran"]
            return ran

    inner.add(Rule("/page", guards=[Third, Second]), Page)
    outer.guard(Second)
    app.guard(First)
    outer.include(inner)
    app.include(outer)

    answer = app.test_client().get("/outer/page")

    assert answer.json == ["First", "Second", "Third", "Fourth"]


def test_a_subclass_of_a_resource_keeps_its_guards(guarded: App) -> None:
    class More(Profile, path="/more", guards=[First]):
        pass

    guarded.add(More)

    assert guarded.test_client().get("/more").status_code == 401


def test_a_guard_takes_variables_of_the_url_by_name(app: App) -> None:
    class Owner(Guard[User]):
        def check(self, post_id: int, size: int = 3) -> User:
            if post_id != 1:
                raise Forbidden
            return User(f"owner {post_id} {size}")

    @app.get("/posts/<post_id>", guards=[Owner])
    def show(post_id: int, owner: Inject[User]) -> str:
        return owner

    client = app.test_client()
    assert client.get("/posts/1").text == "owner 1 3"
    assert client.get("/posts/2").status_code == 403


def test_a_variable_that_the_url_does_not_have_is_reported(app: App) -> None:
    class Owner(Guard[None]):
        def check(self, post_id: int) -> None: ...

    app.get("/", guards=[Owner])(lambda: "")

    with pytest.raises(BindError, match=r"can fill 'post_id' of .*check") as caught:
        app.freeze()

    assert any("while guarding with Owner at " in x for x in caught.value.__notes__)


def test_a_guard_and_a_handler_agree_on_the_type_of_a_variable(app: App) -> None:
    class Owner(Guard[None]):
        def check(self, post_id: str) -> None: ...

    @app.get("/<post_id>", guards=[Owner])
    def show(post_id: int) -> str:
        return ""

    with pytest.raises(RouteError, match="disagree on the type of 'post_id'"):
        app.freeze()


def test_a_guard_may_use_what_an_earlier_one_proved(guarded: App) -> None:
    class Admin(User):
        pass

    class IsAdmin(Guard[Admin]):
        def check(self, user: Inject[User]) -> Admin:
            if user != "Ada":
                raise Forbidden
            return Admin(user)

    guarded.guard(SignedIn)

    @guarded.get("/", guards=[IsAdmin])
    def index(admin: Inject[Admin], user: Inject[User]) -> str:
        return f"{type(admin).__name__} {type(user).__name__}"

    client = guarded.test_client()
    assert client.get("/", headers=ADA).text == "Admin User"
    assert client.get("/", headers={"X-User": "Bob"}).status_code == 403


def test_a_provider_may_use_what_a_guard_of_the_route_proved(guarded: App) -> None:
    class Cart:
        def __init__(self, user: User) -> None:
            self.user = user

    class Bob(Guard[User]):
        def check(self) -> User:
            return User("Bob")

    guarded.provide(Cart)

    @guarded.get("/ada", guards=[SignedIn])
    def of_ada(cart: Inject[Cart]) -> str:
        return cart.user

    @guarded.get("/bob", guards=[Bob])
    def of_bob() -> str:
        return guarded.provided(Cart).user

    client = guarded.test_client()
    assert client.get("/ada", headers=ADA).text == "Ada"
    assert client.get("/bob").text == "Bob"


def test_a_route_that_proves_nothing_cannot_ask_for_the_proof(guarded: App) -> None:
    @guarded.get("/")
    def index(user: Inject[User]) -> str:
        return user

    with pytest.raises(BindError, match=r"there is no provider of User in index\(\)"):
        guarded.freeze()


def test_a_proof_that_may_be_none_fills_only_what_takes_none(app: App) -> None:
    class Perhaps(Guard[User | None]):
        def check(self, x_user: Header[str] = "") -> User | None:
            return User(x_user) if x_user else None

    @app.get("/", guards=[Perhaps])
    def index(user: Inject[User | None]) -> str:
        return f"Hello {user}"

    client = app.test_client()
    assert client.get("/").text == "Hello None"
    assert client.get("/", headers=ADA).text == "Hello Ada"

    strict = App("strict")

    @strict.get("/", guards=[Perhaps])
    def page(user: Inject[User]) -> str:
        return user

    with pytest.raises(BindError, match="no provider of User"):
        strict.freeze()


def test_a_guard_that_forgets_to_return_lets_nobody_pass(app: App) -> None:
    class Forgetful(Guard[User]):
        def check(self) -> User:
            return None  # type: ignore[return-value]  # what is refused

    app.get("/", guards=[Forgetful])(lambda: "secret")
    app.testing = True

    with pytest.raises(ResponseError, match=r"Forgetful.check\(\) returned None"):
        app.test_client().get("/")


def test_a_proof_is_asked_for_where_its_guard_does_not_run(guarded: App) -> None:
    @guarded.get("/")
    def index() -> str:
        return SignedIn.current()

    guarded.testing = True

    with pytest.raises(ContextError, match="SignedIn proved nothing here: it does not"):
        guarded.test_client().get("/")
    with pytest.raises(ContextError, match="Working outside"):
        SignedIn.current()


def test_a_guard_below_another_proves_for_it_too(guarded: App) -> None:
    class Strict(SignedIn):
        pass

    guarded.get("/", guards=[Strict])(SignedIn.current)

    assert guarded.test_client().get("/", headers=ADA).text == "Ada"


def test_404_405_and_automatic_options_are_not_guarded_static_files_are(
    guarded: App, tmp_path: Any
) -> None:
    (tmp_path / "a.txt").write_text("a")
    files = Router("files", prefix="/files", static_folder=str(tmp_path))
    files.guard(SignedIn)
    files.get("/page")(lambda: "page")
    guarded.include(files)
    client = guarded.test_client()

    def status(path: str, method: str = "GET") -> int:
        return client.open(path, method=method).status_code

    assert status("/files/nowhere") == 404
    assert status("/files/page", "POST") == 405
    assert status("/files/page", "OPTIONS") == 200
    assert status("/files/page", "HEAD") == 401
    url = f"/files/{tmp_path.name}/a.txt"
    assert status(url) == 401
    assert client.get(url, headers=ADA).text == "a"


def test_a_guard_must_have_a_check_and_say_what_it_proves() -> None:
    with refused(BindError, "Empty has no method 'check'"):

        class Empty(Guard[User]):
            pass

    with refused(BindError, "Vague does not say what it proves"):

        class Vague(Guard):  # type: ignore[type-arg]  # what is refused
            def check(self) -> None: ...

    with refused(BindError, "Yes proves a bool"):

        class Yes(Guard[bool]):
            def check(self) -> bool:
                return False

    with refused(BindError, "The challenge 'Basic\\n' of Torn is no header"):

        class Torn(Guard[None]):
            challenge = "Basic\n"

            def check(self) -> None: ...


def test_a_generic_guard_is_a_base_of_guards_only(app: App) -> None:
    class Known(Guard[T], Generic[T]):
        pass

    class KnownUser(Known[User]):
        def check(self) -> User:
            return User("Ada")

    @app.get("/", guards=[KnownUser])
    def index(user: Inject[User]) -> str:
        return user

    with refused(BindError, "Known does not say what it proves"):
        app.guard(Known)
    assert app.test_client().get("/").text == "Ada"


@pytest.mark.parametrize(
    ("guards", "problem"),
    [
        pytest.param([User], "is no guard", id="another class"),
        pytest.param([Waiting()], "is no guard", id="an instance"),
        pytest.param([Guard], "is no guard", id="the base"),
        pytest.param(Waiting, "are no list", id="no list"),
    ],
)
def test_what_is_no_guard_is_refused_where_it_stands(
    app: App, guards: Any, problem: str
) -> None:
    with refused(BindError, problem):
        app.get("/", guards=guards)
    with refused(BindError, problem):
        Rule("/", guards=guards)
    with refused(BindError, problem):

        class Page(Resource, guards=guards):
            pass


def test_a_guard_comes_before_the_first_request(app: App) -> None:
    app.test_client().get("/")

    with pytest.raises(RouteError, match="declared after the first request"):
        app.guard(Waiting)


def test_a_guard_that_proves_what_is_missing_is_pointed_to() -> None:
    app = App("test")
    members = Router("members")
    members.guard(SignedIn)
    members.get("/me")(lambda: "me")

    @app.get("/")
    def index(user: Inject[User]) -> str:
        return user.name

    app.include(members)

    with pytest.raises(BindError) as caught:
        app.freeze()

    assert caught.value.hint == (
        "SignedIn proves User: write 'guards=[SignedIn]' where the route is declared, "
        "or 'router.guard(SignedIn)', before any guard that asks for it."
    )


def test_a_check_with_a_yield_would_never_be_run() -> None:
    with refused(BindError, "has a 'yield', so it would let every request pass"):

        class Yields(Guard[User]):
            def check(self) -> Iterator[User]:  # type: ignore[override]  # the mistake
                yield User("anybody")


def test_a_check_returns_what_its_guard_proves() -> None:
    with refused(BindError, "proves User, but its check() returns int"):

        class Other(Guard[User]):
            def check(self) -> int:  # type: ignore[override]  # the mistake
                return 3


def test_a_401_of_an_error_handler_keeps_the_challenge_unless_it_has_one(
    guarded: App,
) -> None:
    own: dict[str, str] = {}

    @guarded.errorhandler(401)
    def refuse(error: Unauthorized) -> tuple[str, int, dict[str, str]]:
        return "Sign in.", 401, own

    guarded.add(Profile)
    client = guarded.test_client()
    answer = client.get("/profile")
    assert answer.text == "Sign in."
    assert answer.headers.getlist("WWW-Authenticate") == ['Basic realm="tested"']

    own["WWW-Authenticate"] = "Form"
    answer = client.get("/profile")
    assert answer.headers.getlist("WWW-Authenticate") == ["Form"]


def test_one_answer_names_all_that_a_guard_cannot_take() -> None:
    class Counted(Guard[None]):
        def __init__(self, page: Query[int]) -> None:
            self.page = page

        def check(self, size: Query[int]) -> None:
            pass

    app = App("tested")

    @app.get("/", guards=[Counted])
    def index() -> str:
        return "never"

    answer = app.test_client().get("/?page=a", headers={"Accept": "application/json"})

    locations = [error["location"] for error in answer.json["errors"]]
    assert locations == ["query.page", "query.size"]


def test_what_the_application_keeps_is_not_made_of_what_a_guard_proves(
    guarded: App,
) -> None:
    class Account:
        def __init__(self, user: User) -> None: ...

    guarded.provide(Account, scope="app")

    @guarded.get("/", guards=[SignedIn])
    def index(account: Inject[Account]) -> str:
        return ""

    with pytest.raises(BindError, match="there is no provider of User") as caught:
        guarded.freeze()
    assert caught.value.hint == (
        "SignedIn proves User for one request, but Account is kept by the application: "
        "provide Account with scope='request'."
    )
