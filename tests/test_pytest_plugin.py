from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest_plugins = "pytester"

SHOP = """
from dataclasses import dataclass
from kolben import (
    App, ErrorHandler, Guard, Header, Resource, Router, Template, Unauthorized, handles,
    render_template,
)

class Page(Template, file="page.html"):
    title: str

class Lost(ErrorHandler[LookupError]):
    def handle(self, error: LookupError) -> str:
        return "lost"

class SignedIn(Guard[str]):
    def check(self, authorization: Header[str] = "") -> str:
        if not authorization:
            raise Unauthorized()
        return authorization

class Book(Resource, path="/books/<number>"):
    def get(self, number: int) -> str:
        return {1: "Emma"}[number]

    def delete(self, number: int) -> str:
        raise ValueError(number)

    @handles(KeyError)
    def missing(self, error: KeyError) -> str:
        return "no book"

back = Router("back", prefix="/back")
back.guard(SignedIn)

@back.get("/")
def office() -> str:
    raise IndexError

@back.errorhandler(401)
def turned_away(error: Unauthorized) -> str:
    return "go"

def create_app() -> App:
    app = App(__name__)
    app.add(Book)
    app.include(back)
    app.add_error_handler(Lost)

    @app.route("/page", methods=["GET", "POST"])
    def page() -> Page:
        return Page(title="x")

    return app
"""
ODD = """
import functools
from kolben import (
    App, Resource, Router, Rule, abort, get_template_attribute, redirect,
    render_template_string, stream_with_context,
)

app = App(__name__)

def decorated(function):
    @functools.wraps(function)
    def outer(*args, **kwargs):
        return function(*args, **kwargs)
    return outer

class Base(Resource):
    def get(self) -> str:
        return type(self).__name__

class One(Base, path="/one"):
    pass

class Two(Base, path="/two"):
    def head(self) -> str:
        return ""

app.add(One)
app.add(Two)

@app.get("/wrapped")
@decorated
def wrapped() -> str:
    raise RuntimeError

@app.get("/async")
async def asynchronous() -> str:
    abort(404)

@app.get("/partial")
def unread(number: int = 1) -> str:
    return "x"

@app.get("/text")
def text() -> str:
    return render_template_string("{% extends 'base.html' %}")

@app.get("/macro")
def macro() -> str:
    return str(get_template_attribute("macros.html", "word")())

@app.get("/old", redirect_to="/text")
def old() -> str:
    return "never"

@app.route("/pages", defaults={"page": 1})
@app.route("/pages/<int:page>")
def pages(page: int) -> str:
    return str(page)

@app.get("/stream")
def stream():
    return iter(["a", "b"])

outer = Router("outer", prefix="/outer")
inner = Router("inner", prefix="/<name>")

@inner.get("/")
def within(name: str) -> str:
    raise LookupError

@inner.errorhandler(LookupError)
def not_there(error: LookupError) -> str:
    return "not there"

@app.errorhandler(404)
async def nowhere(error):
    return "nowhere"

outer.include(inner)
app.include(outer)
"""
ODD_TESTS = """
import pytest
import odd

@pytest.fixture(scope="session")
def app():
    return odd.app

@pytest.mark.parametrize(
    "path",
    ["/one", "/two", "/async", "/partial", "/text", "/macro", "/pages", "/pages/2",
     "/outer/x/", "/stream", "/old"],
)
def test_get(client, path):
    client.get(path)

def test_head(client):
    client.head("/two")

def test_error(client):
    client.get("/wrapped")
"""
CONFTEST = """
import pytest
from shop import create_app

@pytest.fixture
def app():
    return create_app()
"""
ALL = """
import pytest

def test_pages(client):
    assert client.get("/page").text.split() == ["layout", "part", "x"]
    client.post("/page")

def test_book(client):
    assert client.get("/books/1").text == "Emma"
    assert client.get("/books/2").text == "no book"
    with pytest.raises(ValueError):
        app = client.application
        app.testing = True
        client.delete("/books/1")

def test_office(client):
    assert client.get("/back/").text == "go"
    assert client.get("/back/", headers={"Authorization": "x"}).text == "lost"
"""
NONE = """
def test_nothing(client):
    assert client.get("/nowhere").status_code == 404
"""


