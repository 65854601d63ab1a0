"""``kolben explain``: what it tells of a request, and that nothing of it is run."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Kolben, Write

SHOP = """
from __future__ import annotations

from collections.abc import Callable

from kolben import (
    App, Context, ErrorHandler, Guard, Header, Query, Resource, Response, Router,
    handles,
)

app = App(__name__, static_folder=None)


class Clock:
    pass


class Store:
    def __init__(self, clock: Clock) -> None:
        self.clock = clock


class User(str):
    pass


class SignedIn(Guard[User]):
    def check(self, authorization: Header[str] = "") -> User:
        raise RuntimeError("nothing is run")


app.provide(Clock, scope="app")
shop = Router("shop", prefix="/shop")
shop.provide(Store)
shop.guard(SignedIn)


@app.ring
def timed(context: Context, forward: Callable[[Context], Response]) -> Response:
    return forward(context)


@app.before_request
def opened() -> None:
    raise RuntimeError("nothing is run")


@shop.before_request
def counted() -> None: ...


@app.after_request
def stamped(response: Response) -> Response:
    return response


@shop.after_request
def packed(response: Response) -> Response:
    return response


@app.teardown_request
def swept(error: BaseException | None) -> None:
    raise RuntimeError("nothing is run")


@app.teardown_appcontext
def closed(error: BaseException | None) -> None:
    raise RuntimeError("nothing is run")


@shop.resource("/wares/<ware_id>")
class Ware(Resource):
    def __init__(self, store: Store, user: User) -> None:
        self.store = store

    def get(self, ware_id: int, page: Query[int] = 1) -> str:
        return "ware"

    @handles(KeyError)
    def missing(self, error: KeyError) -> str:
        return "missing"


@shop.get("/wares/new")
def new() -> str:
    return ""


@shop.post("/wares/<ware_id>")
def change(ware_id: int) -> str:
    return ""


@app.errorhandler(404)
def lost(error: Exception) -> str:
    return ""


class Broken(ErrorHandler[ValueError]):
    def handle(self, error: ValueError) -> str:
        return ""


shop.add_error_handler(Broken)
app.include(shop)


def old(environ: object, start_response: object) -> list[bytes]:
    return []


