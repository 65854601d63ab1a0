"""What a parameter says of where its value comes from: ``page: Query[int] = 1``.

Layer 4. Each marker is an alias of ``Annotated``, so that the value is a plain ``int``
for type checkers and for the method, and names its source for registration. The
aliases must stay as plain as they are: what is wrapped once more, type checkers and
their plugins no longer see through.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Final, TypeVar

from kolben._annotations import metadata

__all__ = [
    "Body",
    "Cookie",
    "File",
    "Form",
    "Header",
    "Inject",
    "Named",
    "Query",
    "QueryArgs",
    "REQUIRED",
    "Source",
    "source_of",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """Where the value of a parameter comes from.

    Attributes:
        kind: The part of a request, or ``"inject"``.
        marker: The marker as programmers write it.
    """

    kind: str
    marker: str


@dataclass(frozen=True, slots=True)
class Named:
    """The name of an input where it is not that of its parameter.

    Attributes:
        name: The name that clients use.

    Example:
        >>> from typing import Annotated
        >>> from kolben import App, Header, Named
        >>> app = App("example")
        >>> @app.get("/")
        ... def index(trace: Annotated[Header[str], Named("X-Request-Id")]) -> str:
        ...     return trace
        >>> app.test_client().get("/", headers={"X-Request-Id": "a1"}).text
        'a1'
    """

    name: str


Query = Annotated[T, Source("query", "Query")]
"""A value of the query, or a ``list`` of all values of that name."""

QueryArgs = Annotated[T, Source("query_args", "QueryArgs")]
"""The whole query, as a structure of declared fields."""

Header = Annotated[T, Source("header", "Header")]
"""A header of the request; the name's underscores stand for hyphens."""

Cookie = Annotated[T, Source("cookie", "Cookie")]
"""A cookie of the request."""

Body = Annotated[T, Source("body", "Body")]
"""The body of the request, read by its media type and validated."""

Form = Annotated[T, Source("form", "Form")]
"""A field of the submitted form, or the whole form as a structure."""

File = Annotated[T, Source("file", "File")]
"""An uploaded file, or a ``list`` of them."""

Inject = Annotated[T, Source("inject", "Inject")]
"""What a provider of the application makes, by its type."""


class _Required:
    """The type of :data:`REQUIRED`."""

    def __repr__(self) -> str:
        return "REQUIRED"


REQUIRED: Final[Any] = _Required()
"""A default that is none: lets a required input stand behind optional parameters.

Type checkers take the parameter as optional in links then, where inputs such as a
body have no place.
"""


def source_of(annotation: object) -> Source | None:
    """Return the source that *annotation* marks, if it marks one.

    Example:
        >>> source_of(Query[int])
        Source(kind='query', marker='Query')
        >>> source_of(int) is None
        True
    """
    found = [each for each in metadata(annotation) if isinstance(each, Source)]
    return found[-1] if found else None