@pytest.fixture
def shop(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """The tests of a project whose application has one of each thing to reach."""
    monkeypatch.delitem(sys.modules, "shop", raising=False)
    pytester.syspathinsert()
    pytester.makepyfile(shop=SHOP)
    pytester.makeconftest(CONFTEST)
    templates = pytester.mkdir("templates")
    (templates / "layout.html").write_text("layout {% block body %}{% endblock %}")
    (templates / "part.html").write_text("part")
    (templates / ".part.html.swp").write_text("what an editor left")
    (templates / "page.html").write_text(
        "{% extends 'layout.html' %}"
        "{% block body %}{% include 'part.html' %} {{ title }}{% endblock %}"
    )
    return pytester


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run the tests of the project in this process, with nothing but our plugin."""
    return pytester.runpytest_inprocess(
        "-p", "pytest_kolben", "-p", "no:randomly", "-p", "no:cacheprovider", *arguments
    )


def faults(result: pytest.RunResult) -> list[str]:
    """Return what a run says was never reached."""
    return [line for line in result.outlines if line.endswith("was never reached.")]


def test_client_and_runner_are_made_of_the_fixture_app(shop: pytest.Pytester) -> None:
    shop.makepyfile("""
        from kolben.testing import CliRunner, TestClient

        def test_them(app, client, runner):
            assert type(client) is TestClient and client.application is app
            assert type(runner) is CliRunner and runner.app is app
    """)

    run(shop).assert_outcomes(passed=1)


def test_an_app_with_parameters_gives_a_client_for_each(shop: pytest.Pytester) -> None:
    shop.makepyfile("""
        import pytest
        from shop import create_app

        @pytest.fixture(params=["one", "two"])
        def app(request):
            made = create_app()
            made.config["WHICH"] = request.param
            return made

        def test_it(client, request):
            assert client.application.config["WHICH"] in request.node.name
    """)

    run(shop).assert_outcomes(passed=2)


@pytest.mark.parametrize("fixture", ["client", "runner"])
def test_a_missing_app_is_said_with_an_example(
    pytester: pytest.Pytester, fixture: str
) -> None:
    pytester.makepyfile(f"def test_it({fixture}): pass")

    result = run(pytester)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ["There is no fixture 'app', of which*", "Hint: *conftest.py:", "*def app()*"]
    )


def test_an_app_that_is_a_factory_is_to_be_called(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        import pytest

        def create_app(): ...

        @pytest.fixture
        def app():
            return create_app

        def test_it(client): pass
    """)

    result = run(pytester)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            "The fixture 'client' needs an application, but *create_app*",
            "Hint: Call it in the fixture 'app': 'return create_app()'.",
        ]
    )


def test_a_conftest_may_build_on_our_client(shop: pytest.Pytester) -> None:
    shop.makeconftest(
        CONFTEST
        + """
@pytest.fixture
def client(client):
    client.environ_base["HTTP_X_WHO"] = "ada"
    return client
"""
    )
    shop.makepyfile("""
        def test_it(client):
            assert client.environ_base["HTTP_X_WHO"] == "ada"
            assert client.get("/page").status_code == 200
    """)

    run(shop).assert_outcomes(passed=1)


@pytest.mark.parametrize("order", ["before", "after"])
def test_the_client_of_another_plugin_stays(
    pytester: pytest.Pytester, order: str
) -> None:
    pytester.syspathinsert()
    pytester.makepyfile(
        other="""
            import pytest

            @pytest.fixture
            def client():
                return "theirs"
        """,
        test_it="""
            def test_it(client):
                assert client == "theirs"
        """,
    )
    plugins = ["-p", "other", "-p", "pytest_kolben"]
    if order == "after":
        plugins = ["-p", "pytest_kolben", "-p", "other"]

    pytester.runpytest_inprocess(*plugins).assert_outcomes(passed=1)


