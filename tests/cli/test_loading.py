from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import HELLO, Kolben, Write

from kolben import App
from kolben.cli import load_application
from kolben.commands import NoApplicationError

APP = "from kolben import App\n"
FACTORY = (
    APP
    + """
def create_app(name="made", *, debug=False):
    app = App(name)
    app.config["DEBUG"] = debug
    return app
"""
)


@pytest.mark.parametrize(
    ("source", "path", "name"),
    [
        pytest.param("app = App('a')", "hello", "a", id="called app"),
        pytest.param("application = App('b')", "hello", "b", id="called application"),
        pytest.param("site = App('c')", "hello", "c", id="the only one"),
        pytest.param("a = b = App('d')", "hello", "d", id="one under two names"),
        pytest.param("x = App('x'); app = App('e')", "hello", "e", id="app among two"),
        pytest.param("x = App('f'); y = App('g')", "hello:x", "f", id="by name"),
        pytest.param("class C: app = App('h')", "hello:C.app", "h", id="dotted"),
        pytest.param(FACTORY, "hello", "made", id="by a factory"),
        pytest.param(FACTORY, "hello:create_app", "made", id="factory by name"),
        pytest.param(FACTORY, "hello:create_app()", "made", id="factory called"),
        pytest.param(FACTORY, "hello:create_app('z')", "z", id="with an argument"),
        pytest.param(
            FACTORY, "hello:create_app(name='y', debug=True)", "y", id="by keyword"
        ),
        pytest.param("make_app = lambda: App('m')", "hello", "m", id="make_app"),
    ],
)
def test_finds_the_application(write: Write, source: str, path: str, name: str) -> None:
    write("hello.py", APP + source)

    assert load_application(path).name == name


def test_a_factory_without_a_signature_is_called(write: Write) -> None:
    write("hello.py", "make = dict")

    with pytest.raises(NoApplicationError, match="no application, but 'dict'"):
        load_application("hello:make(a=1)")


def test_a_keyword_argument_reaches_the_factory(write: Write) -> None:
    write("hello.py", FACTORY)

    assert load_application("hello:create_app(debug=True)").config["DEBUG"] is True


def test_a_package_may_keep_its_application_in_a_module(write: Write) -> None:
    write("shop/__init__.py", "")
    write("shop/app.py", APP + "app = App('shop')")

    assert load_application("shop").name == "shop"
    assert load_application("./shop").name == "shop"


def test_a_package_with_neither_is_refused_by_its_own_name(write: Write) -> None:
    write("shop/__init__.py", "")

    with pytest.raises(NoApplicationError, match="in module 'shop'"):
        load_application("shop")


def test_the_proxy_of_the_current_application_is_none(write: Write) -> None:
    write("hello.py", "from kolben import current_app")

    with App("other").app_context(), pytest.raises(NoApplicationError):
        load_application("hello")


def test_the_class_of_applications_is_none(write: Write) -> None:
    write("hello.py", "from kolben import App")

    with pytest.raises(NoApplicationError, match="'App' in module 'hello' is no"):
        load_application("hello:App")


