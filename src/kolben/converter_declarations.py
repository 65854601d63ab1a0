"""How converters are declared, by name and by type.

Layer 7. A converter serves the templates of the router that it is declared on and of
all that is included there; a nearer one of the same name or type wins.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from kolben._declaring import Declaring
from kolben._freezing import Freezable
from kolben.exceptions import RouteTypeError
from kolben.registrar import Place
from kolben.routing import BaseConverter, Converters

__all__ = ["ConverterDeclarations"]

K = TypeVar("K", bound=type[BaseConverter])


class ConverterDeclarations(Freezable):
    """The part of a router that declares converters."""

    def __init__(self) -> None:
        self._converters: list[tuple[type[BaseConverter], str | None, Any]] = []
        self._places: list[Place] = []

    def add_converter(
        self,
        converter: type[BaseConverter],
        *,
        name: str | None = None,
        type: object = None,  # noqa: A002  # 'type: Slug' is what it is about
    ) -> None:
        """Let templates use *converter*, by name or for an annotation.

        Args:
            converter: A subclass of :class:`~kolben.Converter`.
            name: What templates call it: ``<slug:title>``.
            type: The annotation that it converts to: ``title: Slug``.

        Raises:
            RouteError: If it is given neither, or is no converter.

        Example:
            >>> from kolben import App, Converter
            >>> class Slug(str):
            ...     pass
            >>> class SlugConverter(Converter[Slug]):
            ...     regex = "[a-z-]+"
            ...
            ...     def to_python(self, value: str) -> Slug:
            ...         return Slug(value)
            >>> app = App("example")
            >>> app.add_converter(SlugConverter, type=Slug)
            >>> @app.get("/<title>")
            ... def show(title: Slug) -> str:
            ...     return type(title).__name__
            >>> app.test_client().get("/first-steps").text
            'Slug'
        """
        self._require_open("A converter")
        with Declaring("adding a converter"):
            Converters().add(converter, name=name, type=type)
        self._converters.append((converter, name, type))
        for place in self._places:
            place.converters.add(converter, name=name, type=type)

    def converter(
        self,
        name: str | None = None,
        *,
        type: object = None,  # noqa: A002  # as above
    ) -> Callable[[K], K]:
        """Let templates use the decorated converter; see :meth:`add_converter`.

        Args:
            name: What templates call it.
            type: The annotation that it converts to.

        Example:
            >>> from kolben import App, Converter
            >>> app = App("example")
            >>> @app.converter("year")
            ... class Year(Converter[int]):
            ...     regex = "[0-9]{4}"
            ...
            ...     def to_python(self, value: str) -> int:
            ...         return int(value)
            >>> @app.get("/<year:since>")
            ... def archive(since: int) -> str:
            ...     return f"since {since}"
            >>> app.test_client().get("/1999").text
            'since 1999'
        """
        with Declaring("adding a converter"):
            _require_text(name)

        def decorate(converter: K) -> K:
            self.add_converter(converter, name=name, type=type)
            return converter

        return decorate

    def close_declarations(self) -> None:
        """Take no more declarations, and let go of the applications that took them.

        A router outlives the applications that a test makes of it.
        """
        super().close_declarations()
        self._places = [place for place in self._places if place.scope.parent is None]

    def _settle_converters_in(self, place: Place) -> None:
        """Let *place* use the converters that were declared so far."""
        for converter, name, kind in self._converters:
            place.converters.add(converter, name=name, type=kind)


def _require_text(name: object) -> None:
    if not (name is None or isinstance(name, str)):
        raise RouteTypeError(
            f"A converter cannot be named {name!r}.",
            hint="Write '@app.converter(\"name\")' over the class.",
        )
