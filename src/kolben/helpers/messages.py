"""Messages from one page to the next.

Layer 8.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, overload

from kolben import flashing
from kolben.helpers._asking import current_request_context

__all__ = ["flash", "get_flashed_messages"]


def flash(message: str, category: str = "message") -> None:
    """Keep *message* for the next page that the client sees, and only for that.

    Args:
        message: What to say; Markup stays markup.
        category: What kind of message it is, such as ``"error"``.

    Raises:
        ContextError: If there is no request.
        SessionError: If there is no secret key.

    Example:
        >>> from kolben import App
        >>> app = App("example", config={"SECRET_KEY": "a secret of your own"})
        >>> with app.test_request_context():
        ...     flash("It is saved.")
        ...     get_flashed_messages()
        ['It is saved.']
    """
    flashing.flash(current_request_context("flash()"), message, category)


@overload
def get_flashed_messages(
    with_categories: Literal[False] = False, category_filter: Iterable[str] = ()
) -> list[str]: ...
@overload
def get_flashed_messages(
    with_categories: Literal[True], category_filter: Iterable[str] = ()
) -> list[tuple[str, str]]: ...
def get_flashed_messages(
    with_categories: bool = False,
    category_filter: Iterable[str] = (),
) -> list[str] | list[tuple[str, str]]:
    """Take the flashed messages out of the session; a request may ask repeatedly.

    Args:
        with_categories: Whether to return pairs of category and message.
        category_filter: The categories that are wanted; all, if it is empty.

    Returns:
        The messages, or pairs of category and message, as they were flashed.

    Raises:
        ContextError: If there is no request.

    Example:
        >>> from kolben import App
        >>> app = App("example", config={"SECRET_KEY": "a secret of your own"})
        >>> with app.test_request_context():
        ...     flash("The name is taken.", "error")
        ...     get_flashed_messages(with_categories=True)
        [('error', 'The name is taken.')]
    """
    context = current_request_context("get_flashed_messages()")
    return flashing.get_flashed_messages(
        context, with_categories=with_categories, category_filter=category_filter
    )
