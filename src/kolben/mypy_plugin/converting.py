"""Whether a converter makes what an annotation says, as far as mypy can tell.

Layer 8. Converters are registered at run time, so only those that Kolben brings are
known here; whatever a registration could change passes.
"""

from __future__ import annotations

from typing import Final

from mypy.nodes import TypeInfo
from mypy.types import (
    AnyType,
    Instance,
    LiteralType,
    NoneType,
    ProperType,
    Type,
    TypeVarType,
    UnionType,
    get_proper_type,
)

__all__ = ["BY_NAME", "disagrees", "is_known", "misspelled", "without_none"]

BY_NAME: Final = {
    "any": "builtins.str",
    "default": "builtins.str",
    "float": "builtins.float",
    "int": "builtins.int",
    "path": "builtins.str",
    "string": "builtins.str",
    "uuid": "uuid.UUID",
}
"""What the converters of these names make."""

_BY_TYPE: Final = {
    "builtins.bool",
    "builtins.float",
    "builtins.int",
    "builtins.object",
    "builtins.str",
    "datetime.date",
    "datetime.datetime",
    "decimal.Decimal",
    "pathlib.PurePosixPath",
    "uuid.UUID",
}
_PATH: Final = "pathlib.PurePosixPath"


def without_none(annotation: Type) -> ProperType:
    """Return *annotation* without its ``None``."""
    proper = get_proper_type(annotation)
    if not isinstance(proper, UnionType):
        return proper
    kept = [each for each in proper.items if not _is_none(each)]
    return get_proper_type(UnionType.make_union(kept))


def _is_none(annotation: Type) -> bool:
    return isinstance(get_proper_type(annotation), NoneType)


def disagrees(converter: str, annotation: Type) -> bool:
    """Whether the built-in *converter* surely makes something else."""
    product = BY_NAME.get(converter)
    wanted = without_none(annotation)
    if product is None:
        return False
    if isinstance(wanted, UnionType):
        return all(disagrees(converter, each) for each in wanted.items)
    if isinstance(wanted, LiteralType):
        return converter != "any"
    if not isinstance(wanted, Instance) or wanted.type.is_protocol:
        return False
    if converter == "path" and wanted.type.has_base(_PATH):
        return False
    return not any(_takes(layer, product) for layer in _layers(wanted.type))


def _layers(info: TypeInfo) -> list[TypeInfo]:
    """Return the class, and what it is a new name of."""
    found = [info]
    while found[-1].is_newtype and found[-1].bases:
        found.append(found[-1].bases[0].type)
    return found


def _takes(info: TypeInfo, product: str) -> bool:
    """Whether what is made is an instance of *info*, which may be an abstract class."""
    if info.fullname in {product, "builtins.object"} or info.is_abstract:
        return True
    if product == "builtins.int" and info.fullname == "builtins.float":
        return True
    return info.module_name in {"collections.abc", "typing", "numbers", "os"}


def is_known(annotation: Type) -> bool:
    """Whether some converter of Kolben's makes it, or nobody can say."""
    wanted = without_none(annotation)
    if isinstance(wanted, AnyType | LiteralType | TypeVarType):
        return True
    if isinstance(wanted, UnionType):
        return all(
            isinstance(get_proper_type(each), LiteralType) for each in wanted.items
        )
    if not isinstance(wanted, Instance):
        return True
    return any(
        each.fullname in _BY_TYPE or each.is_enum or each.has_base("enum.Enum")
        for each in _layers(wanted.type)
    )


def misspelled(name: str) -> str | None:
    """Return the built-in converter that *name* surely means, if it does.

    The letters of one in another order or case, one of them doubled or, in a longer
    word, left out: what else there is may be registered.

    Example:
        >>> [misspelled(name) for name in ("itn", "intt", "strng", "slug", "uint")]
        ['int', 'int', 'string', None, None]
    """
    if name in BY_NAME:
        return None
    return next((each for each in BY_NAME if _is_slip(name, each)), None)


def _is_slip(name: str, meant: str) -> bool:
    lower = name.lower()
    if sorted(lower) == sorted(meant):
        return True
    doubled = {meant[:i] + meant[i] + meant[i:] for i in range(len(meant))}
    dropped = {meant[:i] + meant[i + 1 :] for i in range(len(meant))}
    return lower in doubled or (len(meant) > 4 and lower in dropped)  # noqa: PLR2004
