from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from tests.refusals import places_of, refused

from kolben import App, Resource, Response, Router, Rule, g, render_template, request
from kolben._sites import calling_site
from kolben.app_settings import AppOptions
from kolben.exceptions import BindError, RouteError, RouteTypeError
from kolben.router import RouterOptions


class Page(Resource):
    def get(self, number: int) -> str:
        return f"page {number}"


def view() -> str:
    return "view"


def test_a_router_puts_its_prefix_and_its_name_before_its_routes(app: App) -> None:
    admin = Router("admin", prefix="/admin/")
    admin.get("/")(view)
    admin.add("/pages/<number>", Page)
    app.include(admin)
    client = app.test_client()

    assert client.get("/admin/").text == "view"
    assert client.get("/admin/pages/3").text == "page 3"
    with app.test_request_context():
        assert app.url_for("admin.Page", number=3) == "/admin/pages/3"
        assert app.url_for("admin.view") == "/admin/"


def test_a_router_may_answer_its_prefix_itself(app: App) -> None:
    admin = Router("admin", prefix="/admin")
    admin.get("")(view)
    app.include(admin)

    assert app.test_client().get("/admin").text == "view"


def test_routers_nest_and_join_their_names_and_prefixes(app: App) -> None:
    outer, inner = Router("outer", prefix="/outer"), Router("inner", prefix="/inner")
    inner.get("/", endpoint="index")(lambda: request.endpoint or "")
    outer.include(inner)
    app.include(outer)

    assert app.test_client().get("/outer/inner/").text == "outer.inner.index"


def test_prefixes_may_have_variables_which_the_handlers_take(app: App) -> None:
    team = Router("team", prefix="/<int:team>")
    people = Router("people", prefix="/people/<name>")
    people.get("/")(lambda team, name: f"{name} of {team + 1}")
    team.include(people)
    app.include(team)

    assert app.test_client().get("/1/people/Ada/").text == "Ada of 2"


def test_a_handler_that_does_not_take_the_variable_of_a_prefix_is_refused(
    app: App,
) -> None:
    team = Router("team", prefix="/<team>")
    declared = calling_site()
    team.get("/")(view)

    with refused(BindError, "view() does not take 'team'") as caught:
        app.include(team)

    below = type(declared)(declared.file, declared.line + 1)
    assert places_of(caught.error, below) == [f"while adding view at {below}"]


def test_what_is_declared_after_the_router_was_included_counts_too(app: App) -> None:
    outer, inner = Router("outer", prefix="/outer"), Router("inner", prefix="/inner")
    app.include(outer)
    outer.include(inner)
    inner.get("/")(view)
    inner.before_request(lambda: setattr(g, "seen", True))
    inner.after_request(lambda response: marked(response, "inner"))

    answer = app.test_client().get("/outer/inner/")

    assert answer.text == "view"
    assert answer.headers.getlist("X-Mark") == ["inner"]


def marked(response: Response, mark: str) -> Response:
    response.headers.add("X-Mark", mark)
    return response


def test_hooks_of_a_router_run_for_its_routes_only(app: App) -> None:
    ran: list[str] = []

    def note(part: Router, name: str) -> None:
        part.before_request(lambda: ran.append(f"before {name}"))
        part.after_request(lambda response: marked(response, name))
        part.teardown_request(lambda error: ran.append(f"teardown {name}"))

    outer, inner = Router("outer", prefix="/outer"), Router("inner", prefix="/inner")
    for part, name in ((app, "app"), (outer, "outer"), (inner, "inner")):
        note(part, name)
        part.get("/", endpoint="index")(lambda: "")
    outer.include(inner)
    app.include(outer)
    client = app.test_client()

    marks = client.get("/outer/inner/").headers.getlist("X-Mark")

    assert marks == ["inner", "outer", "app"]
    assert ran == [
        "before app",
        "before outer",
        "before inner",
        "teardown inner",
        "teardown outer",
        "teardown app",
    ]
    assert client.get("/").headers.getlist("X-Mark") == ["app"]
    assert client.get("/outer/").headers.getlist("X-Mark") == ["outer", "app"]
    assert client.get("/nowhere").headers.getlist("X-Mark") == ["app"]


def test_preprocessors_of_a_router_see_its_variables_only(app: App) -> None:
    part = Router("part", prefix="/<lang>")

    @part.url_value_preprocessor
    def take(name: str | None, values: dict[str, Any] | None) -> None:
        g.lang = None if values is None else values["lang"]

    part.get("/")(lambda lang: f"{lang} {g.lang}")
    app.get("/a/b")(lambda: str("lang" in g))
    app.include(part)
    client = app.test_client()

    assert client.get("/de/").text == "de de"
    assert client.get("/a/b").text == "False"


