"""What a class of settings declares: one setting for each annotated attribute.

Layer 0. It is judged when the class is created, so that reading settings at start has
only the settings themselves to complain about.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, TypeVar, overload

from kolben._annotations import MISSING, optional, plain
from kolben._conformity import conforms
from kolben._constraints import Constraints
from kolben._declaring import Declaring
from kolben._fields import DeclaredField
from kolben.config.showing import HIDDEN, is_secret, shortened, shown
from kolben.exceptions import ConfigError

__all__ = ["Setting", "field"]

T = TypeVar("T")

_ENV: Final = "kolben.env"
_SECRECY: Final = "kolben.secret"
_MUTABLE: Final = (list, dict, set)


@dataclass(frozen=True, slots=True)
class _Options:
    """What :func:`field` was given."""

    default: Any = MISSING
    default_factory: Callable[[], Any] | None = None
    env: str | None = None
    secret: bool | None = None

    @classmethod
    def of(cls, default: object) -> _Options:
        """Return what stands in the body of a class, in place of a default or as one.

        It may be a field of a dataclass, too.
        """
        if not isinstance(default, dataclasses.Field):
            return cls(default)
        factory = default.default_factory
        return cls(
            MISSING if default.default is dataclasses.MISSING else default.default,
            None if factory is dataclasses.MISSING else factory,
            default.metadata.get(_ENV),
            default.metadata.get(_SECRECY),
        )


@overload
def field(*, default: T, env: str | None = None, secret: bool | None = None) -> T: ...
@overload
def field(
    *,
    default_factory: Callable[[], T],
    env: str | None = None,
    secret: bool | None = None,
) -> T: ...
@overload
def field(*, env: str | None = None, secret: bool | None = None) -> Any: ...
def field(
    *,
    default: Any = MISSING,
    default_factory: Callable[[], Any] | None = None,
    env: str | None = None,
    secret: bool | None = None,
) -> Any:
    """Say more of a setting than its type and default.

    Args:
        default: Its value where no source has one.
        default_factory: What makes that value, for lists, dicts and sets.
        env: The whole name of its environment variable, to which no prefix is added.
        secret: Whether its value is never shown. Left out, its name decides: those
            with ``secret``, ``password``, ``token``, ``key`` and the like are.

    Raises:
        ConfigError: If it is given both a default and what makes one.

    Example:
        >>> from kolben import Config, field
        >>> class Settings(Config):
        ...     database: str = field(env="DATABASE_URL", secret=True)
        ...     hosts: list[str] = field(default_factory=list)
        >>> Settings.from_env("SHOP_", {"DATABASE_URL": "postgres://ada:x@db"})
        Settings(database=<hidden>, hosts=[])
    """
    if default is not MISSING and default_factory is not None:
        with Declaring("declaring a setting"):
            raise ConfigError(
                "A setting is given both a default and a factory of defaults.",
                hint="Take one of them out.",
            )
    absent = dataclasses.MISSING
    made: Any = dataclasses.field  # so that it is one in a dataclass as well
    return made(
        default=absent if default is MISSING else default,
        default_factory=absent if default_factory is None else default_factory,
        metadata={_ENV: env, _SECRECY: secret},
    )


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a class.

    Attributes:
        name: The name of the attribute.
        annotation: Its type.
        text: Its type, as a programmer would write it.
        secret: Whether its value is never shown.
        env: The whole name of its environment variable, if it has one of its own.
        constraints: What ``Annotated`` demands of its values.
    """

    name: str
    annotation: Any
    text: str
    secret: bool
    env: str | None
    constraints: Constraints | None
    _default: Any
    _factory: Callable[[], Any] | None

    @classmethod
    def of(cls, label: str, declared: DeclaredField) -> Setting:
        """Read what the class called *label* declares.

        Raises:
            ConfigError: If the default is not what is declared, or would be shared.
            BindError: If a constraint does not fit the type.
        """
        options = _Options.of(declared.default)
        name = declared.name
        secret = options.secret
        setting = cls(
            name=name,
            annotation=declared.annotation,
            text=_wanted(declared),
            secret=is_secret(name) if secret is None else secret,
            env=options.env,
            constraints=Constraints.of(declared.annotation),
            _default=options.default,
            _factory=options.default_factory,
        )
        setting._require_good_default(f"{label}.{name}")
        return setting

    @property
    def required(self) -> bool:
        """Whether there is no default."""
        return self._default is MISSING and self._factory is None

    def default(self) -> Any:
        """Return the default, made anew if something makes it."""
        return self._default if self._factory is None else self._factory()

    def shown(self, value: object) -> str:
        """Return *value* for people, without secrets."""
        return HIDDEN if self.secret else shown(value)

    def found(self, value: object, reason: str = "") -> str:
        """Return what stood in place of a good value, for a message.

        Of a table only the type is told, and *reason*: there is no knowing what
        stands in it.
        """
        kind = type(value).__qualname__
        if isinstance(value, dict) or (isinstance(value, str) and "{" in value):
            return f"a {kind} of another form" + (f" ({reason})" if reason else "")
        text = shortened(self.shown(value))
        return text if kind == "str" else f"{text} ({kind})"

    def fault(self, value: object) -> str | None:
        """Return what is wrong with *value* as the end of a sentence, or None."""
        if not conforms(value, self.annotation):
            return f"has to be {self.text}, and is {self.found(value)}"
        if self.constraints is None or value is None:
            return None
        violation = self.constraints.violation(value)
        return violation and f"{violation}, and is {shortened(self.shown(value))}"

    def _require_good_default(self, label: str) -> None:
        if isinstance(self._default, _MUTABLE):
            kind = type(self._default).__name__
            raise ConfigError(
                f"The default of {label} is a {kind}, which all settings would share.",
                hint=f"Write 'field(default_factory={kind})', or make it a tuple.",
            )
        if self.required or self._factory is not None:
            return
        if fault := self.fault(self._default):
            raise ConfigError(
                f"The default of {label} {fault}.",
                hint="Mend the default or the annotation.",
            )


def _wanted(declared: DeclaredField) -> str:
    """Return what a setting has to be; of an enumeration, its values."""
    kind = plain(optional(plain(declared.annotation))[0])
    if isinstance(kind, type) and issubclass(kind, Enum):
        values = ", ".join(repr(member.value) for member in kind)
        return f"{declared.text} ({values})"
    return declared.text
