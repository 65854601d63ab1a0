"""Templates as trees: each file is read and parsed once, and its outline is drawn.

Layer 5. An outline holds what can be said of a template without knowing who renders
it: its blocks, the names that it binds at its top, what it exports, what it extends.
What a template may see depends on who renders it; that is told in :mod:`.analysis`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import jinja2
from jinja2 import nodes

from kolben._sites import Site
from kolben._wording import template_not_loaded
from kolben.exceptions import KolbenError
from kolben.templating.vocabulary import Unknown, unknown_words

__all__ = [
    "Fault",
    "FaultKind",
    "Loaded",
    "Place",
    "Unit",
    "Units",
    "bound_names",
    "module_name",
]

FaultKind: TypeAlias = Literal[
    "block", "circle", "export", "filter", "missing", "syntax", "test"
]
"""What can be wrong with a template, whoever renders it."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a template.

    Attributes:
        template: The name of the template.
        line: The number of the line.
        file: The file of the template, if it has one.

    Example:
        >>> str(Place("post.html", 3)), str(Place("post.html", 3, "pages/post.html"))
        ('post.html:3', 'pages/post.html:3')
    """

    template: str
    line: int
    file: str | None = None

    def __str__(self) -> str:
        return str(Site(self.file or self.template, self.line))


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong with a template, whatever variables it is given.

    Attributes:
        kind: What sort of thing is wrong.
        place: Where; None if the template itself is missing.
        problem: One sentence, without the place.
        hint: One sentence on how to mend it.
    """

    kind: FaultKind
    place: Place | None
    problem: str
    hint: str

    def __str__(self) -> str:
        return self.problem if self.place is None else f"{self.place}: {self.problem}"


@dataclass(frozen=True, eq=False, slots=True)
class Unit:
    """One template, parsed.

    Attributes:
        name: What it is loaded by.
        file: Where it lies, if in a file.
        tree: Its code.
        uptodate: Says whether the file is unchanged; None if that cannot be said.
        tops: What is bound at its top, where blocks and parents see it; imported
            modules with the name of their template.
        exports: What others can import from it.
        blocks: Its blocks.
        inner_blocks: Those of them that stand within another block or a macro.
        macros: The macros at its top.
        extends: Its ``extends`` tags.
        always_extends: Whether one of them is not within an ``if``.
    """

    name: str
    file: str | None
    tree: nodes.Template
    uptodate: Callable[[], bool] | None = None
    tops: dict[str, str | None] = field(default_factory=dict)
    exports: set[str] = field(default_factory=set)
    blocks: dict[str, nodes.Block] = field(default_factory=dict)
    inner_blocks: set[str] = field(default_factory=set)
    macros: dict[str, nodes.Macro] = field(default_factory=dict)
    extends: list[nodes.Extends] = field(default_factory=list)
    always_extends: bool = False

    @classmethod
    def outlined(
        cls,
        name: str,
        file: str | None,
        tree: nodes.Template,
        uptodate: Callable[[], bool] | None = None,
    ) -> Unit:
        """Return the unit of a tree."""
        unit = cls(
            name,
            file,
            tree,
            uptodate,
            blocks={block.name: block for block in tree.find_all(nodes.Block)},
            extends=list(tree.find_all(nodes.Extends)),
            always_extends=any(isinstance(each, nodes.Extends) for each in tree.body),
        )
        for holder in tree.find_all((nodes.Block, nodes.Macro)):
            unit.inner_blocks.update(
                inner.name for inner in holder.find_all(nodes.Block)
            )
        for statement in _top_statements(tree.body):
            unit.note_top(statement)
        return unit

    def note_top(self, statement: nodes.Node) -> None:
        """Note the names that a statement at the top binds."""
        names = bound_names(statement)
        self.tops.update(dict.fromkeys(names))
        if isinstance(statement, nodes.Macro):
            self.macros[statement.name] = statement
        if isinstance(statement, nodes.Import):
            self.tops[statement.target] = module_name(statement)
        if not isinstance(statement, nodes.Import | nodes.FromImport):
            self.exports.update(name for name in names if not name.startswith("_"))

    def place(self, line: int) -> Place:
        """Return the place of a line of this template."""
        return Place(self.name, line, self.file)


def module_name(statement: nodes.Import) -> str | None:
    """Return the template that is imported, if it is written down."""
    template = statement.template
    if isinstance(template, nodes.Const) and isinstance(template.value, str):
        return template.value
    return None


