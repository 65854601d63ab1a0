"""Whether a value is of the type that an annotation declares, judged at run time.

Layer 0. Settings and sessions are given values by code that no checker may have seen.
Nothing is converted here: a value is what was declared, or it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import NoneType
from typing import Any, Final, Literal, get_args, get_origin

from kolben._annotations import UNIONS, plain

__all__ = ["conforms"]

_ABOVE: Final[Mapping[object, tuple[type, ...]]] = {
    float: (float, int),  # as type checkers promote it
    complex: (complex, float, int),
    None: (NoneType,),
}


def conforms(value: object, annotation: object) -> bool:
    """Return whether *value* is what *annotation* declares.

    The items of containers are judged too, the attributes of objects are not. What
    cannot be judged at run time (a type variable, a protocol) is let through.

    Example:
        >>> conforms([1, 2], list[int]), conforms([1, "2"], list[int])
        (True, False)
        >>> conforms(True, int), conforms(None, int | None), conforms("a", Literal["b"])
        (False, True, False)
    """
    annotation = plain(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in UNIONS:
        return any(conforms(value, member) for member in arguments)
    if origin is Literal:
        return any(type(value) is type(each) and value == each for each in arguments)
    if origin is not None:
        return _conforms_to_generic(value, origin, arguments)
    return _is_instance(value, annotation)


def _conforms_to_generic(value: Any, origin: Any, arguments: tuple[Any, ...]) -> bool:
    if not _is_instance(value, origin):
        return False
    if origin is Callable or origin is type or not arguments:
        return True
    if isinstance(value, Mapping) and len(arguments) == 2:  # noqa: PLR2004  # key, value
        wanted_key, wanted = arguments
        return all(conforms(key, wanted_key) for key in value) and all(
            conforms(item, wanted) for item in value.values()
        )
    if origin is tuple and Ellipsis not in arguments:
        return len(value) == len(arguments) and all(map(conforms, value, arguments))
    if isinstance(value, Collection) and not isinstance(value, str | bytes):
        return all(conforms(item, arguments[0]) for item in value)
    return True


def _is_instance(value: object, kind: Any) -> bool:
    """Whether *value* is an instance of *kind*; truth is no number."""
    if isinstance(value, bool) and kind in {int, float, complex}:
        return False
    kinds: Any = _ABOVE.get(kind, kind)
    if kind is Any or hasattr(kind, "__required_keys__"):  # TypedDict
        return kind is Any or isinstance(value, dict)
    try:
        return isinstance(value, kinds)
    except TypeError:
        return True
