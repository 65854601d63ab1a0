"""Writes right programs in great number: the examples of the docs and resources.

Each page and each docstring becomes a module. What these show to be wrong, by the
traceback that follows or by a ``try``, is left out.
"""

from __future__ import annotations

import ast
import doctest
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Final

from tests.typing.checkers import ROOT

EXAMPLES: Final = sorted(
    path for path in (ROOT / "examples").rglob("*.py") if "tests" not in path.parts
)
"""The files of the examples, but for their tests."""

_HEAD: Final = "from __future__ import annotations\n"
_KINDS: Final = {
    "Decimal": "from decimal import Decimal",
    "PurePosixPath": "from pathlib import PurePosixPath",
    "UUID": "from uuid import UUID",
    "bool": "",
    "date": "from datetime import date",
    "float": "",
    "int": "",
    "str": "",
}
_VERBS: Final = ("get", "put", "patch", "delete")
_INPUTS: Final = (
    "",
    ", page: Query[int] = 1",
    ", *, trace: Header[str | None] = None",
    ", form: Form[Wanted] = REQUIRED",
)


def pages() -> Iterator[tuple[str, str]]:
    """Yield the names and the code of the pages of the docs."""
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        if code := _code_of(path.read_text("utf-8")):
            yield f"page_{path.stem.lower()}", code


def docstrings() -> Iterator[tuple[str, str]]:
    """Yield the names and the code of the examples in docstrings."""
    source = ROOT / "src/kolben"
    for path in sorted(source.rglob("*.py")):
        name = "_".join(path.relative_to(source).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                code = _code_of(ast.get_docstring(node) or "")
                if code:
                    yield f"docstring_{name}_{node.lineno}", code


def resources() -> Iterator[tuple[str, str]]:
    """Yield modules of generated resources, each registered in another way."""
    for number, (kind, form) in enumerate(product(_KINDS, _FORMS)):
        body = "\n".join(
            f"    def {verb}(self, item: {kind}{taken}) -> str:\n"
            f"        return str(item)\n"
            for verb, taken in zip(_VERBS, _INPUTS, strict=True)
        )
        yield (
            f"resources_{number}",
            _MODULE.format(
                imports=_KINDS[kind], number=number, resource=form.replace("BODY", body)
            ),
        )


def write(folder: Path, programs: Iterator[tuple[str, str]]) -> list[Path]:
    """Write *programs* into *folder*, and return their files."""
    files = []
    for name, code in programs:
        files.append(folder / f"{name}.py")
        files[-1].write_text(_HEAD + code, "utf-8")
    return files


def _code_of(text: str) -> str:
    """Return the code of the examples in *text* that raise nothing."""
    examples = doctest.DocTestParser().get_examples(text)
    return "".join(
        each.source
        for each in examples
        if each.exc_msg is None and not each.source.startswith("try:")
    )


_FORMS: Final = (
    'class Item(Resource, path="/items/<item>"):\nBODY\n\napp.add(Item)\n',
    '@app.resource("/items/<item>")\nclass Item(Resource):\nBODY\n',
    'class Item(Resource):\nBODY\n\napp.add("/items/<item>", Item)\n',
    'class Item(Resource):\nBODY\n\napp.add(Rule("/items/<item>", name="one"), Item)\n',
    """part = Router("part", prefix="/parts/<item>")


@part.resource("/items")
class Item(Resource):
BODY

app.include(part)
""",
    """part = Router("part")


class Item(Resource, path="/items/<item>"):
BODY

part.add(Item)
app.include(part, prefix="/parts")
""",
)
_MODULE: Final = """
from dataclasses import dataclass
{imports}

from kolben import (
    REQUIRED, App, Form, Header, Query, Resource, Router, Rule, url_for
)


@dataclass
class Wanted:
    words: str = ""


app = App("corpus{number}")


{resource}

@app.get("/from/<int:number>/<path:name>")
def function(number: int, name: str, page: Query[int] = 1) -> str:
    return f"{{number}} {{name}} {{page}}"


@app.route("/any/<name>", methods=["GET", "POST"], defaults={{"page": 1}})
def untyped(name, page):  # type: ignore[no-untyped-def]  # as documented
    return f"{{name}} {{page}}"


def links() -> list[str]:
    return [url_for(function, number=1, name="a/b"), url_for(function, 1, "a", page=2)]
"""
