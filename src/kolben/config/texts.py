"""What the text of an environment variable means to the type of a setting.

Layer 0. The environment knows text only, so it is read generously: ``yes`` is true,
``a, b`` is a list. Files know types, and are read strictly. Neither reading says what
it found: who asks knows whether that is a secret.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from enum import Enum
from pathlib import Path, PurePath
from types import NoneType
from typing import Any, Final, Literal, get_args, get_origin

import msgspec

from kolben._annotations import members_of
from kolben._conformity import conforms
from kolben._truth import TRUTH

__all__ = ["Unreadable", "from_plain", "from_text", "takes_empty_text"]

_UNITS: Final[Mapping[str, int]] = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_SPAN: Final = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)\s*([smhd]?)", re.ASCII)
_LISTS: Final = (list, tuple, set, frozenset)


class Unreadable(Exception):  # noqa: N818  # a signal between two functions
    """A value cannot be read as the type of a setting.

    Its text, if it has any, says why, and nothing of the value.
    """


def from_plain(value: Any, annotation: Any) -> Any:
    """Return the value of a file or a mapping as what *annotation* declares.

    What a file cannot express is read from text: paths, times, enumerations.

    Raises:
        Unreadable: If it is nothing of the kind.

    Example:
        >>> from_plain("/srv", Path), from_plain(90, timedelta)
        (PosixPath('/srv'), datetime.timedelta(seconds=90))
    """
    if conforms(value, annotation) and not _is_structure(value):
        return value
    kinds = members_of(annotation)
    if timedelta in kinds and type(value) in {int, float}:
        return _from_seconds(value)
    if timedelta in kinds and isinstance(value, str) and _SPAN.fullmatch(value):
        return _span(value)
    if bytes in kinds and isinstance(value, str):
        return value.encode()
    return _converted(value, annotation, strict=True)


def from_text(text: str, annotation: Any) -> Any:
    """Return the text of an environment variable as what *annotation* declares.

    Raises:
        Unreadable: If it is nothing of the kind.

    Example:
        >>> from_text("yes", bool), from_text("a, b", list[str])
        (True, ['a', 'b'])
        >>> from_text("15m", timedelta)
        datetime.timedelta(seconds=900)
    """
    reason = ""
    members = [each for each in members_of(annotation) if each is not NoneType]
    for member in sorted(members, key=lambda member: member in {str, Any, object}):
        try:
            return _member_from_text(text, member)
        except Unreadable as error:
            reason = str(error)
        except (ValueError, OverflowError):
            continue
    raise Unreadable(reason)


def takes_empty_text(annotation: Any) -> bool:
    """Return whether an empty variable means something, and not that it is unset.

    Example:
        >>> takes_empty_text(str | None), takes_empty_text(int)
        (True, False)
    """
    return any(
        member in {str, bytes, Any, object} or (get_origin(member) or member) in _LISTS
        for member in members_of(annotation)
    )


def _member_from_text(text: str, kind: Any) -> Any:  # noqa: PLR0911  # one for each kind
    """Return *text* as *kind*, which is no union."""
    origin = get_origin(kind) or kind
    if kind in {str, Any, object}:
        return text
    if kind is bytes:
        return text.encode()
    text = text.strip()
    if kind is bool:
        return _one_of(text.lower(), TRUTH)
    if kind is timedelta and _SPAN.fullmatch(text):
        return _span(text)
    if origin in _LISTS:
        return _list_from_text(text, kind, origin)
    if choices := _choices(kind, origin):
        return _one_of(text, choices)
    if text.startswith("{"):
        return _converted(_json(text), kind, strict=True)
    return _converted(text, kind, strict=False)


def _list_from_text(text: str, kind: Any, origin: Any) -> Any:
    """Return a list written as JSON, or with commas."""
    if text.startswith("["):
        return _converted(_json(text), kind, strict=True)
    texts = [part.strip() for part in text.split(",")] if text else []
    arguments = get_args(kind) or (str,)
    if origin is tuple and arguments[-1] is not Ellipsis and get_args(kind):
        if len(texts) != len(arguments):
            raise Unreadable
        return tuple(map(from_text, texts, arguments))
    return origin(from_text(each, arguments[0]) for each in texts)


def _choices(kind: Any, origin: Any) -> Mapping[str, Any]:
    """Return the values of a ``Literal`` or an enumeration by their text."""
    if origin is Literal:
        return {str(each): each for each in get_args(kind)}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {str(member.value): member for member in kind}
    return {}


def _one_of(text: str, choices: Mapping[str, Any]) -> Any:
    if text not in choices:
        raise Unreadable
    return choices[text]


def _span(text: str) -> timedelta:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise Unreadable
    return _from_seconds(float(found[1]) * _UNITS[found[2]])


def _from_seconds(seconds: float) -> timedelta:
    try:
        return timedelta(seconds=seconds)
    except (OverflowError, ValueError):
        raise Unreadable from None


def _json(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except (ValueError, RecursionError):
        raise Unreadable("it is no JSON") from None


def _converted(value: Any, annotation: Any, *, strict: bool) -> Any:
    try:
        return msgspec.convert(value, annotation, strict=strict, dec_hook=_made)
    except msgspec.ValidationError as error:
        said = str(error)
        quoted = "'" in said  # a part of the value
        raise Unreadable("" if quoted else said[:1].lower() + said[1:]) from None
    except Exception:  # noqa: BLE001  # a class may refuse values in any way it likes
        raise Unreadable from None


def _is_structure(value: object) -> bool:
    """Whether *value* is a table, which may have to become something else."""
    return isinstance(value, dict)


def _made(kind: type, value: Any) -> Any:
    """Return *value* as a class that msgspec does not know."""
    if isinstance(value, kind):
        return value
    if issubclass(kind, PurePath) and isinstance(value, str):
        return Path(value) if kind is Path else kind(value)
    raise NotImplementedError