@pytest.mark.parametrize(
    ("source", "path", "problem", "hint"),
    [
        pytest.param(
            None,
            "nope",
            "Could not import 'nope'.",
            "Name a module, a file or a folder",
            id="unknown module",
        ),
        pytest.param(
            HELLO, "helo", "Could not import 'helo'.", "'hello'?", id="nearest module"
        ),
        pytest.param(
            HELLO, "helo.py", "Could not import 'helo'.", "'hello'?", id="no such file"
        ),
        pytest.param(
            HELLO,
            "gone.hello",
            "Could not import 'gone.hello'.",
            "Name a module",
            id="no such package",
        ),
        pytest.param(
            HELLO, ".hello", "Could not import '.hello'.", "'hello'?", id="relative"
        ),
        pytest.param(HELLO, "1", "Could not import '1'.", "Name a module", id="D1"),
        pytest.param(
            "x = 1",
            "hello",
            "Failed to find Kolben application or factory in module 'hello'.",
            "Use 'hello:name' to name one.",
            id="no application",
        ),
        pytest.param(
            APP + "a = App('a'); b = App('b')",
            "hello",
            "Found several applications in module 'hello': 'a', 'b'.",
            "Name one: 'hello:a'.",
            id="several applications",
        ),
        pytest.param(
            HELLO,
            "hello:ap",
            "Failed to find 'ap' in module 'hello'.",
            "Did you mean 'app'?",
            id="no such name",
        ),
        pytest.param(
            HELLO,
            "hello:zzzz",
            "Failed to find 'zzzz' in module 'hello'.",
            "Name an App or a factory",
            id="nothing like that name",
        ),
        pytest.param(
            HELLO,
            "hello:app.name",
            "'app.name' in module 'hello' is no Kolben application.",
            "Name an App",
            id="not an application",
        ),
        pytest.param(
            HELLO,
            "hello:app()",
            "'app' in module 'hello' is no Kolben application.",
            "Name an App",
            id="an application called",
        ),
        pytest.param(
            "def create_app(name): ...",
            "hello",
            "does not take these arguments: missing a required argument: 'name'.",
            "Give them",
            id="too few arguments",
        ),
        pytest.param(
            "def make(): ...",
            "hello:make(1)",
            "does not take these arguments: too many positional arguments.",
            "Give them",
            id="too many arguments",
        ),
        pytest.param(
            "def create_app(): return 3",
            "hello",
            "The factory 'create_app' in module 'hello' returned no application",
            "Return an App",
            id="a factory of something else",
        ),
        pytest.param(
            "async def create_app(): return 3",
            "hello",
            "returned no application, but 'coroutine'",
            "Return an App",
            id="an async factory",
        ),
        pytest.param(
            FACTORY,
            "hello:create_app(name)",
            "Failed to read 'create_app(name)' as the name of an application.",
            "Write 'hello:app'",
            id="an argument that is no literal",
        ),
        pytest.param(
            FACTORY,
            "hello:create_app(**{})",
            "Failed to read 'create_app(**{})'",
            "Write 'hello:app'",
            id="unpacked arguments",
        ),
        pytest.param(
            FACTORY, "hello:1 + 1", "Failed to read '1 + 1'", "Write", id="no name"
        ),
        pytest.param(
            FACTORY, "hello:a b", "Failed to read 'a b'", "Write", id="no Python"
        ),
        pytest.param(
            None,
            "kolben",
            "'kolben' is the framework and not an application.",
            "Name your own module",
            id="the framework",
        ),
    ],
)
def test_says_what_was_tried_and_why_it_failed(
    write: Write, source: str | None, path: str, problem: str, hint: str
) -> None:
    if source is not None:
        write("hello.py", source)

    with pytest.raises(NoApplicationError) as caught:
        load_application(path)

    assert problem in caught.value.message
    assert "tried: " in caught.value.message
    assert "help: " in caught.value.message
    assert hint in caught.value.message
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("source", "doing", "trace"),
    [
        pytest.param(
            "import nothing_of_that_name",
            "While importing 'hello', a ModuleNotFoundError was raised:",
            "No module named 'nothing_of_that_name'",
            id="a missing module",
        ),
        pytest.param(
            "from os import nothing_of_that_name",
            "While importing 'hello', an ImportError was raised:",
            "cannot import name",
            id="a missing name",
        ),
        pytest.param(
            "x = (",
            "While importing 'hello', a SyntaxError was raised:",
            "'(' was never closed",
            id="a syntax error",
        ),
        pytest.param(
            "1 / 0",
            "While importing 'hello', a ZeroDivisionError was raised:",
            "line 1, in <module>",
            id="any error",
        ),
        pytest.param(
            "raise ValueError('no value')",
            "While importing 'hello', a ValueError was raised:",
            "no value",
            id="a value error",
        ),
        pytest.param(
            "raise SystemExit('give me arguments')",
            "While importing 'hello', a SystemExit was raised:",
            "give me arguments",
            id="a script that ends",
        ),
        pytest.param(
            "def create_app(): raise SystemExit(3)",
            "While calling 'create_app()' of module 'hello', a SystemExit was raised:",
            "SystemExit: 3",
            id="a factory that ends",
        ),
        pytest.param(
            "def create_app(): raise LookupError('no database')",
            "While calling 'create_app()' of module 'hello', a LookupError was raised:",
            "in create_app",
            id="in the factory",
        ),
    ],
)
def test_an_error_of_the_application_is_shown_with_its_traceback(
    write: Write, source: str, doing: str, trace: str
) -> None:
    write("hello.py", source)

    with pytest.raises(NoApplicationError) as caught:
        load_application("hello")

    message = caught.value.message
    assert message.startswith(doing)
    assert trace in message
    assert 'hello.py", line 1' in message
    assert "importlib" not in message
    assert caught.value.__cause__ is not None


