"""Judges whether a converter, its arguments and an annotation fit together.

Layer 1. A converter and an annotation both say what a variable is. Where they differ,
the handler would get something else than its signature says; where an argument makes
no sense, no path would ever match. Both are found when the route is declared.
"""

from __future__ import annotations

from collections.abc import Iterator
from inspect import isclass
from typing import Annotated, Any, Literal, NewType, get_args, get_origin

from werkzeug.routing import (
    AnyConverter,
    BaseConverter,
    FloatConverter,
    IntegerConverter,
    PathConverter,
    UnicodeConverter,
    UUIDConverter,
)

from kolben._annotations import UNIONS, metadata, plain
from kolben.routing.conversion import Signed
from kolben.routing.pattern import Variable

__all__ = ["agrees", "is_signed", "layers_of", "require_sensible"]


def layers_of(annotation: object) -> Iterator[object]:
    """Yield every name that *annotation* has for its type, the outermost first.

    Example:
        >>> [layer for layer in layers_of(Annotated[int, Signed()])]
        [<class 'int'>]
    """
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif isinstance(annotation, NewType):
            yield annotation
            annotation = annotation.__supertype__
        else:
            break
    yield plain(annotation)


def is_signed(annotation: object) -> bool:
    """Whether *annotation* lets a number have a sign."""
    return any(
        extra is Signed or isinstance(extra, Signed) for extra in metadata(annotation)
    )


def agrees(converter: BaseConverter, product: object | None, wanted: object) -> bool:
    """Whether *converter*, which makes *product*, makes what *wanted* says."""
    if is_signed(wanted) and not getattr(converter, "signed", False):
        return False
    return any(_makes(converter, product, layer) for layer in layers_of(wanted))


def _makes(converter: BaseConverter, product: object | None, wanted: object) -> bool:
    origin = get_origin(wanted)
    if origin in UNIONS:
        return any(agrees(converter, product, each) for each in get_args(wanted))
    if product is None or wanted in {product, Any, object}:
        return True
    if origin is Literal:
        items = getattr(converter, "items", None)
        return items is not None and items <= set(get_args(wanted))
    if product is int and wanted is float:
        return True
    product = plain(product)
    return _is_subclass(get_origin(product) or product, origin or wanted)


def _is_subclass(product: object, wanted: object) -> bool:
    """Whether *product* is a subclass; what is no class is given the benefit."""
    if not (isclass(product) and isclass(wanted)):
        return True
    try:
        return issubclass(product, wanted)
    except TypeError:  # a protocol that cannot be asked
        return True


def require_sensible(converter: BaseConverter, variable: Variable) -> None:
    """Refuse arguments that a built-in converter takes, but cannot work with.

    Raises:
        TypeError: If there are too many, or one is of the wrong type.
        ValueError: If they contradict each other.
    """
    kind = type(converter)
    if kind in {PathConverter, UUIDConverter} and (
        variable.arguments or variable.options
    ):
        raise TypeError("it takes none")
    if kind is AnyConverter:
        _require_items(variable.arguments)
    elif kind is UnicodeConverter:
        _require_lengths(variable)
    elif isinstance(converter, IntegerConverter | FloatConverter):
        _require_limits(converter)


def _require_items(items: tuple[object, ...]) -> None:
    if not items or not all(isinstance(item, str) and item for item in items):
        raise TypeError("it needs texts to choose from; quote what is not a word")


def _require_lengths(variable: Variable) -> None:
    names = ("minlength", "maxlength", "length")
    given = dict(zip(names, variable.arguments, strict=False)) | dict(variable.options)
    lengths = {name: _length(value) for name, value in given.items()}
    shortest = lengths.get("minlength", 1)
    if lengths.get("maxlength", shortest) < shortest:
        raise ValueError("maxlength is below minlength")


def _length(value: object) -> int:
    if type(value) is not int or value < 0:
        raise TypeError(f"{value!r} is not a length")
    return value


def _require_limits(converter: IntegerConverter | FloatConverter) -> None:
    low, high = converter.min, converter.max
    for limit in (low, high):
        if limit is not None and type(limit) not in {int, float}:
            raise TypeError(f"{limit!r} is not a number")
    if type(converter.fixed_digits) is not int or converter.fixed_digits < 0:
        raise TypeError(f"{converter.fixed_digits!r} is not a number of digits")
    if type(converter.signed) is not bool:
        raise TypeError(f"signed={converter.signed!r} is neither True nor False")
    if low is not None and high is not None and low > high:
        raise ValueError("min is above max")