def test_the_nearest_router_handles_an_error(app: App) -> None:
    def failing() -> str:
        raise KeyError("x")

    outer, inner = Router("outer", prefix="/outer"), Router("inner", prefix="/inner")
    for part in (app, outer, inner):
        part.get("/", endpoint="fail")(failing)
    app.register_error_handler(KeyError, lambda error: "the application")
    inner.register_error_handler(LookupError, lambda error: "the inner router")
    outer.include(inner)
    app.include(outer)
    client = app.test_client()

    assert client.get("/outer/inner/").text == "the inner router"
    assert client.get("/outer/").text == "the application"
    assert client.get("/").text == "the application"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder with files and templates."""
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "style.css").write_text("body {}")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "page.html").write_text("of {{ part }}")
    return tmp_path


def test_a_router_serves_its_own_files(app: App, folder: Path) -> None:
    part = Router("part", prefix="/part", static_folder=folder / "files")
    app.include(part)

    assert part.has_static_folder
    assert part.static_url_path == "/files"
    with app.test_client().get("/part/files/style.css") as answer:
        assert answer.text == "body {}"
    with app.test_request_context():
        url = app.url_for("part.static", filename="style.css")
        assert url == "/part/files/style.css"


def test_a_router_serves_its_files_where_it_is_told(app: App, folder: Path) -> None:
    part = Router(
        "part",
        prefix="/part",
        static_folder=str(folder / "files"),
        static_url_path="/assets/",
    )
    app.include(part)
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = timedelta(hours=1)

    with app.test_client().get("/part/assets/style.css") as answer:
        assert answer.text == "body {}"
        assert answer.cache_control.max_age == 3600


def test_the_age_of_files_may_be_a_number_of_seconds(app: App, folder: Path) -> None:
    app.include(Router("part", prefix="/p", static_folder=folder / "files"))
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 60

    with app.test_client().get("/p/files/style.css") as answer:
        assert answer.cache_control.max_age == 60


def test_two_folders_at_one_url_are_refused(app: App, folder: Path) -> None:
    part = Router("part", static_folder=folder, static_url_path="/static")

    with refused(RouteError, "GET '/static/<path:filename>' is answered twice"):
        app.include(part)


def test_a_router_without_files_sends_none() -> None:
    part = Router("part")

    assert not part.has_static_folder
    with pytest.raises(RouteError, match="'part' has no static folder"):
        part.send_static_file("style.css")


def test_a_router_has_its_own_templates_after_those_of_the_application(
    app: App, folder: Path
) -> None:
    part = Router("part", prefix="/part", template_folder=folder / "pages")
    part.context_processor(lambda: {"part": "the router"})
    part.get("/")(lambda: render_template("page.html"))
    app.include(part)

    assert app.test_client().get("/part/").text == "of the router"


def test_a_router_opens_files_beside_its_module() -> None:
    part = Router("part")

    with part.open_resource(Path(__file__).name, "r") as file:
        assert "opens files beside" in file.read()
    assert part.root_path == str(Path(__file__).parent)


def test_a_router_may_be_included_twice_under_two_names(app: App) -> None:
    part = Router("part", prefix="/part")
    part.get("/")(lambda: request.endpoint or "")
    app.include(part, name="one", prefix="/one")
    app.include(part, name="two", prefix="/two/")
    part.get("/late", endpoint="late")(lambda: "late")
    client = app.test_client()

    assert client.get("/one/").text == "one.<lambda>"
    assert client.get("/two/").text == "two.<lambda>"
    assert client.get("/part/").status_code == 404
    assert client.get("/two/late").text == "late"


def test_the_two_halves_of_a_router_included_twice_link_to_themselves(
    app: App,
) -> None:
    outer, inner = Router("outer"), Router("inner", prefix="/inner")

    @outer.get("/")
    def index() -> str:
        return app.url_for(page) + " " + app.url_for(".page2", _external=False)

    @inner.get("/", endpoint="page")
    def page() -> str:
        return app.url_for(index)

    outer.get("/page2", endpoint="page2")(view)
    outer.include(inner)
    app.include(outer, name="one", prefix="/one")
    app.include(outer, name="two", prefix="/two")
    client = app.test_client()

    assert client.get("/one/").text == "/one/inner/ /one/page2"
    assert client.get("/two/").text == "/two/inner/ /two/page2"
    assert client.get("/two/inner/").text == "/two/"
    with app.test_request_context("/nowhere"):
        assert app.url_for(index) == "/one/"


def test_a_prefix_may_be_taken_away(app: App) -> None:
    part = Router("part", prefix="/part")
    part.get("/here")(view)
    app.include(part, prefix="")

    assert app.test_client().get("/here").text == "view"


def test_a_name_is_taken_once_and_the_error_says_where(app: App) -> None:
    app.include(Router("part"))

    with refused(RouteError, "The name 'part' is taken by the router") as caught:
        app.include(Router("part", prefix="/x"))

    assert Path(__file__).name in caught.error.problem


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("", RouteError, id="empty"),
        pytest.param("a.b", RouteError, id="a dot"),
        pytest.param(3, RouteTypeError, id="a number"),
        pytest.param(None, RouteTypeError, id="nothing"),
    ],
)
def test_a_name_that_is_none_is_refused(
    app: App, name: Any, kind: type[RouteError]
) -> None:
    with refused(kind, f"A router cannot be named {name!r}"):
        Router(name)


@pytest.mark.parametrize("name", ["", "a.b", 3])
def test_so_is_one_that_is_given_on_inclusion(app: App, name: Any) -> None:
    with pytest.raises(RouteError, match="A router cannot be named"):
        app.include(Router("part"), name=name)


@pytest.mark.parametrize(
    ("prefix", "problem"),
    [
        pytest.param("part", "does not start with '/'", id="no slash"),
        pytest.param("/<part", "stray bracket", id="a bracket"),
    ],
)
def test_a_prefix_that_cannot_be_read_is_refused_at_once(
    app: App, prefix: str, problem: str
) -> None:
    with refused(RouteError, problem):
        Router("part", prefix=prefix)
    with refused(RouteError, problem):
        app.include(Router("part"), prefix=prefix)


def test_a_variable_that_two_prefixes_have_is_refused(app: App) -> None:
    outer, inner = Router("outer", prefix="/<key>"), Router("inner", prefix="/<key>")
    inner.get("/")(lambda key: key)
    outer.include(inner)

    with refused(RouteError, "'key'"):
        app.include(outer)


def test_a_router_does_not_include_itself() -> None:
    outer, inner = Router("outer"), Router("inner")
    outer.include(inner)

    with refused(RouteError, "The router 'outer' would include itself"):
        outer.include(outer)
    with refused(RouteError, "The router 'outer' would include itself"):
        inner.include(outer)


@pytest.mark.parametrize(
    "other",
    [App("other"), view, "part", None],
    ids=["application", "function", "name", "nothing"],
)
def test_what_is_no_router_is_not_included(app: App, other: Any) -> None:
    with refused(RouteTypeError, f"{other!r} is not a Router") as caught:
        app.include(other)

    assert "app.mount" in caught.error.hint


def test_a_router_included_by_two_is_closed_with_both(app: App) -> None:
    shared, left, right = Router("shared"), Router("left"), Router("right")
    left.include(shared)
    right.include(shared)
    app.include(left, prefix="/left")
    app.include(right, prefix="/right")

    assert app.all_routers() == [app, left, shared, right]


def test_options_hold_for_every_route() -> None:
    app = App(
        "tested",
        static_folder=None,
        config={"SERVER_NAME": "example.org"},
        options=AppOptions(subdomain_matching=True),
    )
    part = Router(
        "part",
        options=RouterOptions(subdomain="<team>", url_defaults={"lang": "en"}),
    )
    part.get("/")(lambda team, lang: f"{team} {lang}")
    part.add(Rule("/own", subdomain="own"), Own)
    app.include(part)
    client = app.test_client()

    assert client.get("/", base_url="http://ada.example.org").text == "ada en"
    assert client.get("/own", base_url="http://own.example.org").text == "own en"


def test_a_host_holds_for_every_route() -> None:
    options = AppOptions(host_matching=True)
    app = App("tested", static_folder=None, options=options)
    part = Router("part", options=RouterOptions(host="<team>.example.org"))
    part.get("/")(lambda team: team)
    app.include(part)
    client = app.test_client()

    assert client.get("/", base_url="http://ada.example.org").text == "ada"
    assert client.get("/", base_url="http://example.org").status_code == 404


class Own(Resource):
    def get(self, lang: str) -> str:
        return f"own {lang}"


def test_commands_of_a_router_are_a_group_of_the_application(app: App) -> None:
    early, late = Router("early"), Router("late", options=RouterOptions(cli_group="l8"))
    early.cli.command("tell")(lambda: click.echo("told early"))
    app.include(early)
    app.include(late)
    late.cli.command("tell")(lambda: click.echo("told late"))
    runner = app.test_cli_runner()

    assert late.cli is late.cli
    assert "told early" in runner.invoke(args=["early", "tell"]).output
    assert "told late" in runner.invoke(args=["l8", "tell"]).output


def test_a_router_is_shown_by_its_name() -> None:
    assert repr(Router("part")) == "<Router 'part'>"


def test_a_router_belongs_to_the_module_that_makes_it() -> None:
    assert Router("part").import_name == __name__
    given = Router("part", options=RouterOptions(import_name="json"))
    assert given.import_name == "json"
