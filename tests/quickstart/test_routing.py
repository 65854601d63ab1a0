"""S37-S58: escaping, variable rules, unique URLs."""

from __future__ import annotations

from urllib.parse import urljoin
from uuid import UUID

import pytest
from markupsafe import escape
from werkzeug.routing import BaseConverter

import kolben
from kolben import App, render_template_string
from kolben.testing import TestClient

AN_ID = "a8098c1a-f86e-11da-bd1a-00112444be1e"


def tell(app: App, rule: str) -> TestClient:
    """Return a client of an application that shows what *rule* gives for ``x``."""

    def view(x):  # type: ignore[no-untyped-def]  # the rule alone says the type
        return repr(x)

    app.add_url_rule(rule, "view", view)
    return app.test_client()


def test_s37_hostile_input_is_shown_as_text(app: App, client: TestClient) -> None:
    @app.route("/<name>")
    def hello(name: str) -> str:
        return f"Hello, {escape(name)}!"

    assert client.get("/<b>x").text == "Hello, &lt;b&gt;x!"


def test_s38_a_part_of_the_url_is_given_to_the_view(
    app: App, client: TestClient
) -> None:
    @app.route("/<name>")
    def hello(name: str) -> str:
        return name

    assert client.get("/World").text == "World"


def test_s39_templates_escape_by_themselves(app: App, client: TestClient) -> None:
    @app.route("/<name>")
    def hello(name: str) -> str:
        return render_template_string("Hello, {{ name }}!", name=name)

    assert client.get("/<b>x").text == "Hello, &lt;b&gt;x!"


def test_s40_escape_comes_with_the_framework() -> None:
    assert kolben.escape is escape


def test_s41_routes_stand_side_by_side(app: App, client: TestClient) -> None:
    @app.route("/")
    def index() -> str:
        return "Index Page"

    @app.route("/hello")
    def hello() -> str:
        return "Hello, World"

    assert client.get("/").text == "Index Page"
    assert client.get("/hello").text == "Hello, World"


def test_s42_a_function_may_have_several_rules(app: App, client: TestClient) -> None:
    @app.route("/a")
    @app.route("/b")
    def both() -> str:
        return "both"

    assert [client.get(path).text for path in ("/a", "/b")] == ["both", "both"]


def test_s43_variables_are_arguments_of_the_same_name(
    app: App, client: TestClient
) -> None:
    @app.route("/<first>/<second>")
    def view(second: str, first: str) -> list[str]:
        return [first, second]

    assert client.get("/a/b").json == ["a", "b"]


def test_s44_a_converter_is_chosen_before_the_colon(app: App) -> None:
    client = tell(app, "/<int:x>")

    assert client.get("/7").text == "7"
    assert client.get("/seven").status_code == 404


def test_s45_a_variable_is_decoded_text(app: App) -> None:
    client = tell(app, "/user/<x>")

    assert client.get("/user/J%C3%BCrgen").text == "'Jürgen'"


def test_s46_int_gives_a_number(app: App, client: TestClient) -> None:
    @app.route("/post/<int:post_id>")
    def show_post(post_id: int) -> str:
        return "Post %d" % post_id  # noqa: UP031  # as the document writes it

    assert client.get("/post/12").text == "Post 12"


def test_s47_path_gives_a_text_with_slashes(app: App, client: TestClient) -> None:
    @app.route("/path/<path:subpath>")
    def show_subpath(subpath: str) -> str:
        return f"Subpath {escape(subpath)}"

    assert client.get("/path/a/b/c").text == "Subpath a/b/c"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("/user/a b;c", "'a b;c'", id="any text"),
        pytest.param("/user/a/b", None, id="a slash"),
        pytest.param("/user/", None, id="nothing"),
    ],
)
def test_s48_string_takes_text_without_a_slash(
    app: App, path: str, text: str | None
) -> None:
    plain = tell(app, "/user/<x>").get(path)
    named = tell(App(__name__), "/user/<string:x>").get(path)

    assert plain.status_code == named.status_code == (404 if text is None else 200)
    assert text is None or plain.text == named.text == text


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("/post/3", "3", id="a number"),
        pytest.param("/post/03", "3", id="a leading zero"),
        pytest.param("/post/-3", None, id="a negative number"),
        pytest.param("/post/x", None, id="a letter"),
    ],
)
def test_s49_int_takes_digits(app: App, path: str, text: str | None) -> None:
    response = tell(app, "/post/<int:x>").get(path)

    assert response.status_code == (404 if text is None else 200)
    assert text is None or response.text == text


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("/at/1.5", "1.5", id="a fraction"),
        pytest.param("/at/1", None, id="no point"),
        pytest.param("/at/-1.5", None, id="a negative number"),
        pytest.param("/at/x", None, id="a letter"),
    ],
)
def test_s50_float_takes_digits_and_a_point(
    app: App, path: str, text: str | None
) -> None:
    response = tell(app, "/at/<float:x>").get(path)

    assert response.status_code == (404 if text is None else 200)
    assert text is None or response.text == text


