from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from tests.refusals import refused

from kolben import App, Resource, Rule, session, url_for
from kolben.exceptions import BindError, ContextError, RouteError, RouteTypeError
from kolben.resources import verbs_of


class Post(Resource):
    def get(self, post_id: int) -> dict[str, int]:
        return {"post": post_id}

    def put(self, post_id: int) -> tuple[str, int]:
        return f"put {post_id}", 201


def test_each_verb_answers_its_method(app: App) -> None:
    app.add("/posts/<post_id>", Post)
    client = app.test_client()

    assert client.get("/posts/3").json == {"post": 3}
    assert client.put("/posts/3").status_code == 201
    assert client.delete("/posts/3").status_code == 405


def test_head_is_answered_by_get(app: App) -> None:
    app.add("/posts/<post_id>", Post)

    answer = app.test_client().head("/posts/3")

    assert answer.status_code == 200
    assert answer.data == b""
    assert answer.content_length == len('{"post":3}')


def test_options_names_every_method(app: App) -> None:
    app.add("/posts/<post_id>", Post)

    allowed = app.test_client().options("/posts/3").allow

    assert set(allowed) == {"GET", "HEAD", "OPTIONS", "PUT"}


@pytest.mark.parametrize("others", [(), ("options",)], ids=["alone", "and options"])
def test_a_head_of_nothing_is_refused(app: App, others: tuple[str, ...]) -> None:
    def answer(self: Resource) -> str:
        return ""

    checked = type("Checked", (Resource,), dict.fromkeys(("head", *others), answer))

    with refused(RouteError, "Checked answers HEAD only, and there is nothing to GET."):
        app.add("/", checked)


def test_head_beside_another_method_is_an_answer(app: App) -> None:
    class Upload(Resource):
        def head(self) -> str:
            return ""

        def put(self) -> str:
            return "put"

    app.add("/", Upload)

    assert app.test_client().head("/").status_code == 200
    assert app.test_client().put("/").text == "put"


def test_an_own_head_and_options_win(app: App) -> None:
    @app.resource("/")
    class Own(Resource):
        def get(self) -> str:
            return "get"

        def head(self) -> tuple[str, dict[str, str]]:
            return "", {"X-From": "head"}

        def options(self) -> str:
            return "options"

    client = app.test_client()

    assert client.head("/").headers["X-From"] == "head"
    assert client.options("/").text == "options"


def test_a_resource_is_made_anew_for_each_request(app: App) -> None:
    @app.resource("/")
    class Counter(Resource):
        def __init__(self) -> None:
            self.count = 0

        def get(self) -> str:
            self.count += 1
            return str(self.count)

    client = app.test_client()

    assert [client.get("/").text, client.get("/").text] == ["1", "1"]


def test_the_context_is_there_when_the_constructor_runs(app: App) -> None:
    @app.resource("/here")
    class Here(Resource):
        def __init__(self) -> None:
            self.path = self.request.path

        def get(self) -> str:
            return f"{self.path} {self.app.name} {self.context.environ is not None}"

    assert app.test_client().get("/here").text == f"/here {app.name} True"


def test_self_session_is_the_session_of_the_client(app: App) -> None:
    app.secret_key = "a key that only the tests know"

    @app.resource("/")
    class Visits(Resource):
        def get(self) -> str:
            self.session["visits"] = self.session.get("visits", 0) + 1
            return str(session["visits"])

    client = app.test_client()

    assert [client.get("/").text, client.get("/").text] == ["1", "2"]


def test_the_constructor_gets_what_was_given_at_registration(app: App) -> None:
    class Greeting(Resource):
        def __init__(self, word: str, *, mark: str = ".") -> None:
            self.word = word
            self.mark = mark

        def get(self, name: str) -> str:
            return f"{self.word} {name}{self.mark}"

    app.add("/hello/<name>", Greeting, "Hello", mark="!")

    assert app.test_client().get("/hello/Ada").text == "Hello Ada!"


