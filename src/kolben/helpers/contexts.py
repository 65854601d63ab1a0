"""What belongs to the current request: whether there is one, its end, its copies.

Layer 8.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from functools import wraps
from typing import Any, ParamSpec, TypeVar, overload

from kolben.context import current
from kolben.helpers._asking import current_request_context
from kolben.responses import Response

__all__ = [
    "after_this_request",
    "copy_current_request_context",
    "has_app_context",
    "has_request_context",
    "stream_with_context",
]

P = ParamSpec("P")
R = TypeVar("R")
Callback = TypeVar(
    "Callback", bound=Callable[[Response], Response | Awaitable[Response]]
)


def after_this_request(callback: Callback) -> Callback:
    """Let *callback* take the response of this request and return it, or another.

    Args:
        callback: A function of the response, which may be ``async def``.

    Returns:
        The callback, unchanged, so that this may be a decorator.

    Raises:
        ContextError: If there is no request.

    Example:
        >>> from kolben import App
        >>> app = App("example")
        >>> @app.get("/")
        ... def index() -> str:
        ...     @after_this_request
        ...     def remember(response: Response) -> Response:
        ...         response.set_cookie("seen", "yes")
        ...         return response
        ...     return "Welcome"
        >>> app.test_client().get("/").headers["Set-Cookie"]
        'seen=yes; Path=/'
    """
    context = current_request_context("after_this_request()")
    if context.response_callbacks is None:
        context.response_callbacks = []
    context.response_callbacks.append(callback)
    return callback


@overload
def stream_with_context(pieces: Iterator[R], /) -> Iterator[R]: ...
@overload
def stream_with_context(
    pieces: Callable[P, Iterator[R]], /
) -> Callable[P, Iterator[R]]: ...
def stream_with_context(pieces: Any, /) -> Any:
    """Keep the context of the request while its body is streamed.

    Kolben does so for every streamed body; this makes sure that there is a request,
    and returns what it was given.

    Args:
        pieces: An iterator of the pieces of the body, or a function that returns one.

    Raises:
        ContextError: If there is no request.

    Example:
        >>> from kolben import App, request
        >>> app = App("example")
        >>> @app.get("/<word>")
        ... def echo(word: str) -> Iterator[str]:
        ...     return stream_with_context(iter([word, request.path]))
        >>> app.test_client().get("/hello").text
        'hello/hello'
    """
    if callable(pieces):

        @wraps(pieces)
        def started(*args: Any, **keywords: Any) -> Any:
            current_request_context("stream_with_context()")
            return pieces(*args, **keywords)

        return started
    current_request_context("stream_with_context()")
    return pieces


def copy_current_request_context(function: Callable[P, R]) -> Callable[P, R]:
    """Let *function* run in another thread or task as if within this request.

    Args:
        function: What will run elsewhere; an ``async def`` is waited for.

    Returns:
        A function of the same arguments.

    Raises:
        ContextError: If there is no request.

    Example:
        >>> from concurrent.futures import ThreadPoolExecutor
        >>> from kolben import App, request
        >>> with App("example").test_request_context("/report"):
        ...     asked = copy_current_request_context(lambda: request.path)
        >>> with ThreadPoolExecutor() as pool:
        ...     pool.submit(asked).result()
        '/report'
    """
    context = current_request_context("copy_current_request_context()").copy()

    @wraps(function)
    def within(*args: P.args, **keywords: P.kwargs) -> R:
        with context.copy():
            result: R = context.app.ensure_sync(function)(*args, **keywords)
            return result

    return within


def has_request_context() -> bool:
    """Whether there is a request.

    Example:
        >>> from kolben import App
        >>> with App("example").app_context():
        ...     has_request_context()
        False
    """
    context = current.get(None)
    return context is not None and context.has_request


def has_app_context() -> bool:
    """Whether there is a context at all.

    Example:
        >>> from kolben import App
        >>> with App("example").app_context():
        ...     has_app_context()
        True
    """
    return current.get(None) is not None
