"""Whether what a handler says it returns can be sent.

Layer 2. Judged when the handler is registered, for those who run no type checker. Only
what is certain is refused: a name that cannot be read, ``Any``, a protocol or an
abstract class may stand for anything.
"""

from __future__ import annotations

import inspect
from collections.abc import (
    AsyncIterable,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
    Mapping,
)
from dataclasses import is_dataclass
from types import NoneType
from typing import Any, Final, Literal, TypeAlias, get_args, get_origin

import msgspec
import werkzeug.wrappers
from werkzeug.datastructures import Headers

from kolben._annotations import UNIONS, describe, members_of, plain
from kolben.exceptions import ResponseError
from kolben.responses.content import NoPayload

__all__ = ["require_sendable"]

_LENGTHS: Final = (2, 3)
_BODIES: Final = (
    str,
    bytes,
    bytearray,
    list,
    tuple,  # named ones; what they hold is judged when they are returned
    Mapping,
    Iterator,
    msgspec.Struct,
    werkzeug.wrappers.Response,
)
_DECLARED: Final = ("__html__", "__attrs_attrs__", "model_dump_json")
_SECONDS: Final = (int, str, Mapping, list, tuple, Headers)
_LEGAL: Final = (
    "Return text, bytes, a dict, a list, a dataclass, a Json, Html, Redirect or "
    "another response, alone or with status and headers in a tuple."
)
_SLIPS: Final = (
    (
        NoneType,
        (
            "and None is no response",
            "Return something on every path; NoContent() if there is nothing to say.",
        ),
    ),
    (type, ("a class, not an object of it", "Call the class.")),
    (
        AsyncIterable,
        (
            "which is asynchronous and cannot be sent as it is",
            "Return Stream(...) or EventStream(...) of it.",
        ),
    ),
)


def require_sendable(returned: object, label: str) -> None:
    """Make sure that a response can be made of what a handler says it returns.

    Args:
        returned: The return annotation, or what stands for none.
        label: The handler, for the message.

    Raises:
        ResponseError: If nothing of that type can be sent.

    Example:
        >>> require_sendable(tuple[int, str], "show")
        Traceback (most recent call last):
        ...
        kolben.exceptions.ResponseError: show() returns tuple[int, str], where the \
status stands before the body.
          help: Swap them: 'return body, status'.
    """
    found = _refusal(returned)
    if found is not None:
        problem, hint = found
        raise ResponseError(
            f"{label}() returns {describe(returned)}, {problem}.", hint=hint
        )


_Refusal: TypeAlias = tuple[str, str] | None
"""What is wrong and how to mend it, or None if all is well."""


def _refusal(returned: object) -> _Refusal:
    """Judge a whole result."""
    annotation: Any = plain(returned)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in UNIONS:
        return next(filter(None, map(_refusal, arguments)), None)
    if inspect.isclass(origin) and issubclass(origin, Awaitable) and arguments:
        return _refusal(arguments[-1])
    if origin is tuple and arguments:
        return _refusal_of_tuple(arguments)
    return _refusal_of_body(annotation)


def _refusal_of_tuple(items: tuple[Any, ...]) -> _Refusal:
    if len(items) not in _LENGTHS or Ellipsis in items:
        return (
            "a tuple of the wrong length",
            "Return (body, status), (body, headers) or (body, status, headers).",
        )
    body, *rest = map(plain, items)
    if _is_subclass(body, int) and not all(_is_subclass(each, int) for each in rest):
        return (
            "where the status stands before the body",
            "Swap them: 'return body, status'.",
        )
    for each in rest:
        if _is_certainly_none_of(each, _SECONDS):
            return (
                f"where {describe(each)} stands in place of a status or headers",
                "Return (body, status), (body, headers) or (body, status, headers).",
            )
    return _refusal(items[0])


def _refusal_of_body(annotation: Any) -> _Refusal:
    """Judge what is neither a union nor a tuple."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    kind = NoneType if annotation is None else origin or annotation
    if kind is Literal:
        kinds = dict.fromkeys(type(value) for value in arguments)
        return next(filter(None, map(_refusal_of_body, kinds)), None)
    if _is_subclass(kind, Iterator) and arguments:
        return _refusal_of_piece(arguments[0])
    for slip, words in _SLIPS:
        if _is_subclass(kind, slip):
            return words
    if _is_unsendable(kind):
        return "which nothing can make a response of", _LEGAL
    return None


def _refusal_of_piece(piece: Any) -> _Refusal:
    for each in members_of(piece):
        if _is_certainly_none_of(each, (str, bytes, bytearray)):
            return (
                "and what is streamed has to be text or bytes",
                "Yield str(...) of each, or return a list to send JSON.",
            )
    return None


def _is_unsendable(kind: Any) -> bool:
    """Whether no object of *kind* can be sent."""
    if not _is_certain(kind):
        return False
    if issubclass(kind, NoPayload):
        return True
    return not (
        issubclass(kind, _BODIES)
        or is_dataclass(kind)
        or any(hasattr(kind, name) for name in _DECLARED)
        or _has_call(kind)
    )


def _has_call(kind: type) -> bool:
    """Whether objects of *kind* can be called: they may be WSGI applications."""
    return any("__call__" in vars(each) for each in kind.__mro__)


def _is_certainly_none_of(annotation: Any, kinds: tuple[type, ...]) -> bool:
    """Whether *annotation* is a class, and of none of *kinds*."""
    kind = get_origin(annotation) or annotation
    if kind in UNIONS or kind is Literal:
        return False
    if kind is None or kind is NoneType:
        return True
    return _is_certain(kind) and not issubclass(kind, kinds)


def _is_certain(kind: Any) -> bool:
    """Whether *kind* is a class that says what its objects are."""
    return (
        inspect.isclass(kind)
        and kind is not object
        and kind not in (Any, Callable, Iterable)
        and not inspect.isabstract(kind)
        and not getattr(kind, "_is_protocol", False)
    )


def _is_subclass(kind: Any, of: type | tuple[type, ...]) -> bool:
    return inspect.isclass(kind) and issubclass(kind, of)
