"""What a module offers is what its ``__all__`` says, in the order of the alphabet."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module

import pytest
from tests.structure.source import Module, modules

import kolben

FACES = {n: m for n, m in modules().items() if not n.endswith("__main__")}

every_face = pytest.mark.parametrize("module", FACES.values(), ids=FACES)


@every_face
def test_all_is_sorted_and_holds_no_name_twice(module: Module) -> None:
    offered = list(import_module(module.name).__all__)

    assert offered == sorted(set(offered))


@every_face
def test_every_name_in_all_exists(module: Module) -> None:
    loaded = import_module(module.name)

    assert [name for name in loaded.__all__ if not hasattr(loaded, name)] == []


@every_face
def test_all_holds_every_public_name(module: Module) -> None:
    visible = {name for node in module.tree.body for name in _names_made_by(node)}
    if module.is_package:
        visible |= {
            name for node in module.tree.body for name in _names_brought_by(node)
        }
    public = {name for name in visible if not name.startswith("_")}

    assert public - set(import_module(module.name).__all__) == set()


def test_what_applications_use_is_shown_by_an_example() -> None:
    unshown = [
        name
        for name in kolben.__all__
        if _is_ours(getattr(kolben, name))
        and ">>>" not in (inspect.getdoc(getattr(kolben, name)) or "")
    ]

    assert unshown == []


def _is_ours(thing: object) -> bool:
    """Say whether *thing* is a function or class of Kolben's, and no kind of error."""
    if isinstance(thing, type) and issubclass(thing, Exception):
        return False
    written = inspect.isclass(thing) or inspect.isfunction(thing)
    return written and str(thing.__module__).startswith("kolben")


def test_the_package_is_typed() -> None:
    assert (modules()["kolben"].path.parent / "py.typed").exists()


def _names_made_by(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            yield name
        case ast.ClassDef(name=name):
            yield name
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case ast.Assign(value=ast.Call(func=ast.Name(id="TypeVar" | "ParamSpec"))):
            return
        case ast.Assign(targets=targets):
            yield from (target.id for target in targets if isinstance(target, ast.Name))
        case _:
            return


def _names_brought_by(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.ImportFrom(module="__future__" | "typing" | "collections.abc"):
            return
        case ast.ImportFrom(names=names):
            yield from (name.asname or name.name for name in names)
        case _:
            return
