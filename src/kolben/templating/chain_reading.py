"""Reads the expressions of a template: which type each has, and which have none.

Layer 5. Filters that keep the items of what they are given are seen through, so that a
loop over ``posts|sort(attribute="title")`` is one over posts, with titles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, Protocol, TypeAlias

import jinja2
from jinja2 import nodes
from jinja2.filters import FILTERS

from kolben.templating.chain_types import (
    Absent,
    Broken,
    Items,
    Macro,
    Module,
    Names,
    Types,
)
from kolben.templating.units import Unit

__all__ = ["Reader"]

_FORGIVING: Final = frozenset({"d", "default", "defined", "undefined"})
_KEEPING: Final = frozenset(
    {
        "list",
        "reject",
        "rejectattr",
        "reverse",
        "select",
        "selectattr",
        "sort",
        "unique",
    }
)
_PICKING: Final = frozenset({"first", "last", "max", "min", "random"})
_NAMING: Final = frozenset({"groupby", "rejectattr", "selectattr"})
"""Filters whose first argument is the name of an attribute."""


class _Runs(Protocol):
    """_Runs a macro that the template calls."""

    def __call__(self, macro: Macro, call: nodes.Call, given: list[Any], /) -> None: ...


class Reader:
    """Reads the expressions of one template.

    Args:
        unit: The template.
        environment: Knows the filters.
        types: Answers for the types.
        found: Gathers what is broken.
        run: Is told of each macro that is called.
    """

    def __init__(
        self,
        unit: Unit,
        environment: jinja2.Environment,
        types: Types,
        found: set[Broken],
        run: _Runs,
    ) -> None:
        self.unit = unit
        self.types = types
        self.run = run
        self._environment = environment
        self._found = found
        self._asked = {_written(node) for node in _asked_for(unit.tree)}

    def read(self, node: nodes.Node | None, names: Names) -> Any:
        """Return the type of an expression, None if it is not known."""
        if node is None:
            return None
        step = _STEPS.get(type(node))
        if step is not None:
            return step(self, node, names)
        for child in node.iter_child_nodes():
            self.read(child, names)
        return None

    def attribute(self, owner: Any, name: str, node: nodes.Node, chain: str) -> Any:
        """Return the type of an attribute, and note it if there is none."""
        if isinstance(owner, Module):
            return owner.macros.get(name)
        if owner is None or isinstance(owner, Items | Macro):
            return None
        return self._found_in(self.types.attribute(owner, name), name, node, chain)

    def item(self, owner: Any, key: str | int | None, node: nodes.Node) -> Any:
        """Return the type of an item, and note it if there is none."""
        if isinstance(owner, Items):
            return owner.each if isinstance(key, int) else None
        if owner is None or isinstance(owner, Macro | Module):
            return None
        answer = self.types.item(owner, key)
        return self._found_in(answer, str(key), node, _written(node))

    def each(self, owner: Any) -> Any:
        """Return the type of what a loop over *owner* gives."""
        if isinstance(owner, Items):
            return owner.each
        if owner is None or isinstance(owner, Macro | Module):
            return None
        return self.types.each(owner)

    def unpacked(self, owner: Any, place: int) -> Any:
        """Return the type of one of the things that *owner* is taken apart into."""
        if owner is None or isinstance(owner, Items | Macro | Module):
            return self.each(owner)
        answer = self.types.item(owner, place)
        return self.types.each(owner) if isinstance(answer, Absent) else answer

    def is_jinjas(self, name: str) -> bool:
        """Whether a filter is Jinja's own."""
        known = FILTERS.get(name)
        return known is not None and self._environment.filters.get(name) is known

    def _found_in(self, answer: Any, name: str, node: nodes.Node, chain: str) -> Any:
        if not isinstance(answer, Absent):
            return answer
        if chain not in self._asked:
            place = self.unit.place(node.lineno)
            self._found.add(Broken(place, chain, name, answer))
        return None


def _asked_for(tree: nodes.Template) -> Iterator[nodes.Node]:
    """Yield the expressions that a template asks for before it uses them."""
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        name: str = getattr(node, "name")  # noqa: B009  # both have it
        asked: nodes.Node | None = getattr(node, "node")  # noqa: B009
        if name in _FORGIVING and asked is not None:
            yield asked


