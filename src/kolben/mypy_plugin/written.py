"""Rules as they stand in the source: a path, its options, and where they are written.

Layer 8. mypy gives one hook the call with the path, and another the function that is
decorated; what the first has read travels to the second in the type between the two.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Self

from mypy.nodes import (
    CallExpr,
    Context,
    DictExpr,
    Expression,
    ListExpr,
    NameExpr,
    RefExpr,
    SetExpr,
    StrExpr,
    TupleExpr,
    Var,
)

from kolben.exceptions import RouteError
from kolben.routing.pattern import Pattern

__all__ = ["Call", "Written", "text_in"]

_RULE: Final = "kolben.rules.Rule"


@dataclass(frozen=True)
class Call:
    """What a call is given.

    Attributes:
        positional: By position, as far as that can be read.
        named: By name.
        whole: Whether that is all: there is no ``*`` or ``**``.
    """

    positional: Sequence[Expression]
    named: Mapping[str, Expression]
    whole: bool

    @classmethod
    def of(cls, call: CallExpr) -> Self:
        """Read *call*."""
        positional: list[Expression] = []
        named: dict[str, Expression] = {}
        whole = True
        rows = zip(call.args, call.arg_names, call.arg_kinds, strict=True)
        for value, name, kind in rows:
            if kind.is_star():
                whole = False
            elif name is not None:
                named[name] = value
            elif whole:
                positional.append(value)
        return cls(positional, named, whole)

    def get(self, index: int, name: str) -> Expression | None:
        """Return an argument that may be given by position or by name."""
        if index < len(self.positional):
            return self.positional[index]
        return self.named.get(name)


@dataclass(frozen=True)
class Written:
    """A rule as it is written.

    Attributes:
        path: The template.
        prefix: What stands before it, as far as that is known.
        given: What a match gives besides the variables of the path.
        open: Whether it may give more than can be read here.
        methods: The methods of a function's route, if they can be read.
        line: Where the path is written.
        column: Where in the line.
    """

    path: str
    prefix: str = ""
    given: frozenset[str] = frozenset()
    open: bool = False
    methods: frozenset[str] = frozenset()
    line: int = -1
    column: int = field(default=-1)

    @classmethod
    def of(cls, expression: Expression | None) -> Self | None:
        """Read a path or a ``Rule(...)``, or return nothing if it is no literal."""
        if isinstance(expression, CallExpr):
            callee = expression.callee
            if isinstance(callee, RefExpr) and callee.fullname == _RULE:
                call = Call.of(expression)
                rule = cls.of(call.get(0, "path"))
                return None if rule is None else rule.with_options(call)
            return None
        path = text_in(expression)
        if path is None or expression is None:
            return None
        return cls(path, line=expression.line, column=expression.column)

    def with_options(self, call: Call) -> Self:
        """Return the rule with what the options of *call* say of its variables."""
        names = _names(call.named.get("defaults"))
        hosts = [text_in(value) for value in _hosts(call)]
        given = self.given.union(names or (), *(_variables(host) for host in hosts))
        return replace(
            self,
            given=given,
            open=self.open or not call.whole or names is None or None in hosts,
            methods=_methods(call) if call.whole else frozenset(),
        )

    def under(self, prefix: str | None) -> Self:
        """Return the rule as a router with *prefix* has it: others may stand round."""
        return replace(self, prefix=prefix or "", open=True)

    @property
    def pattern(self) -> Pattern | None:
        """The template with its prefix, or nothing if there is no path.

        Raises:
            RouteError: If it cannot be read.
        """
        if not self.path:
            return Pattern.parse(self.prefix) if self.prefix else None
        own = Pattern.parse(self.path)
        return own.under(Pattern.parse(self.prefix)) if self.prefix else own

    @property
    def node(self) -> Context:
        """The place of the path."""
        return Context(self.line, self.column)

    def to_json(self) -> str:
        """Return the rule as text."""
        return json.dumps(
            {
                **vars(self),
                "given": sorted(self.given),
                "methods": sorted(self.methods),
            }
        )

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the rule of that text.

        Example:
            >>> rule = Written("/<page>", given=frozenset({"language"}))
            >>> Written.from_json(rule.to_json()) == rule
            True
        """
        found = json.loads(text)
        found["given"] = frozenset(found["given"])
        found["methods"] = frozenset(found["methods"])
        return cls(**found)


def text_in(expression: Expression | None) -> str | None:
    """Return the text of a literal, or of a constant that is marked as final."""
    if isinstance(expression, StrExpr):
        return expression.value
    if isinstance(expression, RefExpr) and isinstance(expression.node, Var):
        value = expression.node.final_value
        return value if isinstance(value, str) else None
    return None


def _names(defaults: Expression | None) -> set[str] | None:
    """Return the names in a dict, or nothing if they cannot be read."""
    if defaults is None or _is_none(defaults):
        return set()
    if not isinstance(defaults, DictExpr):
        return None
    names = [text_in(key) for key, _ in defaults.items]
    return None if None in names else {name for name in names if name is not None}


def _hosts(call: Call) -> list[Expression]:
    found = [call.named.get("host"), call.named.get("subdomain")]
    return [each for each in found if each is not None and not _is_none(each)]


def _variables(host: str | None) -> tuple[str, ...]:
    try:
        return Pattern.parse_host(host).names if host else ()
    except RouteError:
        return ()


def _methods(call: Call) -> frozenset[str]:
    listed = call.named.get("methods")
    if isinstance(listed, ListExpr | TupleExpr | SetExpr):
        names = [text_in(each) for each in listed.items]
        if None not in names:
            return frozenset(name.upper() for name in names if name is not None)
    return frozenset()


def _is_none(expression: Expression) -> bool:
    return isinstance(expression, NameExpr) and expression.fullname == "builtins.None"
