from __future__ import annotations

import json

import pytest

from kolben import App
from kolben.exceptions import KolbenError
from kolben.testing import EnvironBuilder


@pytest.fixture
def app() -> App:
    """An application without routes."""
    return App("example")


def test_stands_on_this_machine_by_default(app: App) -> None:
    environ = EnvironBuilder(app, "/a").get_environ()

    assert environ["HTTP_HOST"] == "localhost"
    assert environ["wsgi.url_scheme"] == "http"
    assert (environ["SCRIPT_NAME"], environ["PATH_INFO"]) == ("", "/a")


def test_stands_where_the_settings_say(app: App) -> None:
    app.config["SERVER_NAME"] = "example.org:8000"
    app.config["APPLICATION_ROOT"] = "/shop/"
    app.config["PREFERRED_URL_SCHEME"] = "https"

    environ = EnvironBuilder(app, "/a", subdomain="api").get_environ()

    assert environ["HTTP_HOST"] == "api.example.org:8000"
    assert environ["wsgi.url_scheme"] == "https"
    assert (environ["SCRIPT_NAME"], environ["PATH_INFO"]) == ("/shop", "/a")


def test_the_scheme_may_be_given(app: App) -> None:
    environ = EnvironBuilder(app, url_scheme="https").get_environ()

    assert environ["wsgi.url_scheme"] == "https"


def test_the_base_may_be_given(app: App) -> None:
    environ = EnvironBuilder(app, "/a", "https://example.org/root").get_environ()

    assert environ["HTTP_HOST"] == "example.org"
    assert environ["wsgi.url_scheme"] == "https"
    assert environ["SCRIPT_NAME"] == "/root"


@pytest.mark.parametrize("part", [{"subdomain": "a"}, {"url_scheme": "https"}])
def test_the_base_excludes_its_parts(app: App, part: dict[str, str]) -> None:
    with pytest.raises(KolbenError, match="'base_url' and a part of it"):
        EnvironBuilder(app, "/", "http://example.org", **part)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "path", "query"),
    [
        ("https://example.org/a?b=c", "/a", "b=c"),
        ("https://example.org", "/", ""),
        ("https://example.org?b=c", "/", "b=c"),
    ],
)
def test_a_whole_url_gives_host_path_and_query(
    app: App, url: str, path: str, query: str
) -> None:
    environ = EnvironBuilder(app, url).get_environ()

    assert environ["HTTP_HOST"] == "example.org"
    assert environ["wsgi.url_scheme"] == "https"
    assert (environ["PATH_INFO"], environ["QUERY_STRING"]) == (path, query)


def test_a_path_of_two_slashes_names_no_host(app: App) -> None:
    environ = EnvironBuilder(app, "//evil.example/a?b=c").get_environ()

    assert environ["HTTP_HOST"] == "localhost"
    assert environ["PATH_INFO"] == "//evil.example/a"
    assert environ["QUERY_STRING"] == "b=c"


def test_json_is_written_by_the_application(app: App) -> None:
    builder = EnvironBuilder(app, "/", method="POST", json={"a": "é"})

    request = builder.get_request()

    assert request.mimetype == "application/json"
    assert json.loads(request.get_data()) == {"a": "é"}
    assert request.get_data() == app.json.dumps({"a": "é"}).encode()


def test_an_environment_can_be_read_back(app: App) -> None:
    environ = EnvironBuilder(app, "/a?b=c", method="PUT").get_environ()

    again = EnvironBuilder.from_environ(environ, app=app).get_environ()

    assert (again["PATH_INFO"], again["QUERY_STRING"]) == ("/a", "b=c")
    assert again["REQUEST_METHOD"] == "PUT"
