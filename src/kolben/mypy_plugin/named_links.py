"""Links by a literal name, judged by the manifest.

Layer 8. What the link lacks is told in the words of its building; whether its values
are of the right types is asked of mypy, by a call of the signature that the manifest
gives to the name.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Final

from mypy.checker import TypeChecker
from mypy.nodes import (
    ARG_NAMED_OPT,
    ARG_STAR,
    ARG_STAR2,
    CallExpr,
    TypeInfo,
)
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    LiteralType,
    NoneType,
    Type,
    TypeOfAny,
    UnionType,
)

from kolben._wording import endpoint_unknown, link_cannot_carry, link_lacks
from kolben.mypy_plugin.codes import URL
from kolben.mypy_plugin.manifest import Entry, Manifest
from kolben.mypy_plugin.reporting import report

__all__ = ["ClassNamed", "judge_named_link", "type_of_text"]

_OPTIONS: Final = {
    "_anchor": "str | None",
    "_external": "bool | None",
    "_method": "str | None",
    "_scheme": "str | None",
}

ClassNamed = Callable[[str], TypeInfo | None]
"""Finds a class by its full name."""


def judge_named_link(
    manifest: Manifest, name: str, call: CallExpr, api: TypeChecker, found: ClassNamed
) -> CallableType | None:
    """Report what is wrong with a link to *name*.

    Returns:
        The signature that the rest of the call has to fit, or nothing if there is no
        more to say.
    """
    entries = manifest.meant_by(name)
    if not entries:
        report(api, call, endpoint_unknown(name, manifest.entries), URL)
        return None
    if len(entries) > 1:
        return None
    [entry] = entries
    given = {each for each in call.arg_names[1:] if each is not None}
    open_ended = {ARG_STAR, ARG_STAR2} & set(call.arg_kinds)
    missing = [each for each in entry.required if each not in given]
    if missing and not open_ended:
        spare = given - {*entry.required, *entry.optional, *_OPTIONS}
        report(api, call, link_lacks(entry.name, entry.rule, missing, spare), URL)
    for each in sorted(given & set(entry.refused)):
        words = link_cannot_carry(entry.name, each, entry.refused[each])
        report(api, call, words, URL)
    return _signature(entry, name, api, found)


def _signature(
    entry: Entry, name: str, api: TypeChecker, found: ClassNamed
) -> CallableType:
    """Return a signature that takes what the link takes, and anything else besides."""
    values = {**entry.optional, **entry.required, **_OPTIONS}
    anything = AnyType(TypeOfAny.special_form)
    return CallableType(
        [*(type_of_text(text, found) for text in values.values()), anything],
        [*(ARG_NAMED_OPT for _ in values), ARG_STAR2],
        [*values, None],
        anything,
        api.named_type("builtins.function"),
        name=f"url_for({name!r})",
    )


def type_of_text(text: str, found: ClassNamed) -> Type:
    """Return the type that the manifest writes as *text*; what is unknown is Any."""
    try:
        return _type_of(ast.parse(text, mode="eval").body, found)
    except (SyntaxError, LookupError):
        return AnyType(TypeOfAny.special_form)


def _type_of(node: ast.expr, found: ClassNamed) -> Type:
    if isinstance(node, ast.Constant) and node.value is None:
        return NoneType()
    if isinstance(node, ast.BinOp):
        return UnionType.make_union(
            [_type_of(node.left, found), _type_of(node.right, found)]
        )
    if isinstance(node, ast.Subscript):
        return _subscribed(node, found)
    return _instance(ast.unparse(node), [], found)


def _subscribed(node: ast.Subscript, found: ClassNamed) -> Type:
    """Return a ``Literal`` or a collection."""
    name = ast.unparse(node.value)
    if name != "Literal":
        return _instance(name, [_type_of(node.slice, found)], found)
    values = ast.literal_eval(node.slice)
    return UnionType.make_union(
        [
            NoneType()
            if value is None
            else LiteralType(value, _instance(type(value).__name__, [], found))
            for value in (values if isinstance(values, tuple) else (values,))
        ]
    )


def _instance(name: str, arguments: list[Type], found: ClassNamed) -> Instance:
    info = found(name if "." in name else f"builtins.{name}")
    if info is None:
        raise LookupError(name)
    missing = len(info.type_vars) - len(arguments)
    anything = AnyType(TypeOfAny.special_form)
    return Instance(info, [*arguments, *(anything for _ in range(missing))])
