"""The session as a class of declared attributes, which type checkers know.

Layer 3. What the session holds was written by an earlier request, perhaps by an older
release; so it is judged by the declaration when it is read, and what does not fit is
dropped rather than believed. Nothing is kept here: a :class:`TypedSession` is a view,
and what it has read stands on the session, which writes changes back when it is saved.
"""

from __future__ import annotations

from dataclasses import Field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from kolben._annotations import MISSING
from kolben._declaring import Declaring
from kolben._fields import DeclaredField, declared_fields
from kolben._labels import label_of
from kolben._wording import session_key_unknown
from kolben.context import current_context
from kolben.exceptions import SessionError
from kolben.sessions.keys import Key, SessionKeyError
from kolben.sessions.session import Session

__all__ = ["TypedSession"]

_OWN: Final = frozenset({"clear", "current", "of"})


class TypedSession:
    """A typed view of the session: each annotated attribute is one of its keys.

    Every attribute needs a default, which stands for a key that the session does not
    hold; nobody shares it (``dataclasses.field(default_factory=list)`` will do, too).
    Text, numbers, truth, ``None``, times, UUIDs, ``Decimal``, ``Literal``,
    enumerations, containers of these, dataclasses, ``TypedDict``, ``NamedTuple``,
    attrs classes and ``msgspec.Struct`` can be declared. A value *within* a value may
    be changed (``visit.cart.append(3)``): it is noticed when the session is saved.

    What the session holds and the declaration does not allow is dropped, which is
    logged without the value. Deleting an attribute gives its default again.

    Raises:
        SessionError: When a subclass is created that declares an attribute without a
            default, or of a type that a session cannot keep.

    Example:
        >>> from kolben import App, TypedSession
        >>> class Visit(TypedSession):
        ...     user: str | None = None
        ...     cart: list[int] = []
        >>> app = App("example", config={"SECRET_KEY": "a secret of your own"})
        >>> @app.get("/buy/<int:number>")
        ... def buy(number: int) -> list[int]:
        ...     visit = Visit.current()
        ...     visit.cart.append(number)
        ...     return visit.cart
        >>> client = app.test_client()
        >>> client.get("/buy/3").json, client.get("/buy/4").json
        ([3], [3, 4])
    """

    _keys: ClassVar[dict[str, Key]] = {}
    _session: Session

    def __init_subclass__(cls, **options: Any) -> None:
        """Make keys of the annotated attributes.

        Raises:
            SessionError: If one of them cannot be a key.
        """
        super().__init_subclass__(**options)
        label = label_of(cls)
        with Declaring(f"declaring {label}"):
            declared = declared_fields(cls, _OWN, SessionError)
            keys = {each.name: _key_of(label, each) for each in declared}
        for name, key in keys.items():
            setattr(cls, name, key)
        cls._keys = {**cls._keys, **keys}

    @classmethod
    def current(cls) -> Self:
        """Return the view of the session of the current request.

        Raises:
            ContextError: If there is no request.
        """
        return cls.of(current_context(f"'{label_of(cls)}.current()'").session)

    @classmethod
    def of(cls, session: Session) -> Self:
        """Return the view of *session*, such as that of a test's transaction.

        Example:
            >>> class Visit(TypedSession):
            ...     user: str | None = None
            >>> session = Session()
            >>> Visit.of(session).user = "ada"
            >>> session
            <Session {'user': 'ada'}>
        """
        view = cls.__new__(cls)
        object.__setattr__(view, "_session", session)
        return view

    def clear(self) -> None:
        """Take out all declared keys, and no other one."""
        for key in self._keys.values():
            key.__delete__(self)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} with {', '.join(self._keys) or 'no keys'}>"

    if not TYPE_CHECKING:  # checkers would take it for leave to set any attribute

        def __setattr__(self, name: str, value: Any) -> None:
            """Set a declared attribute, or one that the class gives a meaning to."""
            if not hasattr(type(self), name):
                label = label_of(type(self))
                words = session_key_unknown(label, name, self._keys)
                raise SessionKeyError.saying(words)
            object.__setattr__(self, name, value)


def _key_of(label: str, field: DeclaredField) -> Key:
    """Return the key that *field* declares.

    Raises:
        SessionError: If it has no default, or a session cannot keep its type.
    """
    if field.default is MISSING:
        raise SessionError(
            f"{label}.{field.name} has no default, and a session may always be empty.",
            hint=f"Write '{field.name}: {field.text} = ...', perhaps with None.",
        )
    if isinstance(field.default, Field) and callable(field.default.default_factory):
        field = replace(field, default=field.default.default_factory())
    return Key(f"{label}.{field.name}", field)
