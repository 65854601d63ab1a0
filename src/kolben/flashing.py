"""Flashed messages: said in one request, shown in the next, and only there.

Layer 3. They travel in the session, so they survive a redirect without anything
being kept on the server.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final, Literal, overload

from kolben.context import Context
from kolben.signals import message_flashed

__all__ = ["flash", "get_flashed_messages"]

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
