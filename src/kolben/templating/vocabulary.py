"""The filters and tests that templates use, and those that exist.

Layer 5. Jinja finds an unknown filter when it compiles the template, one at a time,
and not at all within an ``if``; here all are found at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import jinja2
from jinja2 import nodes

from kolben.exceptions import did_you_mean
from kolben.templating.conditions import asked_words, assured_by

__all__ = ["Unknown", "unknown_words"]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A filter or a test that does not exist.

    Attributes:
        kind: Whether it is used as a filter or as a test.
        name: What the template calls it.
        line: The line that uses it.
        hint: What it was probably meant to be.
    """

    kind: Literal["filter", "test"]
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
    if isinstance(node, nodes.Filter | nodes.Test):
        kind: Literal["filter", "test"] = (
            "filter" if isinstance(node, nodes.Filter) else "test"
        )
        known: Mapping[str, Any] = getattr(environment, f"{kind}s")
        if node.name not in known and f"{kind} {node.name}" not in asked:
            usual = f"Declare it by '@app.template_{kind}()', or mend the name."
            hint = did_you_mean(node.name, known, usual)
            yield Unknown(kind, node.name, node.lineno, hint)
    if isinstance(node, nodes.If | nodes.CondExpr):
        # What is asked for in the test may be used in either branch, or after 'not'.
        asked |= asked_words(assured_by(node.test))
    for child in node.iter_child_nodes():
        yield from _unknown(environment, child, asked)