app.mount("/old", old)
"""


@pytest.fixture
def shop(write: Write) -> str:
    """A module ``hello`` that has one of everything; its source."""
    write("hello.py", SHOP)
    return SHOP


def part(output: str, title: str) -> list[list[str]]:
    """Return the rows below *title*, each as its cells."""
    _, _, rest = output.partition(f"\n{title}\n")
    lines = rest.partition("\n\n")[0].splitlines()
    return [[cell for cell in line.strip().split("  ") if cell] for line in lines]


def line_of(source: str, text: str) -> str:
    return f"hello.py:{source[: source.index(text)].count(chr(10)) + 1}"


def test_says_first_what_answers(kolben: Kolben, shop: str) -> None:
    result = kolben("--app", "hello", "explain", "GET", "/shop/wares/3")

    site = line_of(shop, "    def get(")
    assert result.exit_code == 0
    assert result.output.splitlines()[:2] == [
        "GET /shop/wares/3",
        f"Ware.get answers it ({site}).",
    ]


@pytest.mark.usefixtures("shop")
def test_a_url_alone_is_got(kolben: Kolben) -> None:
    result = kolben("--app", "hello", "explain", "/shop/wares/new?page=2")

    assert "new answers it" in result.output


def test_tells_which_rules_were_tried_and_why_they_do_not_fit(
    kolben: Kolben, shop: str
) -> None:
    result = kolben("--app", "hello", "explain", "GET", "/shop/wares/3")

    rows = [[cell.strip() for cell in row] for row in part(result.output, "Rules")]
    resource, post, new = (
        line_of(shop, text)
        for text in ("@shop.resource(", "@shop.post(", '@shop.get("/wares/new")')
    )
    assert rows == [
        [">", "/shop/wares/<ware_id>", "GET", "answers", resource],
        ["/shop/wares/<ware_id>", "POST", "it answers OPTIONS, POST", post],
        ["/shop/wares/new", "GET", "'3' is not 'new'", new],
    ]


@pytest.mark.usefixtures("shop")
def test_a_text_that_does_not_convert_is_named(kolben: Kolben) -> None:
    result = kolben("--app", "hello", "explain", "GET", "/shop/wares/x")

    assert result.exit_code == 1
    assert "404 Not Found: no rule fits the path." in result.output
    assert "'x' does not fit '<ware_id>', which takes int" in result.output


@pytest.mark.usefixtures("shop")
def test_other_methods_are_named(kolben: Kolben) -> None:
    result = kolben("--app", "hello", "explain", "DELETE", "/shop/wares/3")

    assert result.exit_code == 1
    assert "405 Method Not Allowed: the rules that fit answer GET" in result.output


@pytest.mark.usefixtures("shop")
def test_variables_are_shown_with_what_converts_them(kolben: Kolben) -> None:
    output = kolben("--app", "hello", "explain", "GET", "/shop/wares/3").output

    assert part(output, "Variables") == [["ware_id", "3", "IntegerConverter of int"]]


def names_in(output: str, title: str) -> list[str]:
    return [row[0] for row in part(output, title)]


@pytest.mark.usefixtures("shop")
def test_rings_hooks_and_guards_stand_in_their_order(kolben: Kolben) -> None:
    output = kolben("--app", "hello", "explain", "GET", "/shop/wares/3").output

    rings = names_in(output, "Rings, outermost first")
    assert rings == ["security_headers", "body_limit", "timed"]
    assert names_in(output, "Hooks before") == ["opened", "counted"]
    after = names_in(output, "Hooks after")
    assert after == ["packed", "stamped", "swept", "closed"]
    assert names_in(output, "Guards") == ["SignedIn"]


@pytest.mark.usefixtures("shop")
def test_without_a_route_only_the_hooks_of_the_application_run(kolben: Kolben) -> None:
    output = kolben("--app", "hello", "explain", "GET", "/nowhere").output

    assert names_in(output, "Hooks before") == ["opened"]
    assert names_in(output, "Hooks after") == ["stamped", "swept", "closed"]
    assert "Guards" not in output


def test_providers_are_shown_with_their_scope_and_what_they_are_made_of(
    kolben: Kolben, shop: str
) -> None:
    output = kolben("--app", "hello", "explain", "GET", "/shop/wares/3").output

    rows = [[cell.strip() for cell in row] for row in part(output, "Providers")]
    assert rows == [
        [
            "store: Store",
            "made by Store",
            "made per request",
            "for Ware",
            line_of(shop, "shop.provide(Store)"),
        ],
        [
            "clock: Clock",
            "made by Clock",
            "kept by the application",
            "for Store",
            line_of(shop, "app.provide(Clock"),
        ],
        ["user: User", "proved by SignedIn", "for Ware"],
    ]


@pytest.mark.usefixtures("shop")
def test_inputs_are_shown_with_their_sources(kolben: Kolben) -> None:
    output = kolben("--app", "hello", "explain", "GET", "/shop/wares/3").output

    rows = [[cell.strip() for cell in row] for row in part(output, "Inputs")]
    assert rows == [
        [
            "authorization: str",
            "header.Authorization",
            "by default ''",
            "for SignedIn.check",
        ],
        ["page: int", "query.page", "by default 1", "for Ware.get"],
    ]


def test_the_pages_that_a_handler_returns_are_shown_with_their_templates(
    kolben: Kolben, write: Write
) -> None:
    write("templates/ware.html", "{{ name }}")
    source = (
        "from kolben import App, Template\napp = App(__name__)\n"
        "class WarePage(Template, file='ware.html'):\n    name: str\n"
        "@app.get('/')\ndef ware() -> WarePage | tuple[str, int]: ...\n"
    )
    write("hello.py", source)

    output = kolben("--app", "hello", "explain", "/").output

    site = line_of(source, "class WarePage")
    assert part(output, "Templates") == [["WarePage", "ware.html", site]]


def test_error_handlers_are_shown_by_status_and_class(
    kolben: Kolben, shop: str
) -> None:
    output = kolben("--app", "hello", "explain", "GET", "/shop/wares/3").output

    rows = [[cell.strip() for cell in row] for row in part(output, "Error handlers")]
    assert rows == [
        ["404", "lost", "application", line_of(shop, "@app.errorhandler(404)")],
        ["KeyError", "Ware.missing", "Ware", line_of(shop, "    @handles(KeyError)")],
        ["ValueError", "Broken", "router 'shop'", line_of(shop, "class Broken(")],
    ]


@pytest.mark.usefixtures("shop")
def test_the_handler_of_a_router_is_not_shown_elsewhere(kolben: Kolben) -> None:
    output = kolben("--app", "hello", "explain", "GET", "/nowhere").output

    assert names_in(output, "Error handlers") == ["404"]


@pytest.mark.usefixtures("shop")
def test_automatic_options_are_answered(kolben: Kolben) -> None:
    result = kolben("--app", "hello", "explain", "OPTIONS", "/shop/wares/new")

    assert result.exit_code == 0
    assert "OPTIONS is answered by itself (GET, HEAD, OPTIONS" in result.output


@pytest.mark.usefixtures("shop")
def test_a_mounted_application_is_named(kolben: Kolben) -> None:
    result = kolben("--app", "hello", "explain", "GET", "/old/thing")

    assert result.exit_code == 0
    assert "mounted at '/old' by hello.py:" in result.output


@pytest.mark.usefixtures("shop")
def test_rules_with_nothing_in_common_are_counted_or_shown(kolben: Kolben) -> None:
    few = kolben("--app", "hello", "explain", "GET", "/")
    every = kolben("--app", "hello", "explain", "GET", "/", "--all")

    assert "more, which" not in every.output
    assert len(part(every.output, "Rules")) == 3
    assert few.exit_code == every.exit_code == 1


@pytest.mark.usefixtures("shop")
def test_what_is_no_url_is_refused(kolben: Kolben) -> None:
    result = kolben("--app", "hello", "explain", "shop/wares")

    assert result.exit_code == 2
    assert "Write 'kolben explain GET /shop/wares'." in result.output


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    "url", ["http://[bad", "http://a.example:99999999/", "/\ud800"]
)
def test_a_url_that_cannot_be_read_is_refused(kolben: Kolben, url: str) -> None:
    result = kolben("--app", "hello", "explain", url)

    assert result.exit_code == 2
    assert "is no URL: " in result.output


def test_handlers_of_subclasses_stand_before_those_of_others(
    kolben: Kolben, write: Write
) -> None:
    write(
        "hello.py",
        "from kolben import App\napp = App(__name__, static_folder=None)\n"
        "@app.errorhandler(Exception)\ndef other(error): return ''\n"
        "@app.errorhandler(LookupError)\ndef lost(error): return ''\n"
        "@app.errorhandler(KeyError)\ndef missing(error): return ''\n"
        "@app.get('/')\ndef index(): return ''\n",
    )

    output = kolben("--app", "hello", "explain", "/").output

    kinds = names_in(output, "Error handlers")
    assert kinds == ["KeyError", "LookupError", "Exception"]


def test_an_application_that_cannot_be_served_is_explained_by_its_error(
    kolben: Kolben, write: Write
) -> None:
    write(
        "hello.py",
        "from kolben import App, Inject\napp = App(__name__)\n"
        "class Store: ...\n"
        "@app.get('/')\ndef index(store: Inject[Store]) -> str: ...\n",
    )

    result = kolben("--app", "hello", "explain", "/")

    assert result.exit_code == 2
    assert "Nothing provides 'store' of index()" in result.output


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("/slash", "It is redirected to http://localhost/slash/ (308)."),
        ("/pages/1", "It is redirected to http://localhost/pages (308)."),
        ("/moved", "It is redirected to http://localhost/slash/ (308)."),
        ("/only", "404 Not Found: no rule fits the path."),
    ],
)
def test_detours_are_followed(
    kolben: Kolben, write: Write, url: str, said: str
) -> None:
    write(
        "hello.py",
        "from kolben import App\napp = App(__name__)\n"
        "@app.get('/slash/')\ndef slash() -> str: return ''\n"
        "@app.get('/pages', defaults={'page': 1})\n"
        "@app.get('/pages/<page>')\ndef pages(page: int) -> str: return ''\n"
        "@app.get('/moved', redirect_to='/slash/')\ndef moved() -> str: return ''\n"
        "@app.get('/only', build_only=True)\ndef only() -> str: return ''\n",
    )

    assert said in kolben("--app", "hello", "explain", url, "--all").output


@pytest.mark.parametrize(
    ("url", "code"), [("http://a.example/", 0), ("http://b.example/", 1)]
)
def test_a_whole_url_names_the_host(
    kolben: Kolben, write: Write, url: str, code: int
) -> None:
    write(
        "hello.py",
        "from kolben import App, AppOptions\n"
        "app = App(__name__, static_folder=None, "
        "options=AppOptions(host_matching=True))\n"
        "@app.get('/', host='a.example')\ndef index() -> str: return ''\n",
    )

    assert kolben("--app", "hello", "explain", url).exit_code == code
