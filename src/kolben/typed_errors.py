"""HTTP errors that say what is wrong in a body of a declared type.

Layer 2. An error of one's own is a class: its status, its title and the type of its
body stand in one place, so that type checkers know what is raised, what a handler gets
and, later, what the description of an API promises.
"""

from __future__ import annotations

import copyreg
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import (
    Any,
    ClassVar,
    Final,
    Generic,
    Protocol,
    TypeVar,
    get_origin,
)
from wsgiref.types import WSGIEnvironment

from werkzeug.datastructures import Headers

from kolben._annotations import MISSING, describe, members_of
from kolben._declaring import Declaring
from kolben._generics import argument_of
from kolben._labels import label_of
from kolben.exceptions import ResponseError
from kolben.http_errors import HTTPException
from kolben.json import JSONProvider
from kolben.responses import HeadersValue
from kolben.responses.content import Encodable

__all__ = ["AttrsLike", "HttpError"]


class AttrsLike(Protocol):
    """An instance of a class of attrs."""

    __attrs_attrs__: ClassVar[Any]


B = TypeVar("B", bound=Encodable | AttrsLike | Mapping[str, object])
"""What is sent as an object of JSON; classes of mypy's attrs are no dataclasses."""

_ERRORS: Final = range(400, 600)
_STANDARD: Final = ("type", "title", "status", "detail", "instance")
"""The members of every problem document (RFC 9457, section 3.1)."""


class HttpError(HTTPException, Generic[B]):
    """An HTTP error with a body of a declared type.

    Clients that accept JSON get a problem document (RFC 9457) that holds the fields of
    the body as further members, browsers a page. Handlers for its class, for its code
    and for ``HTTPException`` get it; name ``NotFound`` or the like as a second base to
    have it reach handlers for that class.

    A subclass gives the body, a dataclass, say, and by keywords the ``status`` (400 to
    599) and, if it likes, the ``title`` (by default the phrase of the status), the
    ``detail`` (a sentence for people) and the ``type`` (a URI that names the problem).

    Args:
        body: What there is to say about this one error.
        detail: A sentence for people, in place of that of the class.
        instance: A URI that names this one error.
        headers: What is sent along, ``Retry-After``, say.

    Attributes:
        body: What there is to say about this one error.
        instance: A URI that names this one error.
        headers: What is sent along.

    Example:
        >>> from dataclasses import dataclass
        >>> from kolben import App
        >>> @dataclass
        ... class Missing:
        ...     user_id: int
        >>> class UserNotFound(HttpError[Missing], status=404, title="No such user"):
        ...     pass
        >>> app = App("example")
        >>> @app.get("/users/<user_id>")
        ... def show(user_id: int) -> str:
        ...     raise UserNotFound(Missing(user_id))
        >>> client = app.test_client()
        >>> answer = client.get("/users/3", headers={"Accept": "application/json"})
        >>> answer.json
        {'type': 'about:blank', 'title': 'No such user', 'status': 404, 'user_id': 3}
    """

    title: ClassVar[str | None] = None
    """What the error is called; by default the phrase of its status."""

    problem_type: ClassVar[str] = "about:blank"
    """A URI that names the problem."""

    def __init_subclass__(
        cls,
        *,
        status: int | None = None,
        title: str | None = None,
        detail: str | None = None,
        type: str | None = None,  # noqa: A002  # what RFC 9457 calls it
    ) -> None:
        super().__init_subclass__()
        said = {
            "code": status,
            "title": title,
            "description": detail,
            "problem_type": type,
        }
        for name, value in said.items():
            if value is not None:
                setattr(cls, name, value)
        body = argument_of(cls, HttpError)
        with Declaring(f"creating {label_of(cls)}"):
            if not (isinstance(body, TypeVar) and cls.code is None):
                _require_error(cls)
            _require_structure(cls, body)

    def __init__(
        self,
        body: B,
        *,
        detail: str | None = None,
        instance: str | None = None,
        headers: HeadersValue | None = None,
    ) -> None:
        if self.code is None:
            raise _without_status(type(self))
        super().__init__(description=detail)
        self.body = body
        self.instance = instance
        self.headers: Headers = Headers(headers)

    @property
    def name(self) -> str:
        """The title of the class, or the phrase of its status."""
        return self.title or super().name

    def problem(self, json: JSONProvider) -> dict[str, Any]:
        """Return the problem document.

        Args:
            json: What writes the body. Whatever the body's fields are, the members of
                the standard are those of the error.

        Raises:
            ResponseError: If the body is not written as an object.
            TypeError: If something in the body has no form in JSON.
        """
        said = {
            "type": self.problem_type,
            "title": self.name,
            "status": self.code,
            "detail": self.description,
            "instance": self.instance,
        }
        document = {name: value for name, value in said.items() if value is not None}
        body = json.loads(json.dump_bytes(self.body))
        if not isinstance(body, dict):
            raise ResponseError(
                f"The body of {label_of(type(self))} is written as "
                f"{type(body).__name__}, not as an object of JSON.",
                hint="Give the body fields, as a dataclass has.",
            )
        return document | {n: v for n, v in body.items() if n not in _STANDARD}

    def get_headers(
        self,
        environ: WSGIEnvironment | None = None,
        scope: dict[str, Any] | None = None,
    ) -> list[tuple[str, str]]:
        """Return the headers that the error calls for."""
        return [*super().get_headers(environ, scope), *self.headers]

    def __reduce__(self) -> tuple[Any, ...]:
        return copyreg.__newobj__, (type(self),), self.__dict__  # type: ignore[attr-defined]  # typeshed leaves it out

    def __str__(self) -> str:
        return f"{self.code} {self.name}: {self.description or repr(self.body)}"


