"""One declared key of a session: how its values are kept, judged and given back.

Layer 3. A value is kept in the form that every back-end can write: text, numbers,
containers, times, UUIDs, bytes. msgspec makes that form and reads it; here it is said
when, and what happens if the two do not fit.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol, Self, overload
from uuid import UUID

import msgspec
import msgspec.inspect
from markupsafe import Markup

from kolben._annotations import describe
from kolben._conformity import conforms
from kolben._constraints import Constraints
from kolben._fields import DeclaredField
from kolben.exceptions import SessionError
from kolben.json import TaggedJSONSerializer
from kolben.sessions.session import Session

__all__ = ["Key", "SessionKeyError", "SessionTypeError"]

_KEPT_AS_THEY_ARE: Final = (datetime, UUID, bytes)
_UNCHANGEABLE: Final = frozenset({str, int, float, bool, type(None), datetime, UUID})
_ABSENT: Final = object()
_logger: Final = logging.getLogger("kolben.sessions")
_images: Final = TaggedJSONSerializer()


class SessionKeyError(SessionError, AttributeError):
    """A typed session has no such attribute."""


class SessionTypeError(SessionError, TypeError):
    """A value is not of the type that its key in the session is declared with."""


class _View(Protocol):
    _session: Session


@dataclass(slots=True)
class _Read:
    """What a key was read as.

    Attributes:
        raw: What the session held then; another object there makes this outdated.
        value: What was made of it.
        image: What *value* is kept as, in text, to tell whether it was changed.
    """

    raw: Any
    value: Any
    image: str


class Key:
    """A descriptor that stands for one key of the session.

    Args:
        label: What messages call it.
        field: The attribute that declares it.

    Raises:
        SessionError: If a session cannot keep such values, or the default is none.
    """

    def __init__(self, label: str, field: DeclaredField) -> None:
        self.label = label
        self.name: str = field.name
        self._annotation = field.annotation
        self._wanted = _wanted(field)
        self._default = field.default
        self._constraints = Constraints.of(field.annotation)
        _require_keepable(label, field)
        self._form(field.default)

    @overload
    def __get__(self, view: None, owner: type, /) -> Self: ...
    @overload
    def __get__(self, view: _View, owner: type, /) -> Any: ...
    def __get__(self, view: _View | None, owner: type, /) -> Any:
        if view is None:
            return self
        session = view._session  # noqa: SLF001  # a view is ours
        raw = session.get(self.name, _ABSENT)
        found = session.readings.get(self)
        if found is None or found.raw is not raw:
            found = self._read(session, raw)
            if type(found.value) not in _UNCHANGEABLE:
                session.readings[self] = found
        return found.value

    def __set__(self, view: _View, value: Any) -> None:
        session = view._session  # noqa: SLF001  # a view is ours
        form = self._form(value)
        session[self.name] = form
        session.readings[self] = _Read(form, value, _images.dumps(form))

    def __delete__(self, view: _View) -> None:
        session = view._session  # noqa: SLF001  # a view is ours
        session.readings.pop(self, None)
        session.pop(self.name, None)

    def write_back(self, session: Session, found: _Read) -> None:
        """Keep what was changed within the value that was read.

        Raises:
            SessionTypeError: If it is not what is declared any more.
        """
        if session.get(self.name, _ABSENT) is not found.raw:
            return
        if type(found.value) in _UNCHANGEABLE:
            return
        form = self._form(found.value)
        image = _images.dumps(form)
        if image != found.image:
            session[self.name] = form
            session.readings[self] = _Read(form, found.value, image)

    def _read(self, session: Session, raw: Any) -> _Read:
        """Return what *raw* stands for; what it must not be is dropped."""
        if raw is not _ABSENT:
            try:
                value = self._converted(raw)
                return _Read(raw, value, _image_of(value))
            except Exception:  # noqa: BLE001  # a class may refuse values in any way
                self._drop(session, raw)
        default = deepcopy(self._default)
        return _Read(_ABSENT, default, _image_of(default))

    def _drop(self, session: Session, raw: Any) -> None:
        _logger.warning(
            "The session holds %s for %r, where %s is declared as %s; it is dropped.",
            type(raw).__qualname__,
            self.name,
            self.label,
            self._wanted,
        )
        if not session.sealed:
            session.pop(self.name, None)

    def _form(self, value: Any) -> Any:
        """Return what *value* is kept as.

        Raises:
            SessionTypeError: If it is not what is declared, or cannot be kept.
        """
        if not conforms(value, self._annotation):
            raise self._refusal(value, f"not {self._wanted}")
        try:
            form = _form_of(value)
            _images.dumps(form)
            self._converted(form)
        except (TypeError, ValueError, RecursionError) as error:
            why = str(getattr(error, "problem", error)).removesuffix(".")
            reason = f"which could not be read again as {self._wanted}: {why}"
            raise self._refusal(value, reason) from error
        return form

    def _converted(self, form: Any) -> Any:
        """Return the value that is kept as *form*.

        Raises:
            ValueError: If it is not what is declared.
        """
        value = msgspec.convert(form, self._annotation)
        if self._constraints is not None and value is not None:
            violation = self._constraints.violation(value)
            if violation is not None:
                raise ValueError(f"it {violation}")
        return value

    def _refusal(self, value: object, reason: str) -> SessionTypeError:
        return SessionTypeError(
            f"{self.label} is given a value of type {type(value).__qualname__!r}, "
            f"{reason}.",
            hint="Give it what is declared, or change the declaration.",
        )


def _wanted(field: DeclaredField) -> str:
    """Return the declared type for messages; a constraint would not be seen in it."""
    said = describe(field.annotation)
    limited = Constraints.of(field.annotation) is not None
    return f"{said} with constraints" if limited else said


def _form_of(value: Any) -> Any:
    if isinstance(value, Markup):
        return value
    return msgspec.to_builtins(
        value, builtin_types=_KEPT_AS_THEY_ARE, enc_hook=_plain_text
    )


def _plain_text(value: object) -> str:
    """Return text of a subclass of ``str`` as text.

    Raises:
        TypeError: If *value* is no text: msgspec knows the rest of what can be kept.
    """
    if isinstance(value, str):
        return str.__str__(value)
    raise TypeError(f"a value of type {type(value).__qualname__!r} cannot be kept")


def _image_of(value: Any) -> str:
    """Return what tells a value that was changed; nothing changes within a number."""
    return "" if type(value) in _UNCHANGEABLE else _images.dumps(_form_of(value))


def _require_keepable(label: str, field: DeclaredField) -> None:
    """Make sure that values of the declared type come back from JSON.

    Raises:
        SessionError: If they do not.
    """
    try:
        known = msgspec.inspect.type_info(field.annotation)
    except (TypeError, NameError) as error:
        reason = str(error)
    else:
        strangers = sorted({kind.__qualname__ for kind in _strangers(known, set())})
        if not strangers:
            return
        reason = f"nothing is known of how to keep {', '.join(strangers)}"
    raise SessionError(
        f"{label} is declared as {describe(field.annotation)}, which a session cannot "
        f"keep: {reason}.",
        hint="Keep an identifier, text, numbers or a dataclass of these, and load the "
        "rest when it is needed.",
    )


def _strangers(info: Any, seen: set[int]) -> Iterator[type]:
    """Yield the classes within a type that msgspec can only pass through."""
    if id(info) in seen:
        return
    seen.add(id(info))
    if isinstance(info, msgspec.inspect.CustomType):
        yield info.cls
    parts = (getattr(info, name, None) for name in info.__struct_fields__)
    for part in parts:
        for inner in part if isinstance(part, tuple) else (part,):
            if isinstance(inner, msgspec.inspect.Type | msgspec.inspect.Field):
                yield from _strangers(inner, seen)
