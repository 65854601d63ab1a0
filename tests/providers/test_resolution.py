from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, NewType, TypeVar

import pytest

from kolben import App, BindError, Guard, Resource, Router
from kolben.binding import Header, Inject

T = TypeVar("T")


class Db:
    """A dependency."""


class Cache:
    """Another one."""


class Posts:
    def __init__(self, db: Db) -> None:
        self.db = db


class Chicken:
    def __init__(self, egg: Egg) -> None:
        self.egg = egg


class Egg:
    def __init__(self, chicken: Chicken) -> None:
        self.chicken = chicken


class PostView(Resource, path="/posts"):
    def __init__(self, posts: Posts) -> None:
        self.posts = posts

    def get(self) -> str:
        return type(self.posts.db).__name__


@dataclass
class Fields(Resource, path="/fields"):
    posts: Posts
    size: int = 20

    def get(self, cache: Inject[Cache | None]) -> str:
        return f"{type(self.posts).__name__} {self.size} {cache}"


def frozen(app: App) -> str:
    """Return the error of freezing *app*, with its notes."""
    with pytest.raises(BindError) as caught:
        app.freeze()
    return "\n".join([str(caught.value), *caught.value.__notes__])


def test_a_constructor_is_filled_by_type_through_all_that_it_is_made_of(
    app: App,
) -> None:
    app.provide(Db)
    app.provide(Posts)
    app.add(PostView)

    assert app.test_client().get("/posts").text == "Db"


def test_what_nothing_provides_is_left_to_its_default_or_to_none(app: App) -> None:
    app.provide(Db)
    app.provide(Posts)
    app.add(Fields)

    assert app.test_client().get("/fields").text == "Posts 20 None"


def test_a_value_is_made_once_for_a_request_and_anew_for_the_next(app: App) -> None:
    made: list[Db] = []
    app.provide(Db)
    app.provide(Posts)

    @app.get("/")
    def index(db: Inject[Db], posts: Inject[Posts]) -> str:
        made.append(db)
        return str(posts.db is db)

    client = app.test_client()
    assert client.get("/").text == client.get("/").text == "True"
    assert made[0] is not made[1]


def test_a_factory_may_take_inputs_of_the_request(app: App) -> None:
    def named(x_name: Header[str]) -> Posts:
        posts = Posts(Db())
        vars(posts)["name"] = x_name
        return posts

    app.provide(Posts, named)

    @app.get("/")
    def index(posts: Inject[Posts]) -> str:
        return str(vars(posts)["name"])

    client = app.test_client()
    assert client.get("/", headers={"X-Name": "Ada"}).text == "Ada"
    assert client.get("/").status_code == 422


def test_the_route_says_whose_provider_a_value_of_a_request_is_made_of(
    app: App,
) -> None:
    class Fake(Db):
        pass

    inner = Router("inner", prefix="/inner")
    app.provide(Db)
    app.provide(Posts)
    inner.provide(Db, Fake)
    inner.add(PostView)
    app.add(PostView)
    app.include(inner)

    client = app.test_client()
    assert client.get("/posts").text == "Db"
    assert client.get("/inner/posts").text == "Fake"


def test_the_declaring_router_says_what_a_value_of_the_application_is_made_of(
    app: App,
) -> None:
    class Fake(Db):
        pass

    inner = Router("inner", prefix="/inner")
    app.provide(Db, scope="app")
    app.provide(Posts, scope="app")
    inner.provide(Db, Fake, scope="app")
    inner.add(PostView)
    app.include(inner)

    assert app.test_client().get("/inner/posts").text == "Db"


def test_a_router_that_is_included_twice_has_one_value_of_the_application(
    app: App,
) -> None:
    made: list[Db] = []
    inner = Router("inner", prefix="/inner")
    inner.provide(Db, scope="app")

    @inner.get("/")
    def index(db: Inject[Db]) -> str:
        made.append(db)
        return ""

    app.include(inner)
    app.include(inner, prefix="/again", name="again")
    client = app.test_client()
    client.get("/inner/")
    client.get("/again/")

    assert made[0] is made[1]


def test_generic_types_and_new_types_are_types_of_their_own(app: App) -> None:
    class Box(Generic[T]):
        def __init__(self, value: str) -> None:
            self.value = value

    Port = NewType("Port", int)
    app.provide(Box[int], lambda: Box("int"))
    app.provide(Box[str], lambda: Box("str"))
    app.provide(Port, lambda: Port(80))

    @app.get("/")
    def index(a: Inject[Box[int]], b: Inject[Box[str]], port: Inject[Port]) -> str:
        return f"{a.value} {b.value} {port}"

    assert app.test_client().get("/").text == "int str 80"


