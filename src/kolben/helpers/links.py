"""Links, from wherever the code runs.

Layer 8. :meth:`kolben.App.url_for` is to a given application what ``url_for`` is to the
current one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar, overload

from kolben.helpers._asking import current_application
from kolben.resources import HasGet, Resource
from kolben.responses import Defined
from kolben.routing import URL

__all__ = ["url_for"]

P = ParamSpec("P")
S = TypeVar("S", bound=Resource)


@overload
def url_for(
    endpoint: str,
    /,
    *,
    _anchor: str | None = None,
    _external: bool | None = None,
    _method: str | None = None,
    _scheme: str | None = None,
    **values: Any,
) -> URL: ...
@overload
def url_for(endpoint: type[HasGet[P]], /, *args: P.args, **values: P.kwargs) -> URL: ...
@overload
def url_for(
    endpoint: Callable[Concatenate[S, P], Defined],
    /,
    *args: P.args,
    **values: P.kwargs,
) -> URL: ...
@overload
def url_for(
    endpoint: Callable[P, Defined], /, *args: P.args, **values: P.kwargs
) -> URL: ...
def url_for(endpoint: Any, /, *args: Any, **values: Any) -> URL:
    """Return the URL of a resource, one of its methods, a function or a name.

    Args:
        endpoint: What to link to; a name that begins with a dot is looked up beside
            the route of the request.
        args: Variables by position, in the order of the method's parameters.
        values: Variables by name; what is none goes into the query. With a name, also
            ``_anchor``, ``_external``, ``_method`` and ``_scheme``.

    Raises:
        UrlError: If there is no such route, a variable is missing, or a value would
            not be matched again.
        ContextError: If there is no context.

    Example:
        >>> from kolben import App
        >>> app = App("example")
        >>> @app.get("/login")
        ... def login() -> str:
        ...     return "Who are you?"
        >>> with app.test_request_context():
        ...     url_for(login), url_for("login", next="/")
        ('/login', '/login?next=/')
    """
    return current_application("url_for()").url_for(endpoint, *args, **values)
