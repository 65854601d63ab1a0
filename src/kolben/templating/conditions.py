"""What a condition in a template says about the names that it asks for.

Layer 5. A template may ask whether it was given something (``x is defined``) before it
uses it. So ``x`` is optional where the answer is known to be yes.
"""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import nodes

__all__ = ["Assured", "asked_words", "assured_by"]

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Assured:
    """The names that exist if a condition holds, and those that do if it fails.

    Filters and tests that were asked for stand among them as ``"filter x"`` and
    ``"test x"``, which no name can be.
    """

    true: frozenset[str] = _NOTHING
    false: frozenset[str] = _NOTHING


def assured_by(condition: nodes.Node) -> Assured:
    """Return what is known when *condition* holds, and when it fails.

    Example:
        >>> from jinja2 import Environment
        >>> tree = Environment().parse("{% if not a is undefined %}{% endif %}")
        >>> assured_by(tree.body[0].test).true
        frozenset({'a'})
    """
    match condition:
        case nodes.Not():
            inner = assured_by(condition.node)
            return Assured(inner.false, inner.true)
        case nodes.And():
            left, right = assured_by(condition.left), assured_by(condition.right)
            return Assured(left.true | right.true, left.false & right.false)
        case nodes.Or():
            left, right = assured_by(condition.left), assured_by(condition.right)
            return Assured(left.true & right.true, left.false | right.false)
        case nodes.Test():
            return _of_test(condition)
        case _:
            return Assured()


def _of_test(test: nodes.Test) -> Assured:
    asked = test.node
    if isinstance(asked, nodes.Name) and test.name == "defined":
        return Assured(true=frozenset({asked.name}))
    if isinstance(asked, nodes.Name) and test.name == "undefined":
        return Assured(false=frozenset({asked.name}))
    if isinstance(asked, nodes.Const) and test.name in {"filter", "test"}:
        return Assured(true=frozenset({f"{test.name} {asked.value}"}))
    return Assured()


def asked_words(known: Assured) -> frozenset[str]:
    """Return the filters and tests among what a condition asks for."""
    return frozenset(name for name in known.true | known.false if " " in name)
