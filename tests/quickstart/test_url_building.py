"""S59-S68: building URLs."""

# mypy: allow-untyped-defs

from __future__ import annotations

import pytest
from tests.quickstart.conftest import RunToEnd
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client

from kolben import App, render_template_string, url_for
from kolben.exceptions import UrlError

SHELL = """
from kolben import App, url_for

app = App(__name__)

@app.route("/")
def index():
    return "index"

@app.route("/login")
def login():
    return "login"

@app.route("/user/<username>")
def profile(username):
    return f"{username}'s profile"

with app.test_request_context():
    print(url_for("index"))
    print(url_for("login"))
    print(url_for("login", next="/"))
    print(url_for("profile", username="John Doe"))

"""


@pytest.fixture
def app() -> App:
    """The application of the document's example; its views are declared only."""
    app = App(__name__)

    @app.route("/")
    def index(): ...

    @app.route("/login")
    def login(): ...

    @app.route("/user/<username>")
    def profile(username): ...

    return app


def test_s59_the_name_of_the_function_gives_its_url(app: App) -> None:
    with app.test_request_context():
        assert url_for("index") == "/"
        assert url_for("login") == "/login"


def test_s60_arguments_fill_the_variables(app: App) -> None:
    with app.test_request_context():
        assert url_for("profile", username="ada") == "/user/ada"


def test_s61_other_arguments_become_the_query(app: App) -> None:
    with app.test_request_context():
        assert url_for("login", next="/") == "/login?next=/"
        assert url_for("login", tag=["a", "b"], n=1) == "/login?tag=a&tag=b&n=1"
        assert url_for("profile", username="ada", q="ü") == "/user/ada?q=%C3%BC"


@pytest.mark.parametrize(
    ("username", "path"),
    [
        pytest.param("John Doe", "/user/John%20Doe", id="a space"),
        pytest.param("Jürgen", "/user/J%C3%BCrgen", id="a letter beyond ASCII"),
        pytest.param("50% off?", "/user/50%25%20off%3F", id="marks of a URL"),
    ],
)
def test_s62_special_characters_are_escaped(app: App, username: str, path: str) -> None:
    with app.test_request_context():
        assert url_for("profile", username=username) == path


def test_s63_paths_are_absolute(app: App) -> None:
    with app.test_request_context("/user/ada/deep/down"):
        assert url_for("login") == "/login"
        assert url_for("profile", username="bob") == "/user/bob"


def test_s64_the_prefix_of_the_application_is_included(app: App) -> None:
    with app.test_request_context(base_url="http://localhost/myapplication"):
        assert url_for("login") == "/myapplication/login"


def test_s64_an_application_may_be_mounted_below_another(app: App) -> None:
    @app.route("/where")
    def where() -> list[str]:
        return [url_for("where"), url_for("index", _external=True)]

    outer = DispatcherMiddleware(App(__name__), {"/myapplication": app})

    assert Client(outer).get("/myapplication/where").json == [
        "/myapplication/where",
        "http://localhost/myapplication/",
    ]


@pytest.mark.parametrize("rule", ["/about", "/ueber-uns/"])
def test_s65_the_rule_alone_decides_the_links(rule: str) -> None:
    app = App(__name__)
    app.add_url_rule(rule, "about", lambda: "about")

    with app.test_request_context():
        page = render_template_string("<a href=\"{{ url_for('about') }}\">")

    assert page == f'<a href="{rule}">'


def test_s66_works_in_a_plain_python_shell(run: RunToEnd) -> None:
    done = run("-i", "-q", stdin=SHELL)

    printed = [line for line in done.output.split() if line.startswith("/")]
    assert printed == ["/", "/login", "/login?next=/", "/user/John%20Doe"]


def test_s66_works_within_a_request_that_is_made_up(app: App) -> None:
    with app.test_request_context():
        links = [
            url_for("index"),
            url_for("login"),
            url_for("login", next="/"),
            url_for("profile", username="John Doe"),
        ]

    assert links == ["/", "/login", "/login?next=/", "/user/John%20Doe"]


def test_s67_views_that_are_only_declared_can_be_linked(app: App) -> None:
    @app.route("/nothing/<int:number>")
    def nothing(number):
        pass

    with app.test_request_context():
        assert url_for("nothing", number=4) == "/nothing/4"


def test_s68_an_unknown_endpoint_names_the_nearest(app: App) -> None:
    with app.test_request_context(), pytest.raises(UrlError) as caught:
        url_for("profle", username="ada")

    assert isinstance(caught.value, LookupError)
    assert "'profle'" in str(caught.value)
    assert "'profile'" in str(caught.value)


def test_s68_a_missing_value_is_named(app: App) -> None:
    with app.test_request_context(), pytest.raises(UrlError) as caught:
        url_for("profile")

    assert "'profile'" in str(caught.value)
    assert "'username'" in str(caught.value)
