"""What turns a piece of a path into a value, and a value into a piece of a path.

Layer 1. The interface is werkzeug's, so that a converter written for it serves here
unchanged; what is added is its type, by which a converter and the annotation of a
parameter can be compared before the first request.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar, get_args, get_origin
from uuid import UUID

from werkzeug.routing import (
    AnyConverter,
    BaseConverter,
    FloatConverter,
    IntegerConverter,
    PathConverter,
    UnicodeConverter,
    UUIDConverter,
)

__all__ = ["Converter", "Signed", "product_of"]

T = TypeVar("T")

_PRODUCTS: Final[dict[type[BaseConverter], type]] = {
    AnyConverter: str,
    FloatConverter: float,
    IntegerConverter: int,
    PathConverter: str,
    UUIDConverter: UUID,
    UnicodeConverter: str,
}


class Converter(BaseConverter, Generic[T]):
    """A converter that makes values of type ``T``.

    A subclass gives ``regex``, what the text must look like, and the two
    conversions; ``to_python`` raises ``ValueError`` for text that it cannot convert,
    which means that the path does not match. If the text may hold slashes, the
    regular expression says so by holding one.

    Example:
        >>> class Hex(Converter[int]):
        ...     regex = "[0-9a-f]+"
        ...
        ...     def to_python(self, value: str) -> int:
        ...         return int(value, 16)
        ...
        ...     def to_url(self, value: int) -> str:
        ...         return f"{value:x}"
        >>> Hex().to_python("ff")
        255
    """

    name: str | None = None
    """The name that templates use, unless another is given at registration."""

    def __init__(self, map: Any = None, *args: Any, **options: Any) -> None:  # noqa: A002  # werkzeug's name
        super().__init__(map, *args, **options)

    def to_python(self, value: str) -> T:
        """Return what *value*, a piece of a path, stands for.

        Raises:
            ValueError: If it stands for nothing, so that the path does not match.
        """
        converted: T = super().to_python(value)
        return converted

    def to_url(self, value: T) -> str:
        """Return the piece of a path that stands for *value*, quoted."""
        return super().to_url(value)


@dataclass(frozen=True, slots=True)
class Signed:
    """Lets a number have a sign: ``Annotated[int, Signed()]``.

    Example:
        >>> from typing import Annotated
        >>> from kolben import App
        >>> app = App("example")
        >>> @app.get("/celsius/<degrees>")
        ... def kelvin(degrees: Annotated[int, Signed()]) -> str:
        ...     return f"{degrees + 273} K"
        >>> app.test_client().get("/celsius/-10").text
        '263 K'
    """


def product_of(converter: type[BaseConverter]) -> object | None:
    """Return the type that *converter* makes, if it says so.

    Example:
        >>> product_of(IntegerConverter)
        <class 'int'>
        >>> product_of(BaseConverter) is None
        True
    """
    for kind in converter.__mro__:
        if kind in _PRODUCTS:
            return _PRODUCTS[kind]
        for base in getattr(kind, "__orig_bases__", ()):
            product: object = next(iter(get_args(base)), None)
            if get_origin(base) is Converter and not isinstance(product, TypeVar):
                return product
    return None