def _written(node: nodes.Node) -> str:
    """Return an expression as it is written in the template, or nearly so."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_written(node.node)}.{node.attr}"
        case nodes.Getitem(arg=nodes.Const(value=key)):
            return f"{_written(node.node)}[{key!r}]"
        case nodes.Getitem():
            return f"{_written(node.node)}[...]"
        case nodes.Call():
            return f"{_written(node.node)}()"
        case _:
            return "(...)"


def _name(_: Reader, node: nodes.Name, names: Names) -> Any:
    return names.get(node.name)


def _getattr(reader: Reader, node: nodes.Getattr, names: Names) -> Any:
    owner = reader.read(node.node, names)
    return reader.attribute(owner, node.attr, node, _written(node))


def _getitem(reader: Reader, node: nodes.Getitem, names: Names) -> Any:
    owner = reader.read(node.node, names)
    reader.read(node.arg, names)
    match node.arg:
        case nodes.Const(value=str() | int() as key) if not isinstance(key, bool):
            return reader.item(owner, key, node)
        case nodes.Slice():
            each = reader.each(owner)
            return None if each is None else Items(each)
        case _:
            return reader.item(owner, None, node)


def _call(reader: Reader, node: nodes.Call, names: Names) -> Any:
    called = reader.read(node.node, names)
    given = [reader.read(each, names) for each in node.args]
    for other in (*node.kwargs, node.dyn_args, node.dyn_kwargs):
        reader.read(other, names)
    if isinstance(called, Macro):
        reader.run(called, node, given)
        return None
    if called is None or isinstance(called, Items | Module):
        return None
    return reader.types.result(called)


def _either(reader: Reader, node: nodes.Or, names: Names) -> Any:
    left, right = reader.read(node.left, names), reader.read(node.right, names)
    if isinstance(node.right, nodes.List) and not node.right.items:
        return left
    return left if left == right else None


def _choice(reader: Reader, node: nodes.CondExpr, names: Names) -> Any:
    reader.read(node.test, names)
    one, other = reader.read(node.expr1, names), reader.read(node.expr2, names)
    return one if one == other or node.expr2 is None else None


def _test(reader: Reader, node: nodes.Test, names: Names) -> Any:
    for child in node.iter_child_nodes():
        reader.read(child, names)


def _filter(reader: Reader, node: nodes.Filter, names: Names) -> Any:
    given = reader.read(node.node, names)
    for argument in (*node.args, *node.kwargs, node.dyn_args, node.dyn_kwargs):
        reader.read(argument, names)
    if node.node is None or not reader.is_jinjas(node.name):
        return None
    each = reader.each(given)
    if each is None:
        return None
    for path in _attributes_named(node):
        _follow(reader, each, path, node)
    if node.name in _KEEPING:
        return Items(each)
    return each if node.name in _PICKING else None


def _attributes_named(node: nodes.Filter) -> Iterator[str]:
    """Yield the attributes of the items that a filter is told to look at."""
    keywords = {str(keyword.key): keyword.value for keyword in node.kwargs}
    named = keywords.get("attribute")
    if node.name in _NAMING and node.args:
        named = node.args[0]
    asks = any(
        isinstance(each, nodes.Const) and each.value in _FORGIVING
        for each in node.args[1:]
    )
    if asks or "default" in keywords:
        return
    if isinstance(named, nodes.Const) and isinstance(named.value, str):
        yield from named.value.split(",") if node.name == "sort" else [named.value]


def _follow(reader: Reader, owner: Any, path: str, node: nodes.Filter) -> None:
    chain = f"{_written(node.node)}[...]" if node.node is not None else ""
    for name in path.split("."):
        if not name.isidentifier():
            return
        chain = f"{chain}.{name}"
        owner = reader.attribute(owner, name, node, chain)


_Step: TypeAlias = Callable[[Reader, Any, Names], Any]

_STEPS: Final[Mapping[type[nodes.Node], _Step]] = {
    nodes.Call: _call,
    nodes.CondExpr: _choice,
    nodes.Filter: _filter,
    nodes.Getattr: _getattr,
    nodes.Getitem: _getitem,
    nodes.Name: _name,
    nodes.Or: _either,
    nodes.Test: _test,
}
