"""Reads the source of Kolben: its modules, their imports and their sizes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"

Function = ast.FunctionDef | ast.AsyncFunctionDef
_LAYER = re.compile(r"^Layer (\d)\.", re.MULTILINE)


@dataclass(frozen=True)
class Import:
    """One imported module, and the line that imports it."""

    module: str
    line: int
    lazy: bool = False


@dataclass(frozen=True)
class Module:
    """A source file under ``src``."""

    name: str
    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def docstring(self) -> str:
        return ast.get_docstring(self.tree) or ""

    @property
    def is_package(self) -> bool:
        return self.path.name == "__init__.py"

    @property
    def part(self) -> str:
        """The name below ``kolben``: ``routing`` of ``kolben.routing.urls``."""
        return [*self.name.split("."), "__init__"][1]

    @property
    def layer(self) -> int | None:
        found = _LAYER.search(self.docstring)
        return int(found[1]) if found else None

    @cached_property
    def imports(self) -> list[Import]:
        """Everything that is imported anywhere: at the top, in functions, lazily,
        for type checkers only."""
        return [found for node in ast.walk(self.tree) for found in _imports_of(node)]

    def walk(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))


@cache
def modules() -> dict[str, Module]:
    """Return every module of Kolben by its dotted name."""
    found = {}
    for path in sorted((SOURCE / "kolben").rglob("*.py")):
        dotted = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(dotted).removesuffix(".__init__")
        found[name] = Module(name, path)
    return found


def own_imports(module: Module) -> Iterator[Import]:
    """Yield the imports of *module* that stay within Kolben, as module names."""
    for found in module.imports:
        if found.module.split(".")[0] == "kolben":
            yield Import(_known(found.module), found.line, found.lazy)


def graph() -> dict[str, set[str]]:
    """Return for each module the modules of Kolben that it imports."""
    return {
        name: {found.module for found in own_imports(module)}
        for name, module in modules().items()
    }


def circle() -> list[str]:
    """Return modules that import each other in a circle, or nothing."""
    try:
        TopologicalSorter(graph()).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def functions(module: Module) -> list[Function]:
    """Return every function of *module*, also methods and nested ones."""
    return [node for node in ast.walk(module.tree) if isinstance(node, Function)]


def classes(module: Module) -> list[ast.ClassDef]:
    """Return every class of *module*."""
    return [node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)]


def file_lines(module: Module) -> int:
    """Return the length of the file."""
    return len(module.text.splitlines())


def class_lines(node: ast.ClassDef) -> int:
    """Return the length of a class, its docstring included."""
    return (node.end_lineno or 0) - node.lineno + 1


def silenced(module: Module) -> int:
    """Return how often *module* silences mypy."""
    return len(re.findall(r"#\s*type:\s*ignore", module.text))


def body_lines(node: Function | ast.ClassDef) -> int:
    """Return the length of the body of *node*, its docstring left out."""
    body = node.body
    if ast.get_docstring(node, clean=False) is not None:
        body = body[1:]
    if not body:
        return 0
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def parameters(node: Function) -> list[str]:
    """Return the named parameters of *node*, without ``self`` and ``cls``."""
    arguments = node.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return [a.arg for a in named if a.arg not in {"self", "cls", "metacls"}]


def _imports_of(node: ast.AST) -> Iterator[Import]:
    match node:
        case ast.Import(names=names):
            yield from (Import(name.name, node.lineno) for name in names)
        case ast.ImportFrom(module=str(module), names=names, level=0):
            yield from (Import(f"{module}.{name.name}", node.lineno) for name in names)
        case ast.ImportFrom():
            yield Import("." * node.level + (node.module or ""), node.lineno)
        case ast.Call(args=[ast.Constant(value=str(module)), ast.Constant(value=name)]):
            if is_lazy_load(node):
                yield Import(f"{module}.{name}", node.lineno, lazy=True)
        case _:
            return


def is_lazy_load(node: ast.Call) -> bool:
    """Say whether *node* is a call of ``kolben._lazy.load``, in any spelling."""
    spelling = ast.unparse(node.func)
    return spelling in {"load", "_lazy.load", "lazy_load", "kolben._lazy.load"}


def _known(dotted: str) -> str:
    """Return the longest module of Kolben that *dotted* begins with."""
    while dotted not in modules() and "." in dotted:
        dotted = dotted.rpartition(".")[0]
    return dotted