@pytest.mark.parametrize("frozen", [True, False])
def test_a_resource_may_be_a_dataclass(app: App, frozen: bool) -> None:
    @dataclass(frozen=frozen)
    class Shelf(Resource):
        books: list[str]

        def get(self) -> list[str]:
            return [*self.books, self.request.path]

    app.add("/shelf", Shelf, ["one"])

    assert app.test_client().get("/shelf").json == ["one", "/shelf"]


def test_is_tested_as_plain_python() -> None:
    assert Post().get(post_id=4) == {"post": 4}


def test_a_resource_that_no_request_made_reads_the_current_context(app: App) -> None:
    with app.test_request_context("/there"):
        assert Post().request.path == "/there"


def test_without_any_context_the_request_is_explained() -> None:
    with pytest.raises(ContextError, match=r"Post\.context needs one"):
        _ = Post().request


def test_the_path_may_stand_on_the_class_line(app: App) -> None:
    class Login(Resource, path="/login"):
        def post(self) -> str:
            return "in"

    app.add(Login)

    assert app.test_client().post("/login").text == "in"


def test_methods_are_inherited(app: App) -> None:
    class Base(Resource):
        def get(self) -> str:
            return type(self).__name__

        def delete(self) -> str:
            return "gone"

    class Child(Base):
        delete: Any = None

        def post(self) -> str:
            return "posted"

    app.add("/child", Child)
    client = app.test_client()

    assert client.get("/child").text == "Child"
    assert client.post("/child").text == "posted"
    assert client.delete("/child").status_code == 405


def test_static_and_class_methods_may_answer(app: App) -> None:
    @app.resource("/<word>")
    class Echo(Resource):
        @staticmethod
        def get(word: str) -> str:
            return word

        @classmethod
        def post(cls, word: str) -> str:
            return f"{cls.__name__} {word}"

    client = app.test_client()

    assert client.get("/a").text == "a"
    assert client.post("/a").text == "Echo a"


def test_coroutine_functions_answer(app: App) -> None:
    @app.resource("/<int:number>")
    class Slow(Resource):
        async def get(self, number: int) -> str:
            return f"{self.request.path} {number + 1}"

    assert app.test_client().get("/1").text == "/1 2"


def test_one_class_may_have_several_paths(app: App) -> None:
    class Page(Resource):
        def get(self, number: int = 1, lang: str = "en") -> str:
            return f"{number} {lang}"

    app.add("/page", Page)
    app.add("/page/<number>", Page)
    app.add(Rule("/seite", name="seite", defaults={"lang": "de"}), Page)
    client = app.test_client()

    texts = [client.get(path).text for path in ("/page", "/page/7", "/seite")]

    assert texts == ["1 en", "7 en", "1 de"]


def test_links_of_a_class_and_of_its_methods_are_the_same(app: App) -> None:
    app.add("/posts/<post_id>", Post)

    with app.test_request_context():
        links = [
            Post.url(post_id=3),
            Post.url(3),
            Post().url(post_id=3),
            url_for(Post, post_id=3),
            url_for(Post.put, post_id=3),
            url_for("Post", post_id=3),
        ]

    assert links == ["/posts/3"] * 6


def test_a_link_outside_of_a_context_is_explained() -> None:
    with pytest.raises(ContextError, match=r"Post\.url\(\) needs one"):
        Post.url(post_id=3)


@pytest.mark.parametrize("name", ["app", "context", "request", "session", "url"])
def test_a_constructor_parameter_with_a_reserved_name_is_refused(name: str) -> None:
    names: dict[str, Any] = {}
    exec(f"def __init__(self, {name}): pass", names)

    with pytest.raises(BindError, match=f"Torn uses the name '{name}'"):
        type("Torn", (Resource,), {"__init__": names["__init__"]})


def test_a_field_with_a_reserved_name_is_refused() -> None:
    with pytest.raises(BindError, match="uses the name 'session'") as caught:

        @dataclass
        class Users(Resource):
            session: object

    assert "'self.db'" in caught.value.hint


