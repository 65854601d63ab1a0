"""S1-S9: a minimal application."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

from tests.quickstart.conftest import RunToEnd, environment

from kolben import App, url_for
from kolben.testing import TestClient

HELLO = """
from kolben import App

app = App(__name__)


@app.route("/")
def hello_world():
    return "<p>Hello, World!</p>"
"""

SCRIPT = """
from kolben import App, render_template

app = App(__name__)

with app.test_request_context():
    print(app.name, app.root_path)
    print(render_template("page.txt"))
with app.open_resource("data.txt", "r") as file:
    print(file.read())
"""


def test_s1_an_application_is_a_wsgi_application(app: App) -> None:
    app.add_url_rule("/", "hello", lambda: "Hello")
    environ: dict[str, Any] = {"QUERY_STRING": ""}
    setup_testing_defaults(environ)
    started: list[Any] = []

    def start_response(status: str, headers: Any, exc_info: Any = None) -> Any:
        started.append(status)
        return lambda text: None

    body: Any = validator(app)(environ, start_response)
    chunks = list(body)
    body.close()

    assert started == ["200 OK"]
    assert b"".join(chunks) == b"Hello"


def test_s2_the_name_of_a_module_names_the_application(project: Path) -> None:
    (project / "greeter.py").write_text(HELLO)

    app = import_module("greeter").app

    assert (app.import_name, app.name) == ("greeter", "greeter")
    assert app.root_path == str(project)


def test_s2_the_name_of_a_package_names_the_application(project: Path) -> None:
    (project / "shop").mkdir()
    (project / "shop/__init__.py").write_text(HELLO)

    app = import_module("shop").app

    assert (app.import_name, app.name) == ("shop", "shop")
    assert app.root_path == str(project / "shop")


def test_s3_a_script_finds_its_folder(project: Path, run: RunToEnd) -> None:
    (project / "below/templates").mkdir(parents=True)
    (project / "below/templates/page.txt").write_text("from the templates")
    (project / "below/data.txt").write_text("from a resource")
    (project / "below/tool.py").write_text(SCRIPT)

    done = run("below/tool.py")

    assert done.code == 0, done.output
    assert done.output.splitlines() == [
        f"tool {project / 'below'}",
        "from the templates",
        "from a resource",
    ]


def test_s4_templates_and_static_files_lie_beside_the_import_name(
    project: Path,
) -> None:
    (project / "shop/templates").mkdir(parents=True)
    (project / "shop/static").mkdir()
    (project / "shop/templates/page.html").write_text("the template")
    (project / "shop/static/style.css").write_text("the style")
    (project / "shop/__init__.py").write_text(
        HELLO + "\n\n@app.route('/page')\ndef page():\n"
        "    from kolben import render_template\n"
        "    return render_template('page.html')\n"
    )

    client = import_module("shop").app.test_client()

    assert client.get("/page").text == "the template"
    assert client.get("/static/style.css", buffered=True).text == "the style"


def test_s5_the_decorator_returns_the_function_itself(
    app: App, client: TestClient
) -> None:
    def hello() -> str:
        return "Hello"

    decorated = app.route("/twice")(app.route("/")(hello))

    assert decorated is hello
    assert [client.get(path).text for path in ("/", "/twice")] == ["Hello"] * 2


def test_s6_the_name_of_the_function_is_the_endpoint(app: App) -> None:
    @app.route("/somewhere")
    def a_name_of_its_own() -> str:
        return url_for("a_name_of_its_own")

    assert app.test_client().get("/somewhere").text == "/somewhere"


def test_s7_a_text_is_the_body_of_an_html_response(
    app: App, client: TestClient
) -> None:
    @app.route("/")
    def hello() -> str:
        return "Grüße"

    response = client.get("/")

    assert response.status == "200 OK"
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.data == "Grüße".encode()


def test_s8_markup_in_a_text_reaches_the_browser_unescaped(project: Path) -> None:
    (project / "greeter.py").write_text(HELLO)

    response = import_module("greeter").app.test_client().get("/")

    assert response.text == "<p>Hello, World!</p>"


def test_s9_a_module_named_like_the_framework_is_explained(project: Path) -> None:
    (project / "kolben.py").write_text(HELLO)
    command = Path(sys.executable).with_name("kolben")

    done = subprocess.run(
        [command, "--app", "kolben", "routes"],
        cwd=project,
        env=environment({}),
        capture_output=True,
        check=False,
        timeout=60,
    )

    words = done.stderr.decode()
    assert done.returncode == 2, words
    assert "kolben.py" in words
    assert "rename" in words.lower()
