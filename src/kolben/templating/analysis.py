"""What a template takes from outside, with all that it extends, includes and imports.

Layer 5. This is a function from an environment and a name to facts, and nothing else:
the check at start-up, ``kolben check`` and type checkers draw their own conclusions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import jinja2
from jinja2 import nodes

from kolben.exceptions import did_you_mean
from kolben.templating.references import (
    Named,
    macros_called,
    named_by,
    reached,
    reads_context,
)
from kolben.templating.scopes import Bound, Scope, Walker, loads
from kolben.templating.units import Fault, Loaded, Place, Unit, Units

__all__ = ["Analysis", "NameUse", "analyze"]


@dataclass(frozen=True, slots=True, order=True)
class NameUse:
    """A name that a template takes from outside.

    Attributes:
        name: The name.
        place: Where it is used.
        optional: Whether the template makes do without it, as by ``default``.
        isolated: Whether it sees the globals only, as what is imported does unless
            the import says ``with context``.
        beside: The names that the template binds there itself.
    """

    name: str
    place: Place
    optional: bool = False
    isolated: bool = False
    beside: frozenset[str] = field(default=frozenset(), compare=False)


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found out about a template.

    Attributes:
        uses: What it takes from outside, also what is a global.
        faults: What is wrong with it, whatever it is given.
        complete: Whether these are all the uses that there can be; not if a template
            is named by a variable, or something reads the whole context.
        unchanged: Say, for each template that has a part in it, whether it is as it
            was.
    """

    uses: frozenset[NameUse]
    faults: tuple[Fault, ...]
    complete: bool
    unchanged: tuple[Callable[[], bool], ...]


def analyze(
    environment: jinja2.Environment,
    name: str,
    *,
    cache: dict[str, Loaded] | None = None,
) -> Analysis:
    """Return what a template takes from outside, and what is wrong with it.

    Args:
        environment: Loads and parses the templates; it is not asked to render them.
        name: The name of the template.
        cache: Keeps what was read, for further pages that have files in common.

    Example:
        >>> templates = {
        ...     "base.html": "{% block main %}{% endblock %} {{ footer }}",
        ...     "page.html": "{% extends 'base.html' %}"
        ...     "{% block main %}{% for x in items %}{{ x|uper }}{% endfor %}"
        ...     "{% endblock %}",
        ... }
        >>> environment = jinja2.Environment(loader=jinja2.DictLoader(templates))
        >>> found = analyze(environment, "page.html")
        >>> sorted(f"{use.name} at {use.place}" for use in found.uses)
        ['footer at base.html:1', 'items at page.html:1']
        >>> [str(fault) for fault in found.faults]
        ["page.html:1: There is no filter 'uper'."]
    """
    units = Units(environment, cache)
    page = _Page(units, name)
    unit = units.find(name)
    if unit is None:
        missing = units.missing(name)
        faults = [missing] if missing else units.faults
        return Analysis(frozenset(), tuple(faults), complete=False, unchanged=())
    page.render(unit, {}, frozenset(), isolated=False)
    page.judge_blocks()
    return Analysis(
        frozenset(page.uses),
        tuple(dict.fromkeys([*units.faults, *page.faults])),
        complete=page.complete and units.readable,
        unchanged=tuple(each.uptodate for each in units.units if each.uptodate),
    )


@dataclass(frozen=True, eq=False, slots=True)
class _Line:
    """A template and those that it extends, up to the last.

    Attributes:
        units: The templates, the one that is rendered first.
        opened: Whether the last extends another that is not known.
    """

    units: tuple[Unit, ...]
    opened: bool = False

    @property
    def tops(self) -> Bound:
        """What is bound at the top of any of them."""
        return {name: kept for unit in self.units for name, kept in unit.tops.items()}