def test_a_mistake_that_kolben_finds_is_shown_where_it_is_written(
    write: Write,
) -> None:
    write("hello.py", f"{HELLO}\n\napp.add_url_rule('/<x>', 'x', lambda y: y)\n")

    with pytest.raises(NoApplicationError) as caught:
        load_application("hello")

    assert "app.add_url_rule('/<x>'" in caught.value.message
    assert "a variable of its URL '/<x>'" in caught.value.message
    assert "registrar" not in caught.value.message


def test_a_mistake_in_an_annotation_is_shown_without_how_it_was_read(
    write: Write,
) -> None:
    write(
        "hello.py",
        f"""\
from __future__ import annotations
from dataclasses import dataclass
from msgspec import Meta
from typing import Annotated
from kolben import Body
{HELLO}
@dataclass
class Tea:
    sugar: Annotated[int, Meta(pattern="a", ge=1)]

@app.post("/tea")
def tea(tea: Body[Tea]) -> str:
    return "tea"
""",
    )

    with pytest.raises(NoApplicationError) as caught:
        load_application("hello")

    message = caught.value.message
    assert '@app.post("/tea")' in message
    assert "The annotations of Tea cannot be read: Cannot mix numeric" in message
    assert message.count("Traceback") == 1
    assert "kolben/binding" not in message
    assert "functools" not in message


def test_a_mistake_that_kolben_finds_below_python_is_shown_where_it_is_written(
    write: Write,
) -> None:
    lines = (
        HELLO,
        "from kolben import Query",
        "from typing import Annotated",
        "from msgspec import Meta",
        "def show(x: Query[Annotated[str, Meta(le=1)]]) -> str: ...",
        "app.get('/x')(show)",
    )
    write("hello.py", "\n".join(lines))

    with pytest.raises(NoApplicationError) as caught:
        load_application("hello")

    assert "app.get('/x')(show)" in caught.value.message
    assert "le=1 does not fit str" in caught.value.message
    assert "registrar" not in caught.value.message
    assert "functools" not in caught.value.message


def test_says_what_the_usual_name_stands_for(write: Write) -> None:
    write("hello.py", "from decimal import Decimal\napp = Decimal(1)")

    with pytest.raises(
        NoApplicationError, match=r"'app' is of type 'decimal\.Decimal'"
    ):
        load_application("hello")


@pytest.mark.parametrize("path", ["kolben", "kolben.py", "./kolben", "kolben:app"])
def test_s9_a_module_called_like_the_framework_is_told_so(
    write: Write, path: str
) -> None:
    write("kolben.py")

    with pytest.raises(NoApplicationError) as caught:
        load_application(path)

    assert "has the name of the framework" in caught.value.message
    assert "Rename 'kolben.py'" in caught.value.message


def test_a_module_of_the_framework_itself_can_be_named(project: Path) -> None:
    with pytest.raises(NoApplicationError, match=r"in module 'kolben\.config'"):
        load_application("kolben.config")


@pytest.mark.parametrize("path", ["json.py", "json"])
def test_a_file_hidden_by_another_module_is_told_so(write: Write, path: str) -> None:
    write("json.py")

    with pytest.raises(NoApplicationError) as caught:
        load_application(path)

    assert "Python imports another module called 'json'" in caught.value.message
    assert "Rename 'json.py'" in caught.value.message


def test_a_file_hidden_by_a_builtin_module_is_told_so(write: Write) -> None:
    write("sys.py")

    with pytest.raises(NoApplicationError, match="a part of Python"):
        load_application("sys.py")


def test_the_command_ends_with_code_2_and_the_message(
    kolben: Kolben, write: Write
) -> None:
    write("hello.py", "x = 1")

    result = kolben("--app", "hello", "routes")

    assert result.exit_code == 2
    assert "Error: Failed to find Kolben application" in result.output
