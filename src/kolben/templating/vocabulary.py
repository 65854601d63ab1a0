"""The filters and tests that templates use, and those that exist.

Layer 5. Jinja finds an unknown filter when it compiles the template, one at a time,
and not at all within an ``if``; here all are found at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import jinja2
from jinja2 import nodes
from jinja2.filters import FILTERS

from kolben.exceptions import did_you_mean
from kolben.templating.conditions import asked_words, assured_by

__all__ = ["Unknown", "Word", "unknown_words"]

Word: TypeAlias = Literal["filter", "test"]
"""What a name of the vocabulary is used as."""

_NAMING: Final[Mapping[str, tuple[Word, int]]] = {
    "map": ("filter", 0),
    "select": ("test", 0),
    "reject": ("test", 0),
    "selectattr": ("test", 1),
    "rejectattr": ("test", 1),
}
"""Filters that are told by name what to apply, and by which argument."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A filter or a test that does not exist.

    Attributes:
        kind: Whether it is used as a filter or as a test.
        name: What the template calls it.
        line: The line that uses it.
        hint: What it was probably meant to be.
    """

    kind: Word
    name: str
    line: int
    hint: str

    @property
    def problem(self) -> str:
        """What to say of it."""
        return f"There is no {self.kind} {self.name!r}."


def unknown_words(
    environment: jinja2.Environment, tree: nodes.Template
) -> list[Unknown]:
    """Return the filters and tests of *tree* that *environment* does not have.

    Those that the template asks for first (``{% if "markdown" is filter %}``) are
    left out.

    Example:
        >>> environment = jinja2.Environment()
        >>> tree = environment.parse("{{ name|uper }}{% if 1 is odd %}{% endif %}")
        >>> [(word.kind, word.name, word.hint) for word in
        ...  unknown_words(environment, tree)]
        [('filter', 'uper', "Did you mean 'upper'?")]
    """
    return list(_unknown(environment, tree, frozenset()))


def _unknown(
    environment: jinja2.Environment, node: nodes.Node, asked: frozenset[str]
) -> Iterator[Unknown]:
    for kind, name in _words(environment, node):
        known: Mapping[str, Any] = getattr(environment, f"{kind}s")
        if name not in known and f"{kind} {name}" not in asked:
            usual = f"Declare it by '@app.template_{kind}()', or mend the name."
            hint = did_you_mean(name, known, usual)
            yield Unknown(kind, name, node.lineno, hint)
    if isinstance(node, nodes.If | nodes.CondExpr):
        # What is asked for in the test may be used in either branch, or after 'not'.
        asked |= asked_words(assured_by(node.test))
    for child in node.iter_child_nodes():
        yield from _unknown(environment, child, asked)


def _words(
    environment: jinja2.Environment, node: nodes.Node
) -> Iterator[tuple[Word, str]]:
    """Yield the filters and tests that *node* itself names."""
    if isinstance(node, nodes.Test):
        yield "test", node.name
    if not isinstance(node, nodes.Filter):
        return
    yield "filter", node.name
    kind, place = _NAMING.get(node.name, ("filter", len(node.args)))
    named = node.args[place] if place < len(node.args) else None
    is_jinjas = environment.filters.get(node.name) is FILTERS.get(node.name)
    if is_jinjas and isinstance(named, nodes.Const) and isinstance(named.value, str):
        yield kind, named.value