def _require_error(cls: type[HttpError[Any]]) -> None:
    if cls.code is None:
        raise _without_status(cls)
    if type(cls.code) is not int or cls.code not in _ERRORS:
        raise ResponseError(
            f"{cls.code!r}, the status of {label_of(cls)}, stands for no error.",
            hint="Give a status from 400 to 599, such as 'status=404'.",
        )


def _without_status(cls: type) -> ResponseError:
    name = label_of(cls)
    return ResponseError(
        f"{name} has no status.",
        hint=f"Write 'class {name}(HttpError[...], status=404)'."
        if cls is not HttpError
        else "Raise a subclass of it that has one.",
    )


def _require_structure(cls: type, body: object) -> None:
    """Make sure that the body of *cls* becomes an object, beside what all have."""
    if body is MISSING:
        raise ResponseError(
            f"{label_of(cls)} does not say what its body is.",
            hint="Write 'HttpError[Body]', with a dataclass, say.",
        )
    for each in members_of(body):
        if not isinstance(get_origin(each) or each, type):
            continue
        names = _field_names(each)
        if names is None:
            raise ResponseError(
                f"{describe(each)} cannot be the body of {label_of(cls)}: it has no "
                "fields.",
                hint="Raise NotFound() and the like where there is nothing to say."
                if each in {None, type(None)}
                else "Declare a dataclass, a TypedDict or the like for it.",
            )
        if clash := next((name for name in _STANDARD if name in names), None):
            raise ResponseError(
                f"The field {clash!r} of {describe(each)} is a member that every "
                f"problem document has, so {label_of(cls)} cannot send it.",
                hint=f"Name the field otherwise, or give the error its own {clash!r}.",
            )


def _field_names(kind: Any) -> Iterable[str] | None:
    """Return the names under which the fields of *kind* are sent, if it has any."""
    kind = get_origin(kind) or kind
    if is_dataclass(kind):
        return [field.name for field in fields(kind)]
    if hasattr(kind, "__struct_encode_fields__"):
        in_a_list = kind.__struct_config__.array_like
        return None if in_a_list else list(kind.__struct_encode_fields__)
    if hasattr(kind, "__attrs_attrs__"):
        return [field.name for field in kind.__attrs_attrs__]
    if hasattr(kind, "model_fields"):
        return [*kind.model_fields, *kind.model_computed_fields]
    if hasattr(kind, "__total__"):
        return [*kind.__required_keys__, *kind.__optional_keys__]
    return () if issubclass(kind, Mapping) else None