def test_a_class_without_verbs_is_refused(app: App) -> None:
    class Empty(Resource):
        pass

    with pytest.raises(RouteError, match="Empty has no method"):
        app.add("/empty", Empty)


def test_a_verb_that_is_no_method_is_refused() -> None:
    class Odd(Resource):
        get: Any = 5

    with pytest.raises(RouteError, match=r"Odd\.get is 5, not a method"):
        verbs_of(Odd)


def test_arguments_that_do_not_fit_the_constructor_are_refused(app: App) -> None:
    class Needy(Resource):
        def __init__(self, store: dict[str, str]) -> None:
            self.store = store

        def get(self) -> str:
            return ""

    with pytest.raises(BindError, match="missing a required argument: 'store'"):
        app.add("/needy", Needy, stor={})  # type: ignore[call-arg]


def test_a_constructor_that_nothing_fills_is_refused_at_freeze(app: App) -> None:
    class Needy(Resource):
        def __init__(self, store: dict[str, str]) -> None:
            self.store = store

        def get(self) -> str:
            return ""

    app.add("/needy", Needy)

    with pytest.raises(BindError, match=r"Nothing provides 'store' of .*Needy"):
        app.freeze()


@pytest.mark.parametrize("name", ["app", "context", "request", "rule", "url"])
def test_a_member_with_a_reserved_name_is_refused(name: str) -> None:
    with refused(BindError, f"Torn uses the name {name!r}"):
        type("Torn", (Resource,), {name: lambda self: ""})


def test_what_a_mixin_brings_is_judged_too() -> None:
    class Mixin:
        session = "of the database"

    with refused(BindError, "Users uses the name 'session'"):

        class Users(Mixin, Resource):  # type: ignore[misc]
            pass


def test_the_constructor_of_a_mixin_is_judged_too() -> None:
    class Mixin:
        def __init__(self, app: object) -> None:
            self.given = app

    with refused(BindError, "Users uses the name 'app'"):

        class Users(Mixin, Resource):
            pass


def test_a_mixin_may_say_what_it_expects_of_a_resource(app: App) -> None:
    class Where:
        request: Any

        def where(self) -> str:
            return str(self.request.path)

    @app.resource("/here")
    class Here(Where, Resource):  # type: ignore[misc]
        def get(self) -> str:
            return self.where()

    assert app.test_client().get("/here").text == "/here"


def test_a_path_that_is_no_text_is_refused_with_the_class() -> None:
    with refused(RouteTypeError, "not 404"):

        class Login(Resource, path=404):  # type: ignore[arg-type]
            pass


def test_coroutine_functions_answer_without_self_too(app: App) -> None:
    @app.resource("/<int:number>")
    class Slow(Resource):
        @staticmethod
        async def get(number: int) -> str:
            return f"get {number}"

        @classmethod
        async def post(cls, number: int) -> str:
            return f"{cls.__name__} {number}"

    client = app.test_client()

    assert client.get("/1").text == "get 1"
    assert client.post("/1").text == "Slow 1"


def test_an_object_that_can_be_called_may_be_a_verb(app: App) -> None:
    class Answer:
        def __call__(self, number: int) -> str:
            return f"answer {number}"

    class Odd(Resource):
        get: Any = Answer()

    app.add("/<number>", Odd)

    assert app.test_client().get("/3").text == "answer 3"
    assert app.test_client().get("/x").status_code == 404


def test_a_resource_with_a_name_in_its_rule_is_linked_by_it(app: App) -> None:
    app.add(Rule("/posts/<post_id>", name="post"), Post)

    with app.test_request_context():
        assert url_for("post", post_id=3) == Post.url(3) == "/posts/3"


def test_a_resource_may_be_added_to_two_applications(app: App) -> None:
    other = App("tested", static_folder=None)
    app.add("/posts/<post_id>", Post)
    other.add("/other/<post_id>", Post)

    with app.test_request_context():
        assert Post.url(3) == "/posts/3"
    with other.test_request_context():
        assert Post.url(3) == "/other/3"
