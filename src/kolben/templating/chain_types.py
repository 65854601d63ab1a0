"""What is known of the values in a template: types, and what only templates have.

Layer 5. The types are those of whoever asks, as a type checker; they are only handed
on, so this room needs to know nothing of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from jinja2 import nodes

from kolben.exceptions import did_you_mean
from kolben.templating.units import Place, Unit

__all__ = ["Absent", "Broken", "Items", "Macro", "Module", "Names", "Types"]

Names: TypeAlias = dict[str, Any]
"""Names with the types of what they stand for; None for those that are not known."""


@dataclass(frozen=True, slots=True)
class Absent:
    """An attribute or a key that a type does not have.

    Attributes:
        owner: What messages call the type.
        names: Those that it has.
        builtin: Whether it is one of Python's own types, which nobody mends.
    """

    owner: str
    names: frozenset[str] = frozenset()
    builtin: bool = False


class Types(Protocol):
    """Answers for types, whatever these are; None stands for what is not known."""

    def attribute(self, owner: Any, name: str, /) -> Any | Absent | None:
        """Return the type of ``owner.name``, as Jinja finds it."""

    def item(self, owner: Any, key: str | int | None, /) -> Any | Absent | None:
        """Return the type of ``owner[key]``; a key of None is any key."""

    def each(self, owner: Any, /) -> Any | None:
        """Return the type of what a loop over *owner* gives."""

    def result(self, owner: Any, /) -> Any | None:
        """Return the type of what calling *owner* gives."""


@dataclass(frozen=True, slots=True, order=True)
class Broken:
    """A chain of attributes that ends in nothing.

    Attributes:
        place: Where it is used.
        chain: The chain, up to what is missing.
        name: What is missing.
        absent: Where it is missing.
    """

    place: Place
    chain: str
    name: str
    absent: Absent = field(compare=False)

    @property
    def problem(self) -> str:
        """What to say of it, beginning with the place."""
        owner = self.absent.owner
        return (
            f"{self.place}: {self.chain!r} is used, but {owner} has no {self.name!r}."
        )

    @property
    def hint(self) -> str:
        """How to mend it."""
        usual = "Mend the template, or give it something else."
        if not self.absent.builtin:
            usual = f"Add {self.name!r} to {self.absent.owner}, or mend the template."
        return did_you_mean(self.name, sorted(self.absent.names), usual)


@dataclass(frozen=True, slots=True)
class Items:
    """Something of an unknown type that gives items of a known one."""

    each: Any


@dataclass(frozen=True, eq=False, slots=True)
class Macro:
    """A macro, and what it sees of the top of its template.

    Attributes:
        unit: The template that it stands in.
        node: Its code.
        names: What it sees.
    """

    unit: Unit
    node: nodes.Macro
    names: Names


@dataclass(frozen=True, eq=False, slots=True)
class Module:
    """An imported template.

    Attributes:
        macros: What can be taken out of it.
    """

    macros: dict[str, Macro]