def bound_names(statement: nodes.Node) -> list[str]:
    """Return the names that a statement binds in the scope that it stands in."""
    match statement:
        case nodes.Assign() | nodes.AssignBlock():
            target = statement.target
            named = [target] if isinstance(target, nodes.Name) else []
            named += target.find_all(nodes.Name)
            return [each.name for each in named]
        case nodes.Macro():
            return [statement.name]
        case nodes.Import():
            return [statement.target]
        case nodes.FromImport():
            return [
                name if isinstance(name, str) else name[1] for name in statement.names
            ]
        case _:
            return []


def _top_statements(body: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """Yield the statements of the top scope, those within ``if`` too."""
    for statement in body:
        yield statement
        if isinstance(statement, nodes.If):
            yield from _top_statements(statement.body)
            yield from _top_statements(statement.elif_)
            yield from _top_statements(statement.else_)
        elif isinstance(statement, nodes.ScopedEvalContextModifier):
            yield from _top_statements(statement.body)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of reading a template.

    Attributes:
        unit: The template, unless it is missing or cannot be read.
        missing: What to say if it is missing.
        faults: What is wrong with its text.
        readable: Whether nothing about it is left unknown.
    """

    unit: Unit | None = None
    missing: Fault | None = None
    faults: tuple[Fault, ...] = ()
    readable: bool = True


class Units:
    """Reads templates, each once, and gathers what is wrong with their text.

    Args:
        environment: Loads and parses them; its filters and tests are those they have.
        cache: Keeps what was read, for several pages that have files in common.

    Attributes:
        faults: What was found to be wrong.
        readable: Whether all templates could be read.
    """

    def __init__(
        self, environment: jinja2.Environment, cache: dict[str, Loaded] | None = None
    ) -> None:
        self.environment = environment
        self.faults: list[Fault] = []
        self.readable: bool = True
        self._cache: dict[str, Loaded] = {} if cache is None else cache
        self._read: dict[str, Loaded] = {}

    @property
    def units(self) -> Iterator[Unit]:
        """The templates that were read."""
        return (each.unit for each in self._read.values() if each.unit is not None)

    def find(self, name: str) -> Unit | None:
        """Return a template; None if it is missing or cannot be read."""
        return self._loaded(name).unit

    def missing(self, name: str) -> Fault | None:
        """Return what to say of a template that does not exist; None if it does."""
        return self._loaded(name).missing

    def _loaded(self, name: str) -> Loaded:
        if name not in self._read:
            if name not in self._cache:
                self._cache[name] = _load(self.environment, name)
            loaded = self._read[name] = self._cache[name]
            self.faults += loaded.faults
            self.readable = self.readable and loaded.readable
        return self._read[name]


def _load(environment: jinja2.Environment, name: str) -> Loaded:
    loader = environment.loader
    if loader is None or not loader.has_source_access:
        return Loaded(readable=False)
    try:
        source, file, uptodate = loader.get_source(environment, name)
    except jinja2.TemplateNotFound as error:
        return Loaded(missing=_missing(name, error))
    try:
        tree = environment.parse(source, name, file)
    except jinja2.TemplateSyntaxError as error:
        fault = _syntax_fault(error, name, file)
        return Loaded(faults=(fault,), readable=False)
    unit = Unit.outlined(name, file, tree, uptodate)
    faults = [_fault_of(word, unit) for word in unknown_words(environment, tree)]
    # Jinja's compiler would stop at the first unknown word.
    failure = None if faults else _failure(environment, unit)
    if failure is not None:
        faults = [failure]
    return Loaded(unit, faults=tuple(faults), readable=failure is None)


def _failure(environment: jinja2.Environment, unit: Unit) -> Fault | None:
    """Return what only Jinja's compiler finds; what it makes is kept for rendering."""
    try:
        environment.get_template(unit.name)
    except jinja2.TemplateSyntaxError as error:
        return _syntax_fault(error, unit.name, unit.file)
    return None


def _syntax_fault(
    error: jinja2.TemplateSyntaxError, name: str, file: str | None
) -> Fault:
    place = Place(error.name or name, error.lineno, error.filename or file)
    message = str(error.message).rstrip(".")
    return Fault("syntax", place, f"{message}.", "Mend the syntax of the template.")


def _missing(name: str, error: jinja2.TemplateNotFound) -> Fault:
    if isinstance(error, KolbenError):
        return Fault("missing", None, f"{error.problem.rstrip('.')}.", error.hint)
    return Fault("missing", None, *template_not_loaded(name))


def _fault_of(word: Unknown, unit: Unit) -> Fault:
    return Fault(word.kind, unit.place(word.line), word.problem, word.hint)