def test_a_missing_provider_is_named_with_the_chain_and_the_places(app: App) -> None:
    app.provide(Posts)
    app.add(PostView)

    said = frozen(app)

    assert "Nothing provides 'db' of Posts(): there is no provider of Db in " in said
    assert "PostView() -> Posts -> Db." in said
    assert "Write 'app.provide(Db)'" in said
    assert "Posts is provided at " in said
    assert "while adding PostView at " in said


def test_a_provider_of_a_subclass_is_suggested(app: App) -> None:
    class Sqlite(Db):
        pass

    app.provide(Sqlite)
    app.provide(Posts)
    app.add(PostView)

    assert "Write 'app.provide(Db, Sqlite)'." in frozen(app)


def test_a_provider_on_another_router_is_pointed_at(app: App) -> None:
    other = Router("other")
    other.provide(Db)
    app.include(other)
    app.provide(Posts)
    app.add(PostView)

    assert "on a router that is not round this one" in frozen(app)


def test_a_provider_with_a_name_alike_is_suggested(app: App) -> None:
    class Dbs:
        pass

    app.provide(Dbs)
    app.provide(Posts)
    app.add(PostView)

    assert "Did you mean 'Dbs'?" in frozen(app)


def test_a_circle_is_named_whole(app: App) -> None:
    app.provide(Chicken)
    app.provide(Egg)

    @app.get("/")
    def index(egg: Inject[Egg]) -> str:
        return ""

    said = frozen(app)

    assert "Egg is made of itself: index() -> Egg -> Chicken -> Egg." in said
    assert said.count("is provided at ") == 2


def test_a_union_of_two_provided_types_is_ambiguous(app: App) -> None:
    app.provide(Db)
    app.provide(Cache)

    @app.get("/")
    def index(either: Inject[Db | Cache]) -> str:
        return ""

    assert "more than one of them is provided, in index() -> Db | Cache" in frozen(app)


def test_the_one_type_of_a_union_that_is_provided_is_taken(app: App) -> None:
    app.provide(Cache)

    @app.get("/")
    def index(either: Inject[Db | Cache]) -> str:
        return type(either).__name__

    assert app.test_client().get("/").text == "Cache"


@pytest.mark.parametrize("lifetime", ["provided", "built in", "input"])
def test_what_the_application_keeps_is_made_of_nothing_of_a_request(
    app: App, lifetime: str
) -> None:
    def of_an_input(x_name: Header[str]) -> Db:
        return Db()

    def of_the_session(session: Session) -> Db:
        return Db()

    if lifetime == "provided":
        app.provide(Db)
    elif lifetime == "input":
        app.provide(Db, of_an_input, scope="app")
    else:
        app.provide(Db, of_the_session, scope="app")
    app.provide(Posts, scope="app")
    app.add(PostView)

    said = frozen(app)

    assert "is kept by the application, but " in said
    assert "lives no longer than a request: PostView() -> Posts -> Db" in said


def test_annotations_of_a_factory_may_name_what_is_defined_later(app: App) -> None:
    class Late:
        def __init__(self, db: Later) -> None:
            self.db = db

    app.provide(Late)

    class Later:
        pass

    app.provide(Later)

    @app.get("/")
    def index(late: Inject[Late]) -> str:
        return type(late.db).__name__

    with pytest.raises(BindError, match="'Later' of 'db' cannot be read"):
        app.freeze()


from kolben import Session  # noqa: E402  # read late, as annotations are


def test_a_provider_that_no_route_asks_for_is_judged_as_well() -> None:
    app = App("example")
    app.provide(Posts)
    assert "there is no provider of Db in Posts -> Db" in frozen(app)


def test_a_circle_that_no_route_asks_for_is_found() -> None:
    app = App("example")
    router = Router("inner")
    router.provide(Chicken)
    router.provide(Egg)
    router.add_url_rule("/", view_func=lambda: "")
    app.include(router)
    assert "Chicken is made of itself: Chicken -> Egg -> Chicken" in frozen(app)


def test_what_outlives_its_parts_is_found_though_no_route_asks_for_it() -> None:
    app = App("example")
    app.provide(Db)
    app.provide(Posts, scope="app")
    assert "lives no longer than a request: Posts -> Db" in frozen(app)


def test_a_provider_may_be_made_of_what_only_some_places_know() -> None:
    class User:
        """Whom a guard knows."""

    class SignedIn(Guard[User]):
        def check(self) -> User:
            return User()

    class Account:
        def __init__(self, user: User, posts: Posts) -> None: ...

    app = App("example")
    app.provide(Account)
    app.provide(Posts)
    inner = Router("inner")
    inner.provide(Db)

    @inner.get("/", guards=[SignedIn])
    def index() -> str:
        return type(app.provided(Account)).__name__

    app.include(inner)
    app.freeze()
    assert app.test_client().get("/").text == "Account"
