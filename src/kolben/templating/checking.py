"""Compares what templates use with what their classes declare.

Layer 5. All that does not fit is said at once, at start-up, with the file and the line
of the template; a template that was misspelled would show nothing where a value should
be, and nobody would be told. What reads templates is imported only where there are
classes to check.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import jinja2

from kolben._labels import label_of
from kolben._lazy import load
from kolben._sites import site_of
from kolben._wording import template_name_undeclared, template_variable_unused
from kolben.exceptions import TemplateMismatch, did_you_mean

if TYPE_CHECKING:
    from kolben.templating.analysis import Analysis, NameUse
    from kolben.templating.units import Loaded

__all__ = ["Checks", "Declaration", "Declared", "Mismatch"]


class Declaration(Protocol):
    """What a template class declares, whoever has read it."""

    @property
    def label(self) -> str:
        """What messages call the class."""
        ...

    @property
    def place(self) -> str:
        """Where the class is written, as far as need be, and what it is called."""
        ...

    @property
    def file(self) -> str:
        """The name of its template."""
        ...

    @property
    def variables(self) -> frozenset[str]:
        """What the template may use."""
        ...

    @property
    def own(self) -> frozenset[str]:
        """Those of them that this class adds to its bases."""
        ...


@dataclass(frozen=True, eq=False, slots=True)
class Declared:
    """What a template class declares.

    Attributes:
        owner: The class.
        file: The name of its template.
        variables: What the template may use.
        own: Those of them that this class adds to its bases.
    """

    owner: type
    file: str
    variables: frozenset[str]
    own: frozenset[str]

    @property
    def label(self) -> str:
        """What messages call the class."""
        return label_of(self.owner)

    @property
    def place(self) -> str:
        """Where the class is written, if that is known, and what it is called."""
        site = site_of(self.owner)
        return self.label if site is None else f"{site}: {self.label}"


@dataclass(frozen=True, slots=True, order=True)
class Mismatch:
    """Something that does not fit.

    Attributes:
        problem: One sentence, that begins with the place.
        hint: One sentence on how to mend it.
        variable: The declared variable that it is about, if it is about one.
    """

    problem: str
    hint: str = field(compare=False)
    variable: str | None = field(default=None, compare=False)


class Checks:
    """Checks template classes, and remembers which of them are right.

    Args:
        environment: Gives the environment of the templates.
        given: Gives the names that every template gets besides the globals; None if
            they are not known, and then undeclared names are not judged.
    """

    def __init__(
        self,
        environment: Callable[[], jinja2.Environment],
        given: Callable[[], frozenset[str] | None],
    ) -> None:
        self._environment = environment
        self._given = given
        self._passed: dict[Declaration, Analysis] = {}

    def require_checked(self, declared: Declaration) -> None:
        """Make sure that a class was checked, and that its templates are as they were.

        Raises:
            TemplateMismatch: If the templates do not fit it.
        """
        passed = self._passed.get(declared)
        if passed is None or (
            self._environment().auto_reload
            and not all(unchanged() for unchanged in passed.unchanged)
        ):
            self.require([declared])

    def require(self, classes: Iterable[Declaration]) -> None:
        """Make sure that the templates of *classes* fit them.

        Raises:
            TemplateMismatch: If some do not; it names all problems.
        """
        found = self.mismatches(classes)
        if not found:
            return
        error = TemplateMismatch(found[0].problem, hint=found[0].hint)
        for other in found[1:]:
            error.add_note(f"{other.problem}\n  help: {other.hint}")
        raise error

    def mismatches(
        self,
        classes: Iterable[Declaration],
        *,
        cache: dict[str, Loaded] | None = None,
    ) -> list[Mismatch]:
        """Return all that does not fit, in the order of files and lines.

        Args:
            classes: What to check.
            cache: Keeps what was read of the templates, for further calls.
        """
        analyze: Callable[..., Analysis] = load("kolben.templating.analysis", "analyze")
        environment, given = self._environment(), self._given()
        analyses: dict[str, Analysis] = {}
        cache = {} if cache is None else cache
        strangers: dict[NameUse, list[Declaration]] = defaultdict(list)
        found: dict[str, Mismatch] = {}
        for declared in classes:
            if declared.file not in analyses:
                analyses[declared.file] = analyze(
                    environment, declared.file, cache=cache
                )
            analysis = analyses[declared.file]
            undeclared = _undeclared(
                declared, analysis, set(environment.globals), given
            )
            problems = [*_faults(declared, analysis), *_unused(declared, analysis)]
            found.update((each.problem, each) for each in problems)
            for use in undeclared:
                strangers[use].append(declared)
            if not undeclared and not problems:
                self._passed[declared] = analysis
        ordered = sorted(strangers.items())
        return [*(_stranger(use, who, given) for use, who in ordered), *found.values()]


def _undeclared(
    declared: Declaration,
    analysis: Analysis,
    known: set[str],
    given: frozenset[str] | None,
) -> list[NameUse]:
    """Return the uses of names that the template is not given, one for each line."""
    found: set[NameUse] = set()
    for use in analysis.uses:
        if use.optional or use.name in known:
            continue
        passed = use.name in declared.variables or given is None or use.name in given
        if use.isolated or not passed:
            found.add(use)
    return sorted(found)


def _stranger(
    use: NameUse, classes: list[Declaration], given: frozenset[str] | None
) -> Mismatch:
    variables = {name for declared in classes for name in declared.variables}
    if use.isolated:
        beside = () if use.name in variables else use.beside
        usual = "Add 'with context' to the import, or pass the value to the macro."
        return Mismatch(
            f"{use.place}: {use.name!r} is used, but what is imported or included "
            "without context sees the globals only.",
            did_you_mean(use.name, beside, usual),
        )
    words = template_name_undeclared(
        str(use.place),
        use.name,
        {declared.label for declared in classes},
        {declared.place for declared in classes},
        variables | use.beside | (given or frozenset()),
    )
    return Mismatch(*words)


def _faults(declared: Declaration, analysis: Analysis) -> Iterator[Mismatch]:
    for fault in analysis.faults:
        problem = str(fault)
        if fault.place is None:
            problem = f"{declared.place} cannot be rendered. {problem}"
        yield Mismatch(problem, fault.hint)


def _unused(declared: Declaration, analysis: Analysis) -> Iterator[Mismatch]:
    if not analysis.complete:
        return
    used = {use.name for use in analysis.uses if not use.isolated}
    for name in sorted(declared.own - used):
        strangers = used - declared.variables
        words = template_variable_unused(declared.place, name, declared.file, strangers)
        yield Mismatch(*words, variable=name)
