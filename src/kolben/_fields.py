"""The attributes that a class declares in its body, with their types and defaults.

Layer 0. Sessions and settings are declared alike: an annotated attribute is a key of
something that comes from outside. So one reader judges the declarations of both.
"""

from __future__ import annotations

import inspect
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from kolben._annotations import MISSING, describe, fields_of
from kolben._labels import label_of
from kolben._sites import calling_frame
from kolben.exceptions import KolbenError

__all__ = ["DeclaredField", "declared_fields", "require_annotated"]

_BEHAVIOUR: Final = (property, classmethod, staticmethod, type)


@dataclass(frozen=True, slots=True)
class DeclaredField:
    """One annotated attribute.

    Attributes:
        name: Its name.
        annotation: Its type, read.
        default: What stands in the body of the class, or ``MISSING``.
    """

    name: str
    annotation: Any
    default: Any

    @property
    def text(self) -> str:
        """The type, as a programmer would write it."""
        return describe(self.annotation)


def declared_fields(
    owner: type, reserved: Collection[str], error: type[KolbenError]
) -> list[DeclaredField]:
    """Return the attributes that the body of *owner* annotates.

    Args:
        owner: The class, just created.
        reserved: The names that the base class needs for itself.
        error: What is raised for what is wrong.

    Raises:
        KolbenError: If a name is reserved or private, or an attribute has a value
            and no annotation, so that nobody would find it; it is an *error*.
        UnresolvedAnnotation: If an annotation cannot be read.
    """
    hints = fields_of(owner, localns=calling_frame().f_locals)
    label = label_of(owner)
    for name in hints:
        if name in reserved or name.startswith("_"):
            why = "means something else there" if name in reserved else "is private"
            raise error(
                f"{label} declares {name!r}, which {why}.", hint="Choose another name."
            )
    require_annotated(owner, error, "it is not declared")
    return [
        DeclaredField(name, hint, vars(owner).get(name, MISSING))
        for name, hint in hints.items()
    ]


def require_annotated(owner: type, error: type[KolbenError], lost: str) -> None:
    """Refuse a value in the body of *owner* that looks like a default, and is none.

    Args:
        owner: The class, just created.
        error: What is raised.
        lost: What follows, as the end of a sentence.

    Raises:
        KolbenError: If a public name has a value and no annotation; it is an *error*.
    """
    annotated = inspect.get_annotations(owner)
    for name, value in vars(owner).items():
        if not (name.startswith("_") or name in annotated or _is_behaviour(value)):
            raise error(
                f"{label_of(owner)} has no annotation for {name!r}, so {lost}.",
                hint=f"Write '{name}: {type(value).__name__} = ...', or ClassVar[...] "
                "if it is a constant of the class.",
            )


def _is_behaviour(value: object) -> bool:
    """Whether *value* is what a class does, and not what it holds."""
    return (
        isinstance(value, _BEHAVIOUR)
        or inspect.isroutine(value)
        or hasattr(value, "__get__")
    )
