"""Where typed settings are read from, and how all that is wrong is said at once.

Layer 0. A source knows what its settings are called, so that a message names what
one has to change: a variable of the environment, or a key of a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self

from kolben._annotations import MISSING
from kolben.config.fields import Setting
from kolben.config.texts import (
    Unreadable,
    from_plain,
    from_text,
    takes_empty_text,
)
from kolben.exceptions import nearest

__all__ = ["Environment", "Settings", "Source", "Table", "value_from"]

Settings = Mapping[str, Setting]
"""The settings of a class, by their names."""


class Source(Protocol):
    """Something that settings are read from."""

    def called(self, setting: Setting) -> str:
        """Return what *setting* is called here, for messages."""
        ...

    def find(self, setting: Setting) -> Any:
        """Return what stands here for *setting*, or ``MISSING``."""
        ...

    def read(self, value: Any, annotation: Any) -> Any:
        """Return *value* as what *annotation* declares.

        Raises:
            Unreadable: If it is nothing of the kind.
        """
        ...

    def inside(self, setting: Setting, settings: Settings) -> Source | None:
        """Return the source of the settings within *setting*, if there are any."""
        ...

    def strangers(self, settings: Settings) -> Iterator[str]:
        """Yield what is wrong about names that no setting has."""
        ...


@dataclass(frozen=True, slots=True)
class Environment:
    """Variables of the environment.

    Attributes:
        prefix: How their names start.
        variables: All variables.
    """

    prefix: str
    variables: Mapping[str, str]

    def called(self, setting: Setting) -> str:
        """Return the name of the variable, quoted."""
        return f"the environment variable {self._variable(setting)!r}"

    def find(self, setting: Setting) -> Any:
        """Return the text of the variable; empty text is none for most types."""
        text = self.variables.get(self._variable(setting))
        if text is None or (text == "" and not takes_empty_text(setting.annotation)):
            return MISSING
        return text

    def read(self, value: str, annotation: Any) -> Any:
        """Read text generously."""
        return from_text(value, annotation)

    def inside(self, setting: Setting, settings: Settings) -> Self | None:  # noqa: ARG002  # Source
        """Return the variables that go on with two underscores."""
        prefix = f"{self._variable(setting)}__"
        if not any(name.startswith(prefix) for name in self.variables):
            return None
        return type(self)(prefix, self.variables)

    def strangers(self, settings: Settings) -> Iterator[str]:
        """Yield the variables that are almost one that is not set."""
        known = [self._variable(setting) for setting in settings.values()]
        unset = [name for name in known if name not in self.variables]
        for name in sorted(self.variables) if self.prefix else ():
            nested = any(name.startswith(f"{each}__") for each in known)
            if not name.startswith(self.prefix) or name in known or nested:
                continue
            if meant := nearest(name, unset):
                yield f"no setting reads {name!r}; did you mean {meant!r}?"

    def _variable(self, setting: Setting) -> str:
        return setting.env or self.prefix + setting.name.upper()


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping, such as a file holds.

    Attributes:
        values: What it holds.
        place: The keys that lead to it, with a dot at the end.
    """

    values: Mapping[str, Any]
    place: str = ""

    def called(self, setting: Setting) -> str:
        """Return the key, quoted."""
        return repr(self.place + setting.name)

    def find(self, setting: Setting) -> Any:
        """Return what the key holds."""
        return self.values.get(setting.name, MISSING)

    def read(self, value: Any, annotation: Any) -> Any:
        """Read a value strictly."""
        return from_plain(value, annotation)

    def inside(self, setting: Setting, settings: Settings) -> Self | None:  # noqa: ARG002  # Source
        """Return the table within."""
        inner = self.values.get(setting.name)
        if not isinstance(inner, Mapping):
            return None
        return type(self)(inner, f"{self.place}{setting.name}.")

    def strangers(self, settings: Settings) -> Iterator[str]:
        """Yield the keys that are no setting."""
        for key in self.values:
            if key not in settings:
                meant = nearest(str(key).lower().replace("-", "_"), settings)
                also = f"; did you mean {self.place + meant!r}?" if meant else ""
                yield f"no setting is called {f'{self.place}{key}'!r}{also}"


def value_from(
    source: Source, setting: Setting, found: Any, problems: list[str]
) -> Any:
    """Return *found* as the value of *setting*, or add to *problems*."""
    name, reason = source.called(setting), ""
    try:
        value = source.read(found, setting.annotation)
    except Unreadable as error:
        value, reason = MISSING, str(error)
    if value is MISSING:
        shown = setting.found(found, reason)
        problems.append(f"{name} has to be {setting.text}, and is {shown}")
    elif fault := setting.fault(value):
        problems.append(f"{name} {fault}")
    return value
