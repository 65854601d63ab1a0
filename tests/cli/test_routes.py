from __future__ import annotations

import pytest
from tests.cli.conftest import Kolben, Write

ROUTES = """
from kolben import App, Resource

app = App(__name__, static_folder=None)


@app.get("/b")
def second() -> str:
    return ""


@app.route("/c", methods=["POST", "DELETE", "GET"])
def first() -> str:
    return ""


@app.resource("/a/<number>")
class Third(Resource):
    def put(self, number: int) -> str:
        return ""
"""


@pytest.fixture
def listed(kolben: Kolben, write: Write) -> None:
    """A module ``hello`` with three routes."""
    write("hello.py", ROUTES)


@pytest.mark.usefixtures("listed")
def test_shows_url_methods_name_and_handler_with_its_place(kolben: Kolben) -> None:
    result = kolben("--app", "hello", "routes")

    assert result.output.splitlines() == [
        "Rule         Methods            Endpoint  Handler",
        "-----------  -----------------  --------  -------------------",
        "/a/<number>  PUT                Third     Third (hello.py:17)",
        "/b           GET                second    second (hello.py:7)",
        "/c           GET, POST, DELETE  first     first (hello.py:12)",
    ]


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("rule", ["Third", "second", "first"]),
        ("endpoint", ["Third", "first", "second"]),
        ("methods", ["second", "first", "Third"]),
        ("domain", ["Third", "second", "first"]),
        ("match", ["second", "first", "Third"]),
    ],
)
def test_sorts_by_what_is_asked(kolben: Kolben, sort: str, names: list[str]) -> None:
    result = kolben("--app", "hello", "routes", "--sort", sort)

    lines = result.output.splitlines()[2:]
    assert [line.split()[-2] for line in lines] == names


@pytest.mark.usefixtures("listed")
def test_shows_automatic_methods_when_asked(kolben: Kolben) -> None:
    result = kolben("--app", "hello", "routes", "--all-methods", "--match", "/b")

    assert "GET, HEAD, OPTIONS" in result.output


@pytest.mark.usefixtures("listed")
def test_shows_what_matches_alone(kolben: Kolben) -> None:
    result = kolben("--app", "hello", "routes", "--match", "a/")

    assert len(result.output.splitlines()) == 3


@pytest.mark.usefixtures("listed")
def test_says_that_nothing_matches(kolben: Kolben) -> None:
    result = kolben("--app", "hello", "routes", "--match", "zzz")

    assert result.output == "No route holds 'zzz'.\n"


def test_says_that_there_are_no_routes(kolben: Kolben, write: Write) -> None:
    write("hello.py", "from kolben import App\napp = App('x', static_folder=None)")

    assert kolben("--app", "hello", "routes").output == "No routes yet.\n"


def test_a_route_of_automatic_methods_alone_shows_them(
    kolben: Kolben, write: Write
) -> None:
    write(
        "hello.py",
        "from kolben import App\napp = App('x', static_folder=None)\n"
        "@app.route('/', methods=['OPTIONS'])\ndef f(): return ''\n",
    )

    assert "/     OPTIONS" in kolben("--app", "hello", "routes").output


@pytest.mark.parametrize(
    ("options", "option", "heading"),
    [
        ("host_matching=True", "host='a.example'", "Host"),
        ("subdomain_matching=True", "subdomain='a'", "Subdomain"),
    ],
)
def test_shows_host_or_subdomain_where_there_are_any(
    kolben: Kolben, write: Write, options: str, option: str, heading: str
) -> None:
    write(
        "hello.py",
        "from kolben import App\nfrom kolben.app_settings import AppOptions\n"
        f"app = App('x', static_folder=None, options=AppOptions({options}))\n"
        f"@app.route('/', {option})\ndef f(): return ''\n",
    )

    lines = kolben("--app", "hello", "routes").output.splitlines()

    assert lines[0].startswith(f"{heading} ")
    assert lines[2].startswith("a")
