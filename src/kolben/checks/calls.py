"""The calls of Kolben's functions in a Python file, found without running it.

Layer 8. Only what is surely Kolben's counts: a name that the file imports from
``kolben``, and does not give another meaning. What is written to fail, within
``pytest.raises`` or a ``try`` that catches the error, is left out. What ``url`` is a
method of is not asked here, so ``Posts.url()`` is told like ``url_for(Posts)``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kolben._calls import UNKNOWN, Call, Reference
from kolben._sites import Site

__all__ = ["calls_in"]

_EXPECTED: Final = {
    "AbortError",
    "KolbenError",
    "LookupError",
    "TemplateMissingError",
    "TemplateNotFound",
    "TemplatesNotFound",
    "UrlError",
}
"""The errors that whoever catches them by name knows of."""

_EXPECTING: Final = {"raises", "suppress"}
_METHODS: Final = {"url_for"}
"""What an application has as a method, too."""


def calls_in(tree: ast.Module, file: str) -> list[Call]:
    """Return the calls of what is imported from ``kolben``, in the order of lines.

    Example:
        >>> tree = ast.parse("import kolben as k; k.url_for('user', user_id=user.id)")
        >>> (call,) = calls_in(tree, "app.py")
        >>> call.function, call.first, call.values
        ('url_for', 'user', {'user_id': ...})
    """
    finder = _Finder(tree, file)
    finder.visit(tree)
    return sorted(finder.found, key=lambda call: call.site.line)


class _Finder(ast.NodeVisitor):
    """Walks through a file, and knows which names mean something else where it is."""

    def __init__(self, tree: ast.Module, file: str) -> None:
        self.found: list[Call] = []
        self._file = file
        self._names, self._modules = _imports(tree)
        self._apps = _applications(tree, self._names)
        self._hidden: list[set[str]] = [set(_stored_at_top(tree))]

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._enter(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._enter(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._enter(node)

    def visit_ListComp(self, node: ast.ListComp) -> None:
        self._enter(node)

    def visit_SetComp(self, node: ast.SetComp) -> None:
        self._enter(node)

    def visit_DictComp(self, node: ast.DictComp) -> None:
        self._enter(node)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> None:
        self._enter(node)

    def _enter(self, node: ast.AST) -> None:
        self._hidden.append(set(_stored(node)))
        self.generic_visit(node)
        self._hidden.pop()

    def visit_Try(self, node: ast.Try) -> None:
        caught = [handler.type for handler in node.handlers if handler.type]
        expected = any(_EXPECTED & set(_last_names(each)) for each in caught)
        for child in ast.iter_child_nodes(node):
            if not (expected and child in node.body):
                self.visit(child)

    def visit_With(self, node: ast.With) -> None:
        for item in node.items:
            called = item.context_expr
            if isinstance(called, ast.Call) and _EXPECTING & set(
                _last_names(called.func)
            ):
                return
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name, given = self._meant(node.func), list(node.args)
        if name is None and (owner := _owner_of_url(node.func)):
            name, given = "url", [owner, *given]
        if name is not None:
            self.found.append(self._call(node, name, given))
        self.generic_visit(node)

    def _call(self, node: ast.Call, name: str, given: list[ast.expr]) -> Call:
        whole = all(each.arg is not None for each in node.keywords)
        arguments: list[Any] = [_value(each) for each in given]
        if given and (referred := self._reference(given[0])):
            arguments[0] = referred
        return Call(
            name,
            Site(self._file, node.lineno),
            tuple(arguments),
            {each.arg: _value(each.value) for each in node.keywords if each.arg},
            whole=whole and not any(isinstance(each, ast.Starred) for each in given),
        )

    def _reference(self, node: ast.expr) -> Reference | None:
        """Return the name that *node* is, if it means the same all over the file."""
        match node:
            case ast.Name(id=name):
                hidden = any(name in names for names in self._hidden[1:])
                return None if hidden else Reference(name)
            case ast.Attribute(value=owner, attr=name):
                outer = self._reference(owner)
                return None if outer is None else Reference(f"{outer.name}.{name}")
            case _:
                return None

    def _meant(self, function: ast.expr) -> str | None:
        """Return what of Kolben's *function* is, if it is."""
        match function:
            case ast.Name(id=name) if not self._is_hidden(name):
                return self._names.get(name)
            case ast.Attribute(value=ast.Name(id=owner), attr=name):
                if owner in self._modules and not self._is_hidden(owner):
                    return name
                return name if name in _METHODS and self._is_app(owner) else None
            case ast.Attribute(
                value=ast.Attribute(value=ast.Name(id="self"), attr="app"), attr=name
            ):
                return name if name in _METHODS else None
            case _:
                return None

    def _is_app(self, name: str) -> bool:
        if any(name in names for names in self._hidden[1:]):
            return False
        return name in self._apps or self._names.get(name) == "current_app"

    def _is_hidden(self, name: str) -> bool:
        return any(name in names for names in self._hidden)


def _imports(tree: ast.Module) -> tuple[dict[str, str], set[str]]:
    """Return what is imported from Kolben by its name here, and Kolben's own names."""
    names: dict[str, str] = {}
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            if node.module.partition(".")[0] == "kolben":
                names.update({a.asname or a.name: a.name for a in node.names})
        elif isinstance(node, ast.Import):
            ours = [alias for alias in node.names if alias.name == "kolben"]
            modules.update(alias.asname or alias.name for alias in ours)
    return names, modules


def _applications(tree: ast.Module, names: Mapping[str, str]) -> set[str]:
    """Return the names at the top that stand for an application made there."""
    found: set[str] = set()
    for node in tree.body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id=made))
            ) if names.get(made) == "App":
                found.add(name)
            case _:
                continue
    return found


def _stored_at_top(tree: ast.Module) -> Iterator[str]:
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        pending += ast.iter_child_nodes(node)


def _stored(function: ast.AST) -> Iterator[str]:
    """Yield the names that mean something else within *function*."""
    for node in ast.walk(function):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif node is not function and isinstance(
            node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        ):
            yield node.name


def _last_names(node: ast.expr) -> Iterator[str]:
    """Yield the names of some errors, or of a function, without their modules."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            yield name
        case ast.Tuple(elts=items):
            for item in items:
                yield from _last_names(item)
        case _:
            return


def _owner_of_url(function: ast.expr) -> ast.expr | None:
    """Return the ``Posts`` of ``Posts.url``."""
    match function:
        case ast.Attribute(value=owner, attr="url"):
            return owner
        case _:
            return None


def _value(node: ast.expr) -> Any:
    """Return the value of *node*, if it is written out."""
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return UNKNOWN
