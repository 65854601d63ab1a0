"""S10-S26: the server's command, what it says and why it may not start."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from tests.quickstart.conftest import CALM, RunToEnd, Serve, environment

HELLO = """
from kolben import App

app = App(__name__)


@app.route("/")
def hello_world():
    return "Hello, World!"


@app.route("/fail")
def fail():
    raise RuntimeError("a secret of the inside")
"""

RUN = ("-m", "kolben", "--app", "hello", "run", "--port", "{port}")


@pytest.fixture
def hello(project: Path) -> Path:
    """The application of the quickstart, as ``hello.py``."""
    file = project / "hello.py"
    file.write_text(HELLO)
    return file


def test_s10_run_says_what_is_served_and_where(hello: Path, serve: Serve) -> None:
    server = serve(*RUN)

    assert server.wait_for_answer().text == "Hello, World!"
    output = server.wait_for("Press CTRL+C to quit")
    assert " * Serving Kolben app 'hello'" in output
    assert f" * Running on http://127.0.0.1:{server.port}" in output


def test_s11_the_module_and_the_script_are_one_command(
    hello: Path, run: RunToEnd
) -> None:
    script = subprocess.run(
        [Path(sys.executable).with_name("kolben"), "--app", "hello", "routes"],
        cwd=hello.parent,
        env=environment({}),
        capture_output=True,
        check=True,
        timeout=60,
    )
    module = run("-m", "kolben", "--app", "hello", "routes")

    assert "hello_world" in module.output
    assert script.stdout.decode() == module.output


def test_s12_the_option_names_the_application(project: Path, run: RunToEnd) -> None:
    for name in ("first", "second"):
        (project / f"{name}.py").write_text(HELLO.replace("hello_world", name))

    done = run("-m", "kolben", "--app", "second", "routes")

    assert "second" in done.output
    assert "first" not in done.output


@pytest.mark.parametrize("name", ["app.py", "wsgi.py"])
def test_s13_a_file_of_the_usual_name_is_found(
    name: str, hello: Path, serve: Serve
) -> None:
    hello.rename(hello.with_name(name))

    server = serve("-m", "kolben", "run", "--port", "{port}")

    assert server.wait_for_answer().text == "Hello, World!"


@pytest.mark.parametrize("variable", ["KOLBEN_APP", "FLASK_APP"])
def test_s14_a_variable_names_the_application(
    variable: str, hello: Path, serve: Serve
) -> None:
    server = serve("-m", "kolben", "run", "--port", "{port}", **{variable: "hello"})

    assert server.wait_for_answer().text == "Hello, World!"


def test_s15_the_variable_may_hold_the_name_of_a_file(
    hello: Path, run: RunToEnd
) -> None:
    done = run("-m", "kolben", "routes", KOLBEN_APP="hello.py")

    assert done.code == 0
    assert "hello_world" in done.output


def test_s15_the_option_may_hold_the_name_of_a_file(hello: Path, run: RunToEnd) -> None:
    done = run("-m", "kolben", "--app", "hello.py", "routes")

    assert done.code == 0
    assert "hello_world" in done.output


def test_s16_serves_on_port_5000_of_this_machine(hello: Path, serve: Serve) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", 5000)) == 0:
            pytest.skip("another program of this machine listens on port 5000")

    server = serve("-m", "kolben", "--app", "hello", "run", port=5000)

    assert server.wait_for_answer().text == "Hello, World!"
    assert " * Running on http://127.0.0.1:5000" in server.wait_for("Running on")


def test_s17_warns_that_the_server_is_for_development(
    hello: Path, serve: Serve
) -> None:
    server = serve(*RUN)

    assert server.wait_for("WARNING: This is a development server.")


def test_s18_a_port_that_is_taken_is_named(hello: Path, run: RunToEnd) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        done = run("-m", "kolben", "--app", "hello", "run", "--port", str(port))

    assert done.code == 1
    assert "Address already in use" in done.output
    assert f"Port {port} is in use by another program." in done.output


def test_s19_other_addresses_are_not_listened_to(hello: Path, serve: Serve) -> None:
    server = serve(*RUN)
    server.wait_for_answer()

    with pytest.raises(OSError, match=r"refused|unreachable|assign|timed out"):
        server.get(host="127.0.0.2")


def test_s20_every_address_is_listened_to_on_demand(hello: Path, serve: Serve) -> None:
    server = serve(*RUN, "--host=0.0.0.0")
    server.wait_for_answer()

    output = server.wait_for("Press CTRL+C")

    assert " * Running on all addresses (0.0.0.0)" in output
    assert f" * Running on http://127.0.0.1:{server.port}" in output
    if sys.platform == "linux":
        assert server.get(host="127.0.0.2").text == "Hello, World!"


def test_s21_nothing_executes_code_without_debug(hello: Path, serve: Serve) -> None:
    server = serve(*RUN)
    server.wait_for_answer()

    assert server.get("/console").status == 404
    command = "/?__debugger__=yes&cmd=resource&f=debugger.js"
    assert server.get(command).text == "Hello, World!"
    failure = server.get("/fail")
    assert failure.status == 500
    assert "secret of the inside" not in failure.text
    assert "__debugger__" not in failure.text


def test_s22_what_is_wrong_is_the_first_line(project: Path, run: RunToEnd) -> None:
    assert run("-m", "kolben", "--help").code == 0

    done = run("-m", "kolben", "--app", "nope", "run")

    first, *_ = [line for line in done.output.splitlines() if line.startswith("Error")]
    assert "'nope'" in first


def test_s23_a_script_may_start_the_server_itself(hello: Path, serve: Serve) -> None:
    hello.write_text(HELLO + "\n\nimport sys\napp.run(port=int(sys.argv[1]))\n")

    server = serve("hello.py", "{port}")

    assert server.wait_for_answer().text == "Hello, World!"
    assert f"Running on http://127.0.0.1:{server.port}" in server.output


def test_s24_a_module_that_does_not_exist_is_named(
    project: Path, run: RunToEnd
) -> None:
    done = run("-m", "kolben", "--app", "nope", "run")

    assert done.code == 2
    assert "Could not import 'nope'" in done.output
    assert "Traceback" not in done.output


def test_s24_a_failing_import_within_the_module_is_shown(
    project: Path, run: RunToEnd
) -> None:
    (project / "bad.py").write_text("import a_module_that_is_missing\n")

    done = run("-m", "kolben", "--app", "bad", "run")

    assert done.code == 2
    assert "While importing 'bad'" in done.output
    assert "No module named 'a_module_that_is_missing'" in done.output
    assert 'bad.py", line 1' in done.output


def test_s25_a_module_that_broke_is_shown_to_the_browser(
    hello: Path, serve: Serve
) -> None:
    server = serve(*RUN, "--debug", *CALM)
    server.wait_for_answer(lambda answer: answer.status == 200)

    hello.write_text("import a_module_that_is_missing\n")
    broken = server.wait_for_answer(lambda answer: answer.status == 500)
    hello.write_text(HELLO.replace("Hello, World!", "Mended"))
    mended = server.wait_for_answer(lambda answer: answer.status == 200)

    assert "a_module_that_is_missing" in broken.text
    assert mended.text == "Mended"


def test_s25_a_module_that_is_broken_at_the_start_is_refused(
    hello: Path, run: RunToEnd
) -> None:
    hello.write_text("import a_module_that_is_missing\n")

    done = run("-m", "kolben", "--app", "hello", "run", "--debug")

    assert done.code == 2
    assert "a_module_that_is_missing" in done.output


def test_s26_a_module_without_an_application_is_named(
    project: Path, run: RunToEnd
) -> None:
    (project / "noapp.py").write_text("x = 1\n")

    done = run("-m", "kolben", "--app", "noapp", "run")

    assert done.code == 2
    assert "Failed to find Kolben application or factory" in done.output
    assert "module 'noapp'" in done.output
    assert "'noapp:name'" in done.output


def test_s26_no_application_at_all_is_said(project: Path, run: RunToEnd) -> None:
    done = run("-m", "kolben", "run")

    assert done.code == 2
    assert "Could not locate a Kolben application" in done.output
    assert "--app" in done.output
    assert "KOLBEN_APP" in done.output
