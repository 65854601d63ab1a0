"""What the arguments of a link become: its path, its query, or a refusal.

Layer 6. A link is called like the method that it leads to, so what the method takes
from the query is an argument of the link as well, under the name that clients use. The
other inputs of the method cannot be linked to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

from kolben._annotations import describe
from kolben._labels import label_of
from kolben._wording import link_cannot_carry
from kolben.binding import REQUIRED, Input, Plan
from kolben.binding.structures import Structure
from kolben.exceptions import UrlError
from kolben.routing.queries import texts_of

__all__ = ["LinkArguments"]

_Written: TypeAlias = Callable[[Any], Mapping[str, Any]]
"""Returns the arguments of the query that stand for a value, or refuses it."""


class LinkArguments:
    """The arguments of the links to one method of a handler.

    Args:
        plan: What the method takes from a request.

    Example:
        >>> from typing import Annotated
        >>> from kolben import App, Named, Query
        >>> app = App("example")
        >>> @app.get("/search")
        ... def search(words: Annotated[Query[str], Named("q")] = "") -> str:
        ...     return words
        >>> with app.test_request_context():
        ...     app.url_for(search, words="a b")
        '/search?q=a+b'
    """

    def __init__(self, plan: Plan) -> None:
        self._label = plan.signature.label
        self._kept = {
            each.name
            for each in plan.inputs
            if each.source.kind == "query" and each.alias == each.name
        }
        self._written: dict[str, _Written] = {
            each.name: self._writer_of(each) for each in plan.inputs
        }
        for each in plan.dependencies:
            self._written[each.name] = partial(self._refuse, each.name, "Inject")

    def parted(
        self, values: Mapping[str, Any]
    ) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """Return *values* without those that are written otherwise, and these.

        Raises:
            UrlError: If there is one that no URL can carry, or that the method would
                not take.
        """
        if self._written.keys().isdisjoint(values):
            return values, {}
        plain: dict[str, Any] = {}
        query: dict[str, Any] = {}
        for name, value in values.items():
            write = self._written.get(name)
            if write is None:
                plain[name] = value
            elif value is not None and value is not REQUIRED:
                (plain if name in self._kept else query).update(write(value))
        return plain, query

    def _writer_of(self, each: Input) -> _Written:
        """Return what writes the values of *each*."""
        if each.source.kind == "query":
            return partial(self._value, each)
        structure = each.shape.structure
        if each.source.kind == "query_args" and structure is not None:
            return partial(self._fields, each, structure)
        return partial(self._refuse, each.name, each.source.marker)

    def _fields(
        self, each: Input, structure: Structure, value: object
    ) -> dict[str, Any]:
        """Return the fields of *value* that are not what they are by default."""
        kind: Any = Mapping if structure.mapping else structure.kind
        if not isinstance(value, kind):
            raise UrlError(
                f"{each.name!r} of {self._label}() is {describe(each.annotation)}, so "
                f"a link cannot have {value!r} for it.",
                hint=f"Give an object of {label_of(structure.kind)}.",
            )
        fields = [(each, structure.value_of(value, each)) for each in structure.fields]
        written = {
            field.key: held
            for field, held in fields
            if held is not None and not field.is_default(held)
        }
        given = {name: texts_of(name, held) for name, held in written.items()}
        self._require_taken(each, value, each.shape.from_fields, given)
        return written

    def _value(self, each: Input, value: object) -> Mapping[str, Any]:
        """Return *value* under the name that clients use."""
        texts = texts_of(each.name, value)
        if each.shape.is_list:
            self._require_taken(each, value, each.shape.from_texts, texts)
        else:
            for text in texts:
                self._require_taken(each, value, each.shape.from_text, text)
        return {each.alias: value}

    def _require_taken(
        self, each: Input, value: object, read: Callable[[Any], object], given: object
    ) -> None:
        """Make sure that the method takes *value* when it comes back as text."""
        try:
            read(given)
        except ValueError as error:
            raise UrlError(
                f"{self._label}() does not take {value!r} for {each.name!r}: {error}",
                hint=f"Give {each.name!r} what its annotation says, or leave it out.",
            ) from error

    def _refuse(self, name: str, marker: str, value: object) -> Mapping[str, Any]:
        """Refuse *value*, which a URL has no place for."""
        words = link_cannot_carry(self._label, name, marker, repr(value))
        raise UrlError.saying(words)