class _Page:
    """Gathers what is found on the way through all templates of a page."""

    def __init__(self, units: Units, name: str) -> None:
        self.units = units
        self.uses: set[NameUse] = set()
        self.faults: list[Fault] = []
        self.called_blocks: set[str] = set()
        files = reached(units, name)
        self.called = macros_called(files)
        self.complete = not any(reads_context(units.environment, it) for it in files)
        self._rendered: set[object] = set()
        self._lines: dict[str, list[_Line]] = {}

    def render(
        self, unit: Unit, outer: Bound, assured: frozenset[str], *, isolated: bool
    ) -> None:
        """Walk through all that rendering *unit* may run.

        Args:
            unit: The template.
            outer: The names that whoever renders it has bound.
            assured: The names that they have made sure of.
            isolated: Whether it sees the globals only.
        """
        if self.first_time((unit.name, frozenset(outer.items()), assured, isolated)):
            for line in self.lines(unit):
                _Rendering(self, line, outer, assured, isolated=isolated).run()

    def first_time(self, key: object) -> bool:
        """Whether nothing was done yet under *key*."""
        known = key in self._rendered
        self._rendered.add(key)
        return not known

    def lines(self, unit: Unit) -> list[_Line]:
        """Return the lines of templates that rendering *unit* may follow."""
        if unit.name not in self._lines:
            self._lines[unit.name] = list(self._lines_of(unit, ()))
        return self._lines[unit.name]

    def _lines_of(self, unit: Unit, below: tuple[Unit, ...]) -> Iterator[_Line]:
        if not unit.always_extends:
            yield _Line((unit,))
        for tag in unit.extends:
            named = named_by(tag.template)
            parents = self.find(unit, tag, named)
            if not named.known or None in parents:
                self.complete = False
                yield _Line((unit,), opened=True)
            for parent in filter(None, parents):
                yield from self._lines_through(unit, parent, below)

    def _lines_through(
        self, unit: Unit, parent: Unit, below: tuple[Unit, ...]
    ) -> Iterator[_Line]:
        if parent in (*below, unit):
            place = unit.place(unit.extends[0].lineno)
            problem = f"The template extends {parent.name!r}, which extends it."
            hint = "Break the circle: extend another template."
            self.faults.append(Fault("circle", place, problem, hint))
            yield _Line((unit,), opened=True)
            return
        for rest in self._lines_of(parent, (*below, unit)):
            yield _Line((unit, *rest.units), rest.opened)

    def find(
        self, unit: Unit, node: nodes.Node, named: Named, *, lenient: bool = False
    ) -> list[Unit | None]:
        """Return the templates that *unit* names; None for those that cannot be read.

        Args:
            unit: The template that names them.
            node: Where it does.
            named: What it names.
            lenient: Whether they may be missing.
        """
        self.complete = self.complete and named.known
        environment = self.units.environment
        names = [environment.join_path(name, unit.name) for name in named.names]
        if named.first:
            there = [name for name in names if not self.units.missing(name)]
            names = there[:1] or names[-1:]
            lenient = lenient or not named.known
        for name in names:
            missing = self.units.missing(name)
            if missing is not None and not lenient:
                place = unit.place(node.lineno)
                fault = Fault("missing", place, missing.problem, missing.hint)
                self.faults.append(fault)
        return [self.units.find(name) for name in names]

    def exports(self, name: str) -> set[str] | None:
        """Return what can be imported from a template, if that is known."""
        unit = self.units.find(name)
        if unit is None or any(line.opened for line in self.lines(unit)):
            return None
        lines = self.lines(unit)
        return {name for line in lines for each in line.units for name in each.exports}

    def judge_blocks(self) -> None:
        """Find the blocks that fill nothing, as no template above has them."""
        lines = [line for of_unit in self._lines.values() for line in of_unit]
        for unit in {unit for line in lines for unit in line.units}:
            above = [_above(unit, line) for line in lines if unit in line.units]
            if not unit.always_extends or None in above:
                continue
            known = {name for names in above if names for name in names}
            for name in unit.blocks.keys() - unit.inner_blocks - self.called_blocks:
                if name not in known:
                    self.faults.append(_idle_block(unit, name, known))


def _above(unit: Unit, line: _Line) -> set[str] | None:
    """Return the blocks of what *unit* extends along *line*, if they are known."""
    if line.opened:
        return None
    parents = line.units[line.units.index(unit) + 1 :]
    return {name for parent in parents for name in parent.blocks}


def _idle_block(unit: Unit, name: str, known: set[str]) -> Fault:
    usual = "Add the block to the template that is extended, or put it into a block."
    return Fault(
        "block",
        unit.place(unit.blocks[name].lineno),
        f"The block {name!r} is never shown: no template that is extended has it.",
        did_you_mean(name, known, usual),
    )


