"""The names that a context processor adds to templates, read from its source.

Layer 5. Processors are not called to find out: they may need a request, or a database.
What cannot be read is said to be unknown.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from textwrap import dedent
from typing import Any, is_typeddict

from kolben._annotations import plain, return_hint_of

__all__ = ["names_given", "names_returned"]


def names_given(processors: Iterable[Callable[..., Any]]) -> frozenset[str] | None:
    """Return the names that *processors* add, or None if they cannot be read.

    They are read from the ``TypedDict`` that a processor says it returns, or from the
    dictionaries that it returns, if these are written as ``{"name": ...}`` or
    ``dict(name=...)``.

    Example:
        >>> names_given([])
        frozenset()
        >>> names_given([dict]) is None
        True
    """
    found: set[str] = set()
    for processor in processors:
        names = _names_of(processor)
        if names is None:
            return None
        found |= names
    return frozenset(found)


def _names_of(processor: Callable[..., Any]) -> set[str] | None:
    hint: Any = plain(return_hint_of(processor))
    if is_typeddict(hint):
        return {*hint.__required_keys__, *hint.__optional_keys__}
    return _names_in(_returned(processor))


def names_returned(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str] | None:
    """Return the keys of the dictionaries that a function returns, if all are written.

    Example:
        >>> names_returned(ast.parse("def f(): return {'a': 1}").body[0])
        {'a'}
    """
    return _names_in([each.value for each in _returns(function)])


def _names_in(returned: Iterable[ast.expr | None] | None) -> set[str] | None:
    values = [] if returned is None else list(returned)
    keys = [_keys(value) for value in values]
    found = [each for each in keys if each is not None]
    if not values or len(found) < len(values):
        return None
    return {name for each in found for name in each}


def _returned(processor: Any) -> list[ast.expr | None] | None:
    """Return what *processor* returns, as it is written."""
    while isinstance(processor, partial):
        processor = processor.func
    try:
        tree = ast.parse(dedent(inspect.getsource(inspect.unwrap(processor))))
    except (OSError, SyntaxError, TypeError):
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            return [each.value for each in _returns(node)]
    lambdas = [each for each in ast.walk(tree) if isinstance(each, ast.Lambda)]
    return [lambdas[0].body] if len(lambdas) == 1 else None


def _returns(node: ast.AST) -> Iterator[ast.Return]:
    """Yield the ``return`` statements of a function, not those of inner ones."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Return):
            yield child
        elif not isinstance(
            child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef
        ):
            yield from _returns(child)


def _keys(value: ast.expr | None) -> set[str] | None:
    """Return the keys of a dictionary that is written out."""
    match value:
        case ast.Dict(keys=keys):
            names = {key.value for key in keys if isinstance(key, ast.Constant)}
            return {str(name) for name in names} if len(names) == len(keys) else None
        case ast.Call(func=ast.Name(id="dict"), args=[], keywords=keywords):
            given = {keyword.arg for keyword in keywords if keyword.arg is not None}
            return given if len(given) == len(keywords) else None
        case ast.IfExp():
            one, other = _keys(value.body), _keys(value.orelse)
            return None if one is None or other is None else one | other
        case _:
            return None