def test_a_project_without_kolben_does_not_import_it(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile("""
        import sys

        def test_it():
            assert "pytest_kolben" in sys.modules
            assert not {"kolben", "jinja2", "msgspec", "werkzeug"} & set(sys.modules)
    """)

    result = pytester.runpytest_subprocess("-p", "pytest_kolben")

    result.assert_outcomes(passed=1)


def test_all_that_is_reached_passes(shop: pytest.Pytester) -> None:
    shop.makepyfile(ALL)

    result = run(shop, "--kolben-reached")

    assert faults(result) == []
    assert result.ret == pytest.ExitCode.OK


def test_without_the_option_nothing_is_asked(shop: pytest.Pytester) -> None:
    shop.makepyfile(NONE)

    result = run(shop)

    assert result.ret == pytest.ExitCode.OK
    result.stdout.no_fnmatch_line("*kolben*reached*")


def test_all_that_is_never_reached_is_named_with_its_place(
    shop: pytest.Pytester,
) -> None:
    shop.makepyfile(NONE)

    result = run(shop, "--kolben-reached")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assert_outcomes(passed=1)
    assert sorted(faults(result)) == sorted(
        f"{thing} was never reached."
        for thing in (
            f"endpoint GET /books/<number> (shop.py:{line_of('def get')})",
            f"endpoint DELETE /books/<number> (shop.py:{line_of('def delete')})",
            f"endpoint GET /back/ (shop.py:{line_of('@back.get')})",
            f"endpoint GET /page (shop.py:{line_of('@app.route')})",
            f"endpoint POST /page (shop.py:{line_of('@app.route')})",
            f"error handler Book.missing (shop.py:{line_of('@handles')})",
            f"error handler Lost (shop.py:{line_of('def handle')})",
            f"error handler turned_away (shop.py:{line_of('@back.error')})",
            "template layout.html (templates/layout.html:1)",
            "template page.html (templates/page.html:1)",
            "template part.html (templates/part.html:1)",
        )
    )


def line_of(text: str) -> int:
    """Return the line of the shop's source that has *text*, as it is written."""
    return SHOP[: SHOP.index(text)].lstrip("\n").count("\n") + 1


@pytest.mark.parametrize(
    ("left_away", "named"),
    [
        ('client.get("/page").text.split() == ["layout", "part", "x"]', "GET /page"),
        ('client.post("/page")', "POST /page"),
        ('client.get("/books/2").text == "no book"', "Book.missing"),
        ('client.delete("/books/1")', "DELETE /books/<number>"),
        ('client.get("/back/").text == "go"', "turned_away"),
        (
            'client.get("/back/", headers={"Authorization": "x"}).text == "lost"',
            "GET /back/",
        ),
    ],
    ids=["get", "post", "handles", "delete", "handler", "guarded"],
)
def test_a_guard_an_error_or_another_method_does_not_count_as_reached(
    shop: pytest.Pytester, left_away: str, named: str
) -> None:
    tests = ALL.replace(left_away, "True" if "==" in left_away else "raise ValueError")
    shop.makepyfile(tests.replace("raise ValueError\n\n", "pass\n\n", 1))

    result = run(shop, "--kolben-reached")

    assert any(named in fault for fault in faults(result))
    assert len(faults(result)) == 1 + (named == "GET /back/")  # and the handler of it


def test_the_workers_of_xdist_reach_together(shop: pytest.Pytester) -> None:
    shop.makepyfile(ALL)

    whole = shop.runpytest_subprocess(*XDIST)
    part = shop.runpytest_subprocess(*XDIST, "-k", "not office")

    assert whole.ret == pytest.ExitCode.OK, whole.outlines
    assert part.ret == pytest.ExitCode.TESTS_FAILED
    assert [line.split(" (")[0] for line in faults(part)] == [
        "endpoint GET /back/",
        "error handler Lost",
        "error handler turned_away",
    ]


XDIST = ("-p", "pytest_kolben", "-p", "no:randomly", "-n2", "--kolben-reached")


def test_patterns_leave_out_by_name_or_file_with_a_reason(
    shop: pytest.Pytester,
) -> None:
    shop.makepyfile(NONE)
    shop.makeini("""
        [pytest]
        kolben_unreached =
            templates/*: tried by hand
            GET /*: another team has them
            turned_away: waits for a decision
            POST /page: as GET
    """)

    result = run(shop, "--kolben-reached")

    assert [line.split(" (")[0] for line in faults(result)] == [
        "endpoint DELETE /books/<number>",
        "error handler Lost",
        "error handler Book.missing",
    ]
    result.stdout.fnmatch_lines(["Left out: templates/[*] (tried by hand)."])


def test_a_pattern_that_fits_nothing_fails(shop: pytest.Pytester) -> None:
    shop.makepyfile(ALL)
    shop.makeini("[pytest]\nkolben_unreached = GET /bokos/*: old")

    result = run(shop, "--kolben-reached")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        ["'GET /bokos/[*]' in 'kolben_unreached' fits nothing*"]
    )


