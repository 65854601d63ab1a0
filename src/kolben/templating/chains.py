"""What a template asks of its variables: attributes, items, what loops run over.

Layer 5. The walk knows no types; it asks for them, so that a type checker can answer
for what it knows. Nothing is concluded from what nobody knows, nor from what the
template itself asks for first, as by ``post.note is defined``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias

import jinja2
from jinja2 import nodes

from kolben.templating.chain_reading import Reader
from kolben.templating.chain_types import Broken, Macro, Module, Names, Types
from kolben.templating.references import Named, named_by
from kolben.templating.scopes import loads
from kolben.templating.units import Loaded, Unit, Units, bound_names

__all__ = ["broken_chains"]


def broken_chains(
    environment: jinja2.Environment,
    name: str,
    variables: Mapping[str, Any],
    types: Types,
    *,
    cache: dict[str, Loaded] | None = None,
) -> list[Broken]:
    """Return the chains in a template, and all it is made of, that end in nothing.

    Args:
        environment: Loads and parses the templates; it is not asked to render them.
        name: The name of the template.
        variables: What it is given, with types; a type of None is not known.
        types: Answers for the types.
        cache: Keeps what was read, for further pages that have files in common.

    Example:
        >>> from kolben.templating.chain_types import Absent
        >>> class Strings:
        ...     def attribute(self, owner, name):
        ...         known = hasattr("", name)
        ...         return None if known else Absent("str", frozenset(dir("")))
        >>> templates = {"hi.html": "{{ name.uper() }}"}
        >>> environment = jinja2.Environment(loader=jinja2.DictLoader(templates))
        >>> found = broken_chains(environment, "hi.html", {"name": str}, Strings())
        >>> found[0].problem
        "hi.html:1: 'name.uper' is used, but str has no 'uper'."
        >>> found[0].hint
        "Did you mean 'upper'?"
    """
    page = _Page(environment, Units(environment, cache), types)
    unit = page.units.find(name)
    if unit is not None:
        page.render(unit, dict(variables))
    return sorted(page.found)


class _Page:
    """Gathers what is found on the way through all templates of a page."""

    def __init__(
        self, environment: jinja2.Environment, units: Units, types: Types
    ) -> None:
        self.environment = environment
        self.units = units
        self.types = types
        self.found: set[Broken] = set()
        self._rendering: list[str] = []
        self._running: list[nodes.Macro] = []

    def render(self, unit: Unit, names: Names) -> None:
        """Walk through a template that is given *names*, and those that it extends."""
        if unit.name in self._rendering:
            return
        self._rendering.append(unit.name)
        for line in self._lines(unit, ()):
            _Rendering(self, line, names).run()
        self._rendering.pop()

    def _lines(self, unit: Unit, below: tuple[Unit, ...]) -> Iterable[tuple[Unit, ...]]:
        """Return the lines of templates that rendering *unit* may follow."""
        line = (*below, unit)
        parents = [
            parent
            for tag in unit.extends
            for parent in self.named(unit, named_by(tag.template))
            if parent not in line
        ]
        if not parents or not unit.always_extends:
            yield line
        for parent in parents:
            yield from self._lines(parent, line)

    def named(self, unit: Unit, named: Named) -> list[Unit]:
        """Return the templates that *unit* names, as far as they can be read."""
        names = [self.environment.join_path(name, unit.name) for name in named.names]
        found = [each for name in names if (each := self.units.find(name))]
        return found[:1] if named.first else found

    def module(self, unit: Unit, names: Names) -> dict[str, Macro]:
        """Return the macros of an imported template.

        Args:
            unit: The template.
            names: What it is imported with.
        """
        seen = {**names, **dict.fromkeys(unit.tops)}
        macros: dict[str, Macro] = {}
        macros.update(
            (name, Macro(unit, node, {**seen, **macros}))
            for name, node in unit.macros.items()
        )
        for macro in macros.values():
            macro.names.update(macros)
        return macros

    def run_macro(self, macro: Macro, call: nodes.Call, given: list[Any]) -> None:
        """Walk through a macro that is called with *given*.

        What stands by name in the call is not known within; nor is what has a default.
        """
        if macro.node in self._running:
            return
        self._running.append(macro.node)
        names: Names = {**macro.names, **dict.fromkeys(("caller", "kwargs", "varargs"))}
        names |= dict.fromkeys(each.name for each in macro.node.args)
        if call.dyn_args is None:
            required = len(macro.node.args)
            names |= {
                each.name: value
                for each, value in zip(macro.node.args[:required], given, strict=False)
            }
        _Walk(self, macro.unit, {}).walk_all(macro.node.body, names)
        self._running.pop()


class _Rendering:
    """A line of templates, each extending the next, that is given some names."""

    def __init__(self, page: _Page, line: tuple[Unit, ...], names: Names) -> None:
        self.page = page
        self.line = line
        self.names = {**names, **dict.fromkeys(n for unit in line for n in unit.tops)}

    def run(self) -> None:
        """Walk through the tops of the templates, then through what blocks show."""
        for number, unit in enumerate(self.line):
            shown = {
                name for name in unit.blocks if self._is_shown(name, self.line[:number])
            }
            own = self._own_tops(number)
            walk = _Walk(self.page, unit, self.names, shown)
            top = dict(self.names)
            walk.walk_all(unit.tree.body, top)
            walk.run_blocks({**self.names, **{n: top[n] for n in own if n in top}})

    def _own_tops(self, number: int) -> set[str]:
        """Return what only one template of the line binds at its top."""
        others = [unit for at, unit in enumerate(self.line) if at != number]
        return set(self.line[number].tops) - {n for unit in others for n in unit.tops}

    def _is_shown(self, block: str, below: tuple[Unit, ...]) -> bool:
        """Whether a block shows in spite of those of the templates below."""
        bodies = [unit.blocks[block].body for unit in below if block in unit.blocks]
        return all(loads(body, "super") for body in bodies)


class _Walk:
    """Walks through code of one template.

    Args:
        page: What it is a part of.
        unit: The template.
        names: What blocks see of what stands round them.
        shown: The blocks that show.
    """

    def __init__(
        self,
        page: _Page,
        unit: Unit,
        names: Names,
        shown: Iterable[str] = (),
    ) -> None:
        self.page = page
        self.unit = unit
        self.shown = frozenset(shown)
        self.reader = Reader(
            unit, page.environment, page.types, page.found, page.run_macro
        )
        self._names = names
        self._waiting: list[tuple[nodes.Block, Names]] | None = []

    def run_blocks(self, names: Names) -> None:
        """Walk through the blocks that were met.

        Args:
            names: What they see of the top of the template.
        """
        waiting, self._waiting = self._waiting, None
        self._names = names
        for block, seen in waiting or ():
            self.block(block, seen)

    def block(self, block: nodes.Block, names: Names) -> None:
        """Walk through a block, once the top of the template is known."""
        if block.name not in self.shown:
            return
        if self._waiting is not None:
            self._waiting.append((block, dict(names)))
            return
        self.walk_all(block.body, dict(names if block.scoped else self._names))

    def walk(self, node: nodes.Node, names: Names) -> None:
        """Walk through a piece of code, which may bind *names*."""
        step = _STEPS.get(type(node))
        if step is not None:
            step(self, node, names)
        elif isinstance(node, nodes.Expr):
            self.reader.read(node, names)
        else:
            self.walk_all(node.iter_child_nodes(), names)

    def walk_all(self, body: Iterable[nodes.Node], names: Names) -> None:
        """Walk through several pieces of code, one after the other."""
        for node in body:
            self.walk(node, names)

    def bind(self, target: nodes.Node, value: Any, names: Names) -> None:
        """Bind what an assignment or a loop names."""
        if isinstance(target, nodes.Name):
            names[target.name] = value
        elif isinstance(target, nodes.Tuple):
            for place, item in enumerate(target.items):
                self.bind(item, self.reader.unpacked(value, place), names)


def _assign(walk: _Walk, node: nodes.Assign, names: Names) -> None:
    walk.bind(node.target, walk.reader.read(node.node, names), names)


def _assign_block(walk: _Walk, node: nodes.AssignBlock, names: Names) -> None:
    walk.walk_all(node.body, dict(names))
    walk.bind(node.target, None, names)


def _condition(walk: _Walk, node: nodes.If, names: Names) -> None:
    walk.reader.read(node.test, names)
    branches = [dict(names) for _ in range(2 + len(node.elif_))]
    walk.walk_all(node.body, branches[0])
    for other, branch in zip(node.elif_, branches[1:], strict=False):
        walk.walk(other, branch)
    walk.walk_all(node.else_, branches[-1])
    for name in {name for branch in branches for name in branch}:
        values = [branch.get(name) for branch in branches]
        names[name] = values[0] if all(one == values[0] for one in values) else None


def _loop(walk: _Walk, node: nodes.For, names: Names) -> None:
    each = walk.reader.each(walk.reader.read(node.iter, names))
    inner = dict(names)
    walk.bind(node.target, each, inner)
    if node.test is not None:
        walk.reader.read(node.test, inner)
    inner["loop"] = None
    walk.walk_all(node.body, inner)
    walk.walk_all(node.else_, dict(names))


def _with(walk: _Walk, node: nodes.With, names: Names) -> None:
    inner = dict(names)
    values = [walk.reader.read(value, names) for value in node.values]
    for target, value in zip(node.targets, values, strict=True):
        walk.bind(target, value, inner)
    walk.walk_all(node.body, inner)


def _inner(walk: _Walk, node: nodes.FilterBlock | nodes.Scope, names: Names) -> None:
    walk.walk_all(node.body, dict(names))


def _macro(walk: _Walk, node: nodes.Macro, names: Names) -> None:
    names[node.name] = Macro(walk.unit, node, names)


def _call_block(walk: _Walk, node: nodes.CallBlock, names: Names) -> None:
    walk.reader.read(node.call, names)
    inner = {**names, **dict.fromkeys(each.name for each in node.args)}
    walk.walk_all(node.body, inner)


def _block(walk: _Walk, node: nodes.Block, names: Names) -> None:
    walk.block(node, names)


def _include(walk: _Walk, node: nodes.Include, names: Names) -> None:
    for unit in walk.page.named(walk.unit, named_by(node.template)):
        walk.page.render(unit, dict(names) if node.with_context else {})


def _import(walk: _Walk, node: nodes.Import | nodes.FromImport, names: Names) -> None:
    named = named_by(node.template)
    found = walk.page.named(walk.unit, named)
    names.update(dict.fromkeys(bound_names(node)))
    if len(found) != 1 or not named.known:
        return
    macros = walk.page.module(found[0], dict(names) if node.with_context else {})
    if isinstance(node, nodes.Import):
        names[node.target] = Module(macros)
        return
    for name in node.names:
        original, own = (name, name) if isinstance(name, str) else name
        names[own] = macros.get(original)


def _nothing(*_: object) -> None:
    """Leave out what is run under names that only it knows."""


_Step: TypeAlias = Callable[[_Walk, Any, Names], None]

_STEPS: Final[Mapping[type[nodes.Node], _Step]] = {
    nodes.Assign: _assign,
    nodes.AssignBlock: _assign_block,
    nodes.Block: _block,
    nodes.CallBlock: _call_block,
    nodes.Extends: _nothing,
    nodes.FilterBlock: _inner,
    nodes.For: _loop,
    nodes.FromImport: _import,
    nodes.If: _condition,
    nodes.Import: _import,
    nodes.Include: _include,
    nodes.Macro: _macro,
    nodes.OverlayScope: _nothing,
    nodes.Scope: _inner,
    nodes.With: _with,
}
