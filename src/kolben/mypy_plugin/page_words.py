"""What an application gives its templates, read from the source of its modules.

Layer 8. The plugin imports nobody's application. So it reads which filters, tests,
globals and context processors are declared; where that is not written plainly it says
that it does not know, and then nobody is told of unknown names.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kolben.templating.processors import names_returned

__all__ = ["GivenWords", "modules_of", "words_of"]

_DECLARING: Final = {
    f"{prefix}{kind}": kind
    for kind in ("template_filter", "template_test", "template_global")
    for prefix in ("", "add_", "app_")
}
_PROCESSORS: Final = frozenset({"app_context_processor", "context_processor"})
_ENVIRONMENTS: Final = frozenset(
    {"jinja_env", "jinja_environment", "jinja_loader", "jinja_options", "templates"}
)
_TELLING: Final = re.compile(
    r"context_processor|template_(?:filter|test|global)|jinja_\w+|\.templates\b"
    r"|\binit_app\(|\(app\b"
)
_IMPORTED: Final = re.compile(r"^\s*(?:from|import)\s+(\w+)", re.MULTILINE)
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class GivenWords:
    """What templates are given besides their variables and the usual globals.

    Attributes:
        names: The names; None if they are not known.
        filters: The filters.
        tests: The tests.
        plain: Whether nothing else is done to the environment of the templates.
    """

    names: frozenset[str] | None = frozenset()
    filters: frozenset[str] = frozenset()
    tests: frozenset[str] = frozenset()
    plain: bool = True

    def __or__(self, other: GivenWords) -> GivenWords:
        unknown = self.names is None or other.names is None
        return GivenWords(
            None if unknown else (self.names or frozenset()) | (other.names or set()),
            self.filters | other.filters,
            self.tests | other.tests,
            self.plain and other.plain,
        )


def words_of(files: Iterable[Path]) -> GivenWords:
    """Return what all of *files* give together."""
    words = GivenWords()
    for file in files:
        try:
            text = file.read_text("utf-8")
            tree = ast.parse(text) if _TELLING.search(text) else None
        except (OSError, SyntaxError, ValueError):
            continue
        if tree is not None:
            words |= _words_in(tree)
    return words


def modules_of(module: Path) -> list[Path]:
    """Return the files of the application that a module belongs to, as far as seen.

    These are those of its package, and of what beside it names that; without a
    package, those beside it that import each other.
    """
    top = module.parent
    if not (top / "__init__.py").exists():
        return _connected(module, sorted(top.glob("*.py")))
    while (top.parent / "__init__.py").exists():
        top = top.parent
    inner = [each for each in sorted(top.rglob("*.py")) if "tests" not in each.parts]
    beside = [
        each for each in sorted(top.parent.glob("*.py")) if top.name in _imports(each)
    ]
    return inner + beside


def _connected(module: Path, files: list[Path]) -> list[Path]:
    """Return those of *files* that are tied to *module* by imports, either way."""
    links = {each.stem: _imports(each) for each in files}
    found, pending = {module.stem}, [module.stem]
    while pending:
        name = pending.pop()
        tied = {*links.get(name, ()), *(n for n, used in links.items() if name in used)}
        new = (tied & links.keys()) - found
        found |= new
        pending += new
    return [each for each in files if each.stem in found]


def _imports(file: Path) -> set[str]:
    try:
        return set(_IMPORTED.findall(file.read_text("utf-8")))
    except (OSError, ValueError):
        return set()


def _words_in(tree: ast.Module) -> GivenWords:
    words = GivenWords()
    read: set[int] = set()
    for node in ast.walk(tree):
        for use, found in _declared_at(node):
            read.add(id(use))
            words |= found
        if isinstance(node, ast.Call) and _is_extension(node):
            words |= GivenWords(None, plain=False)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and id(node) not in read:
            words |= _unread(node)
    return words


def _is_extension(call: ast.Call) -> bool:
    """Whether something may be given the application, to add to it what it likes."""
    match call.func:
        case ast.Attribute(attr="init_app"):
            return True
        case ast.Name(id=name) | ast.Attribute(attr=name) if name[:1].isupper():
            return any(_name_of(each) == "app" for each in call.args)
        case _:
            return False


def _unread(node: ast.Attribute) -> GivenWords:
    """Return what is known where something is declared in no plain way."""
    if node.attr in _ENVIRONMENTS:
        return GivenWords(None, plain=False)
    if node.attr in _PROCESSORS:
        return GivenWords(None)
    return GivenWords(None, plain=False) if node.attr in _DECLARING else GivenWords()


def _declared_at(node: ast.AST) -> Iterator[tuple[ast.Attribute, GivenWords]]:
    """Yield what is declared by decorators, or by a call, with where it is."""
    if isinstance(node, _Function):
        for decorator in node.decorator_list:
            made = decorator.func if isinstance(decorator, ast.Call) else decorator
            if isinstance(made, ast.Attribute):
                yield from _decorated(made, decorator, node)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        name = _name_in(node, 1) or _name_of(node.args[0] if node.args else None)
        if node.func.attr.startswith("add_") and name is not None:
            yield from _named(node.func, name)


def _decorated(
    made: ast.Attribute, decorator: ast.expr, function: _Function
) -> Iterator[tuple[ast.Attribute, GivenWords]]:
    if made.attr in _PROCESSORS:
        names = names_returned(function)
        yield made, GivenWords(None if names is None else frozenset(names))
    elif isinstance(decorator, ast.Call) and (decorator.args or decorator.keywords):
        name = _name_in(decorator, 0)
        yield from () if name is None else _named(made, name)
    else:
        yield from _named(made, function.name)


def _named(
    made: ast.Attribute, name: str
) -> Iterator[tuple[ast.Attribute, GivenWords]]:
    one = frozenset({name})
    match _DECLARING.get(made.attr):
        case "template_filter":
            yield made, GivenWords(filters=one)
        case "template_test":
            yield made, GivenWords(tests=one)
        case "template_global":
            yield made, GivenWords(one)
        case _:
            return


def _name_in(call: ast.Call, place: int) -> str | None:
    """Return the name that a call gives, by its place or as ``name=``."""
    given = [keyword.value for keyword in call.keywords if keyword.arg == "name"]
    given += call.args[place : place + 1]
    for value in given:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value.value
    return None


def _name_of(function: ast.expr | None) -> str | None:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return None