def test_a_pattern_that_is_no_longer_needed_is_noted(shop: pytest.Pytester) -> None:
    shop.makepyfile(ALL)
    shop.makeini("[pytest]\nkolben_unreached = GET /page: old")

    result = run(shop, "--kolben-reached")

    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(
        ["Remove 'GET /page' from 'kolben_unreached': *reached."]
    )


def test_leaving_out_takes_a_reason(shop: pytest.Pytester) -> None:
    shop.makepyfile(ALL)
    shop.makeini("[pytest]\nkolben_unreached = GET /page")

    result = run(shop, "--kolben-reached")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*'GET /page'*without a reason*"])


def test_a_run_without_an_application_fails(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(): pass")

    result = run(pytester, "--kolben-reached")

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["No test used a fixture 'app' *"])


def test_what_only_other_applications_declare_is_not_expected(
    shop: pytest.Pytester,
) -> None:
    shop.makepyfile(
        ALL
        + """
def test_other():
    from kolben import App
    other = App("other")
    other.get("/elsewhere")(lambda: "x")
"""
    )

    assert run(shop, "--kolben-reached").ret == pytest.ExitCode.OK


def test_what_is_reached_in_an_odd_way_is_reached(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "odd", raising=False)
    pytester.syspathinsert()
    pytester.makepyfile(odd=ODD, test_odd=ODD_TESTS)
    templates = pytester.mkdir("templates")
    (templates / "base.html").write_text("base")
    (templates / "macros.html").write_text("{% macro word() %}word{% endmacro %}")
    (templates / "unused.html").write_text("unused")

    result = run(pytester, "--kolben-reached")

    assert faults(result) == [
        "template unused.html (templates/unused.html:1) was never reached."
    ]


def test_a_method_without_its_input_is_not_reached(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile("""
        import pytest
        from kolben import App, Query, REQUIRED

        @pytest.fixture
        def app():
            app = App(__name__)

            @app.get("/")
            def hello(number: Query[int]) -> str:
                return "x"

            return app

        def test_it(client):
            assert client.get("/?number=x").status_code == 422
    """)

    assert len(faults(run(pytester, "--kolben-reached"))) == 1


def test_the_tests_of_the_example_reach_all_of_it(pytester: pytest.Pytester) -> None:
    example = Path(__file__).parents[1] / "examples/api"

    result = pytester.runpytest_subprocess(
        example,
        f"--rootdir={example.parents[1]}",
        f"--config-file={example.parents[1] / 'pyproject.toml'}",
        "-knot over_http",
        "-pno:cacheprovider",
        "-ppytest_kolben",
        "--kolben-reached",
    )

    assert faults(result) == []
    assert result.ret == pytest.ExitCode.OK


def test_what_an_installed_package_brings_is_not_expected(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "swagger_pages", raising=False)
    packages = pytester.mkdir("lib") / "site-packages"
    templates = packages / "swagger_pages" / "templates"
    templates.mkdir(parents=True)
    (templates / "pages.html").write_text("pages")
    (packages / "swagger_pages" / "__init__.py").write_text(
        "from kolben import Router\n"
        "router = Router(__name__, template_folder='templates')\n"
        "router.get('/swagger')(lambda: 'x')\n"
        "router.errorhandler(404)(lambda error: 'y')\n"
    )
    pytester.syspathinsert(packages)
    pytester.mkdir("static")
    pytester.makepyfile("""
        import pytest
        from kolben import App
        from swagger_pages import router

        @pytest.fixture
        def app():
            app = App(__name__)
            app.include(router)
            app.get("/unreached")(lambda: "z")
            return app

        def test_it(client):
            pass
    """)

    result = run(pytester, "--kolben-reached")

    assert [line.split(" (")[0] for line in faults(result)] == [
        "endpoint GET /unreached"
    ]


def test_an_application_that_is_installed_itself_is_expected(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "installed_shop", raising=False)
    package = pytester.mkdir("lib") / "site-packages" / "installed_shop"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(
        "from kolben import App\napp = App(__name__)\napp.get('/')(lambda: 'x')\n"
    )
    pytester.syspathinsert(package.parent)
    pytester.makepyfile("""
        import pytest
        import installed_shop

        @pytest.fixture
        def app():
            return installed_shop.app

        def test_it(client):
            pass
    """)

    assert len(faults(run(pytester, "--kolben-reached"))) == 1
