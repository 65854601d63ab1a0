"""Flashed messages: said in one request, shown in the next, and only there.

Layer 3. They travel in the session, so they survive a redirect without anything
being kept on the server.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from typing import (
    Any,
    ClassVar,
    Final,
    Generic,
    Literal,
    TypeVar,
    get_args,
    get_origin,
    overload,
)

from kolben._annotations import MISSING, describe, plain
from kolben._declaring import Declaring
from kolben._generics import argument_of
from kolben._labels import label_of
from kolben.context import Context, current_context
from kolben.exceptions import SessionError, did_you_mean
from kolben.signals import message_flashed

__all__ = ["Flashes", "flash", "get_flashed_messages"]

C = TypeVar("C", bound=str)

_KEY: Final = "_flashes"


def flash(context: Context, message: str, category: str = "message") -> None:
    """Keep *message* for whoever asks for the flashed messages next.

    Args:
        context: The context whose session carries the message.
        message: What to say to the user.
        category: What kind of message it is: any text; usual are ``"message"``,
            ``"error"``, ``"info"`` and ``"warning"``.

    Raises:
        SessionError: If the application has no secret key.
    """
    session = context.session
    # A new list each time: the session does not see a change inside of a value.
    session[_KEY] = [*session.get(_KEY, ()), (category, message)]
    if message_flashed.receivers:
        message_flashed.send(context.app, message=message, category=category)


@overload
def get_flashed_messages(
    context: Context,
    *,
    with_categories: Literal[False] = False,
    category_filter: Iterable[str] = (),
) -> list[str]: ...
@overload
def get_flashed_messages(
    context: Context,
    *,
    with_categories: Literal[True],
    category_filter: Iterable[str] = (),
) -> list[tuple[str, str]]: ...
@overload
def get_flashed_messages(
    context: Context, *, with_categories: bool, category_filter: Iterable[str] = ()
) -> list[str] | list[tuple[str, str]]: ...
def get_flashed_messages(
    context: Context,
    *,
    with_categories: bool = False,
    category_filter: Iterable[str] = (),
) -> list[str] | list[tuple[str, str]]:
    """Take the flashed messages out of the session and return them.

    Further calls within the same request return the same messages, so that a layout
    and the page in it may both ask.

    Args:
        context: The context whose session carried the messages.
        with_categories: Whether to return pairs of category and message.
        category_filter: The only categories to return; none means all.
    """
    wanted = _categories(category_filter)
    found = [pair for pair in _taken(context) if not wanted or pair[0] in wanted]
    if with_categories:
        return found
    return [message for _, message in found]


def _categories(given: Iterable[str]) -> Collection[str]:
    return (given,) if isinstance(given, str) else frozenset(given)


def _taken(context: Context) -> list[tuple[str, str]]:
    """Return the messages of this request, taking them from the session once."""
    if context.flashes is None:
        session = context.session
        kept = session.pop(_KEY) if _KEY in session else ()
        context.flashes = [(category, message) for category, message in kept]
    return context.flashes


class Flashes(Generic[C]):
    """Flashed messages whose categories are declared, so that a checker knows them.

    The categories are a ``Literal`` of texts, an enumeration whose members are texts,
    or ``str`` for any.

    Raises:
        SessionError: When a subclass is created whose categories are something else.

    Example:
        >>> from typing import Literal
        >>> from kolben import App, Flashes
        >>> class Notices(Flashes[Literal["success", "warning"]]):
        ...     pass
        >>> app = App("example", config={"SECRET_KEY": "a secret of your own"})
        >>> with app.test_request_context():
        ...     Notices.flash("It is saved.", "success")
        ...     Notices.messages()
        [('success', 'It is saved.')]
    """

    _declared: ClassVar[Mapping[str, Any] | None] = None

    def __init_subclass__(cls, **options: Any) -> None:
        """Read which categories there are.

        Raises:
            SessionError: If they cannot be told from the base class.
        """
        super().__init_subclass__(**options)
        categories = argument_of(cls, Flashes)
        if categories is not MISSING:
            with Declaring(f"declaring {label_of(cls)}"):
                cls._declared = _declared(label_of(cls), plain(categories))

    @classmethod
    def flash(cls, message: str, category: C) -> None:
        """Keep *message* for the next page that the client sees.

        Raises:
            ContextError: If there is no request.
            SessionError: If there is no secret key, or *category* is not declared.
        """
        label = label_of(cls)
        if cls._unknown(category):
            known = list(cls._declared or ())
            raise SessionError(
                f"{label} declares no category {category!r}.",
                hint=did_you_mean(str(category), known, f"Use one of {known}."),
            )
        context = current_context(f"'{label}.flash()'")
        flash(context, message, str.__str__(category))

    @classmethod
    def messages(cls) -> list[tuple[C, str]]:
        """Take the messages of the declared categories out of the session.

        A request may ask repeatedly. Messages of other categories are left to who asks
        for those in the same request.

        Returns:
            Pairs of category and message, as they were flashed.

        Raises:
            ContextError: If there is no request.
        """
        context = current_context(f"'{label_of(cls)}.messages()'")
        found = get_flashed_messages(context, with_categories=True)
        names: Mapping[str, Any] = cls._declared or {}
        return [
            (names.get(category, category), message)
            for category, message in found
            if not cls._unknown(category)
        ]

    @classmethod
    def _unknown(cls, category: object) -> bool:
        if not isinstance(category, str):
            return True
        return cls._declared is not None and category not in cls._declared


def _declared(label: str, categories: Any) -> Mapping[str, Any] | None:
    """Return the categories by their text, or None if there may be any.

    Raises:
        SessionError: If they are no texts.
    """
    if categories is str or isinstance(categories, TypeVar):
        return None
    members: Iterable[Any] = ()
    if get_origin(categories) is Literal:
        members = get_args(categories)
    elif isinstance(categories, type) and issubclass(categories, Enum):
        members = categories
    named = {str.__str__(each): each for each in members if isinstance(each, str)}
    if named and len(named) == len(list(members)):
        return named
    raise SessionError(
        f"The categories of {label} are {describe(categories)}, which are no texts.",
        hint='Write \'Flashes[Literal["success", "error"]]\'.',
    )