def test_s51_path_takes_slashes_but_not_nothing(app: App) -> None:
    client = tell(app, "/path/<path:x>")

    assert client.get("/path/a").text == "'a'"
    assert client.get("/path/a/b.txt").text == "'a/b.txt'"
    assert client.get("/path/").status_code == 404


def test_s52_uuid_gives_a_uuid(app: App) -> None:
    client = tell(app, "/<uuid:x>")

    assert client.get(f"/{AN_ID}").text == repr(UUID(AN_ID))
    assert client.get(f"/{AN_ID[:-1]}").status_code == 404
    assert client.get("/x").status_code == 404


@pytest.mark.parametrize("item", ["a", "b", "c d"])
def test_s53_any_takes_one_of_its_items(app: App, item: str) -> None:
    client = tell(app, '/<any(a, b, "c d"):x>')

    assert client.get(f"/{item}").text == repr(item)
    assert client.get(f"/{item}x").status_code == 404


def test_s54_a_folder_without_its_slash_is_redirected(
    app: App, client: TestClient
) -> None:
    app.add_url_rule("/projects/", "projects", lambda: "The project page")

    response = client.get("/projects?page=2&q=%C3%BC")

    assert response.status_code == 308
    assert response.location == "http://localhost/projects/?page=2&q=%C3%BC"
    assert client.get("/projects", follow_redirects=True).text == "The project page"


def test_s55_a_file_with_a_slash_is_not_found(app: App, client: TestClient) -> None:
    app.add_url_rule("/about", "about", lambda: "The about page")

    assert client.get("/about").text == "The about page"
    assert client.get("/about/").status_code == 404


def test_s56_rules_take_the_options_of_the_routing_below(
    app: App, client: TestClient
) -> None:
    @app.route("/page/", defaults={"number": 1})
    @app.route("/page/<int(min=1):number>")
    def page(number: int) -> str:
        return f"page {number}"

    app.add_url_rule("/old", "old", lambda: "old", redirect_to="/page/")
    app.add_url_rule("/loose/", "loose", lambda: "loose", strict_slashes=False)

    assert client.get("/page/").text == "page 1"
    assert client.get("/page/0").status_code == 404
    assert client.get("/page/1").location == "http://localhost/page/"
    assert client.get("/old").location == "http://localhost/page/"
    assert client.get("/loose").text == "loose"


def test_s56_converters_of_the_routing_below_may_be_added(app: App) -> None:
    class ListConverter(BaseConverter):
        def to_python(self, value: str) -> list[str]:
            return value.split("+")

        def to_url(self, value: list[str]) -> str:
            return "+".join(value)

    app.add_converter(ListConverter, name="list")
    client = tell(app, "/<list:x>")

    assert client.get("/a+b").text == "['a', 'b']"
    with app.test_request_context():
        assert app.url_for("view", x=["c", "d"]) == "/c+d"


def test_s57_relative_links_keep_working(app: App, client: TestClient) -> None:
    app.add_url_rule("/projects/", "projects", lambda: '<a href="kolben">')
    app.add_url_rule("/projects/kolben", "kolben", lambda: "Kolben")

    page = client.get("/projects", follow_redirects=True)
    link = urljoin(page.request.url, "kolben")

    assert client.get(link).text == "Kolben"


@pytest.mark.parametrize(
    ("rule", "answers"),
    [
        pytest.param("/projects/", [308, 200], id="a folder"),
        pytest.param("/projects", [200, 404], id="a file"),
    ],
)
def test_s58_one_of_the_two_forms_answers(
    app: App, client: TestClient, rule: str, answers: list[int]
) -> None:
    app.add_url_rule(rule, "projects", lambda: "here")

    found = [client.get(path).status_code for path in ("/projects", "/projects/")]

    assert found == answers