class _Rendering:
    """A template, rendered by somebody who has bound some names."""

    def __init__(
        self,
        page: _Page,
        line: _Line,
        outer: Bound,
        assured: frozenset[str],
        *,
        isolated: bool,
    ) -> None:
        self.page = page
        self.line = line
        self.outer = outer
        self.assured = assured
        self.isolated = isolated
        self.tops = line.tops

    def run(self) -> None:
        """Walk through the templates, from the one that is rendered to the last."""
        seen = dict(self.outer)
        for unit in self.line.units:
            bound = {**seen, **_specials(unit.tree.body, "self")}
            scope = Scope(bound=bound, assured=self.assured, top=True)
            Walker(_Stage(self, unit)).walk_all(unit.tree.body, scope)
            seen.update(unit.tops)

    def block(self, name: str, bound: Bound, assured: frozenset[str]) -> None:
        """Walk through what is shown in place of a block.

        Args:
            name: The name of the block.
            bound: What it sees of what stands round it.
            assured: The names that were made sure of round it.
        """
        if not self.page.first_time((self, name, frozenset(bound.items()), assured)):
            return
        seen = {**self.outer, **self.tops, **bound}
        for unit in self.line.units:
            block = unit.blocks.get(name)
            if block is None:
                continue
            if block.required and not self.line.opened:
                self._miss(unit, block)
            scope = Scope(
                bound={**seen, **_specials(block.body, "self", "super")},
                assured=assured,
                opened=self.line.opened,
            )
            Walker(_Stage(self, unit)).walk_all(block.body, scope)
            if not loads(block.body, "super"):
                return

    def _miss(self, unit: Unit, block: nodes.Block) -> None:
        first = self.line.units[0]
        place = unit.place(block.lineno)
        problem = f"{first.name!r} does not fill the required block {block.name!r}."
        hint = f"Write '{{% block {block.name} %}}' in {first.name!r}."
        self.page.faults.append(Fault("block", place, problem, hint))


def _specials(body: list[nodes.Node], *names: str) -> Bound:
    """Return those names that Jinja brings only if they are used."""
    return {name: None for name in names if loads(body, name)}


class _Stage:
    """Hears what a walk through one template of a rendering meets."""

    def __init__(self, rendering: _Rendering, unit: Unit) -> None:
        self.rendering = rendering
        self.page = rendering.page
        self.unit = unit
        self.macro_names: Bound = {**rendering.outer, **rendering.tops}

    def used(self, name: nodes.Name | nodes.NSRef, scope: Scope) -> None:
        place, optional = self.unit.place(name.lineno), name.name in scope.assured
        isolated, beside = self.rendering.isolated, frozenset(scope.names())
        self.page.uses.add(NameUse(name.name, place, optional, isolated, beside))

    def reads_all(self) -> None:
        self.page.complete = False

    def wants(self, macro: str) -> bool:
        return macro in self.page.called

    def block(self, block: nodes.Block, scope: Scope) -> None:
        # What stands in a template that extends another is shown where that shows it.
        if scope.top and self.unit is not self.rendering.line.units[-1]:
            return
        bound = scope.names() if block.scoped else {}
        self.rendering.block(block.name, bound, scope.assured)

    def block_called(self, name: str) -> None:
        self.page.called_blocks.add(name)
        self.rendering.block(name, {}, self.rendering.assured)

    def include(self, node: nodes.Include, scope: Scope) -> None:
        named = named_by(node.template)
        found = self.page.find(self.unit, node, named, lenient=node.ignore_missing)
        self._render(found, scope, with_context=node.with_context)

    def imported(self, node: nodes.Import | nodes.FromImport, scope: Scope) -> None:
        found = self.page.find(self.unit, node, named_by(node.template))
        self._render(found, scope, with_context=node.with_context)
        if not isinstance(node, nodes.FromImport) or len(found) != 1 or not found[0]:
            return
        for name in node.names:
            original = name if isinstance(name, str) else name[0]
            self._require_exported(original, found[0].name, node)

    def attribute(self, node: nodes.Getattr, module: str) -> None:
        joined = self.page.units.environment.join_path(module, self.unit.name)
        if not node.attr.startswith("__"):
            self._require_exported(node.attr, joined, node)

    def _render(
        self, found: list[Unit | None], scope: Scope, *, with_context: bool
    ) -> None:
        isolated = self.rendering.isolated or not with_context
        outer = scope.names() if with_context else {}
        for unit in filter(None, found):
            self.page.render(unit, outer, scope.assured, isolated=isolated)

    def _require_exported(self, name: str, template: str, node: nodes.Node) -> None:
        exports = self.page.exports(template)
        if exports is None or name in exports:
            return
        usual = "Define it there with 'macro' or 'set', outside of blocks."
        hint = did_you_mean(name, exports, usual)
        problem = f"The template {template!r} exports no {name!r}."
        place = self.unit.place(node.lineno)
        self.page.faults.append(Fault("export", place, problem, hint))
