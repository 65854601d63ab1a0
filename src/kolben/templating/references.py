"""Which other templates a template names, and which of its macros anybody calls.

Layer 5. What cannot be read from the text, such as ``{% include page.widget %}``, is
known to be unknown, so that nobody concludes anything from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import jinja2
from jinja2 import nodes

from kolben.templating.units import Unit, Units

__all__ = ["Named", "macros_called", "named_by", "reached", "reads_context"]

_REFERENCES: Final = (nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)


@dataclass(frozen=True, slots=True)
class Named:
    """The templates that an expression may stand for.

    Attributes:
        names: Their names.
        known: Whether it can stand for no other.
        first: Whether only the first that exists counts.
    """

    names: tuple[str, ...] = ()
    known: bool = True
    first: bool = False


def named_by(expression: nodes.Node) -> Named:
    """Return the templates that *expression* may stand for.

    Example:
        >>> tree = jinja2.Environment().parse("{% include 'a' if b else 'c' %}")
        >>> named_by(tree.body[0].template).names
        ('a', 'c')
    """
    match expression:
        case nodes.Const(value=str(name)):
            return Named((name,))
        case nodes.CondExpr():
            other = expression.expr2
            second = Named(known=False) if other is None else named_by(other)
            return _either(named_by(expression.expr1), second)
        case nodes.Or():
            return _either(named_by(expression.left), named_by(expression.right))
        case nodes.Tuple() | nodes.List():
            items = [named_by(item) for item in expression.items]
            names = tuple(name for item in items for name in item.names)
            return Named(names, all(item.known for item in items), first=True)
        case _:
            return Named(known=False)


def _either(one: Named, other: Named) -> Named:
    if one.first or other.first:
        return Named(known=False)
    return Named(one.names + other.names, one.known and other.known)


def reached(units: Units, name: str) -> list[Unit]:
    """Return a template and all that it names, and they name, and so on."""
    found: dict[str, Unit] = {}
    pending = [name]
    while pending:
        unit = units.find(pending.pop())
        if unit is None or unit.name in found:
            continue
        found[unit.name] = unit
        for node in unit.tree.find_all(_REFERENCES):
            template: nodes.Expr = getattr(node, "template")  # noqa: B009  # all have it
            pending += [
                units.environment.join_path(each, unit.name)
                for each in named_by(template).names
            ]
    return list(found.values())


def macros_called(units: Iterable[Unit]) -> set[str]:
    """Return the names that are mentioned outside of macros that nobody mentions.

    A page may import one macro of a file, and need nothing of what the others use.
    """
    macros: dict[str, list[nodes.Macro]] = {}
    called: set[str] = set()
    for unit in units:
        own = set(map(id, unit.macros.values()))
        called.update(_mentions(unit.tree, own))
        for macro in unit.macros.values():
            macros.setdefault(macro.name, []).append(macro)
    pending = [name for name in macros if name in called]
    while pending:
        for macro in macros.pop(pending.pop(), ()):
            called.update(_mentions(macro))
        pending = [name for name in macros if name in called]
    return called


def _mentions(
    node: nodes.Node, left_out: set[int] | frozenset[int] = frozenset()
) -> Iterator[str]:
    match node:
        case nodes.Name(ctx="load"):
            yield node.name
        case nodes.Getattr():
            yield node.attr
        case nodes.Const(value=str(text)):
            yield text
        case nodes.FromImport():
            yield from (n if isinstance(n, str) else n[0] for n in node.names)
        case _:
            pass
    for child in node.iter_child_nodes():
        if id(child) not in left_out:
            yield from _mentions(child, left_out)


def reads_context(environment: jinja2.Environment, unit: Unit) -> bool:
    """Whether a template calls a function that may read all of its variables.

    Jinja's own are known to read none but those that are written in the template.
    """
    words: list[Any] = [
        *(
            environment.filters.get(each.name)
            for each in unit.tree.find_all(nodes.Filter)
        ),
        *(environment.tests.get(each.name) for each in unit.tree.find_all(nodes.Test)),
        *(
            environment.globals.get(each.name)
            for each in unit.tree.find_all(nodes.Name)
        ),
    ]
    return any(_takes_context(word) for word in words)


def _takes_context(function: Any) -> bool:
    # What stands for the request must not be asked: there may be none now.
    if type(function).__module__ == "werkzeug.local":
        return False
    if str(getattr(function, "__module__", "")).startswith("jinja2."):
        return False
    passed = getattr(function, "jinja_pass_arg", None)
    return getattr(passed, "name", None) == "context"
