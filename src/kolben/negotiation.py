"""What the return annotation of a handler decides: whether, and what, it can send.

Layer 4. Judged when the handler is registered, and once more when the application is
frozen: names that were not defined before are then. A request pays for negotiation only
where there is something to negotiate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from kolben._annotations import return_hint_of
from kolben.binding import Fill
from kolben.context import Context
from kolben.http_errors import NotAcceptable
from kolben.responses import Response, offers_of, require_sendable
from kolben.responses.offers import NEGOTIATED, accepted

__all__ = ["negotiating", "steps_of_return"]


def steps_of_return(
    handler: Callable[..., Any] | None,
    label: str,
    names: Mapping[str, object] | None = None,
) -> tuple[Fill, ...]:
    """Return what runs before *handler* on account of what it says it returns.

    A decorator may make something else of what the function in it returns, so what it
    says is not judged.

    Args:
        handler: The function or method, or None for a rule that calls nothing.
        label: What messages call it.
        names: Names that its annotations may use besides those of its module.

    Raises:
        ResponseError: If nothing of that type can be sent.

    Example:
        >>> def show() -> set[int]: ...
        >>> steps_of_return(show, "show")
        Traceback (most recent call last):
        ...
        kolben.exceptions.ResponseError: show() returns set[int], which nothing can ...
    """
    if handler is None:
        return ()
    decorated = hasattr(handler, "__wrapped__")
    while isinstance(handler, partial):
        handler = handler.func
    is_class = isinstance(handler, type)
    returned = handler if is_class else return_hint_of(handler, localns=names)
    if not decorated:
        require_sendable(returned, label)
    offers = offers_of(returned)
    return (negotiating(offers),) if offers else ()


def negotiating(offers: Sequence[str]) -> Fill:
    """Return the step that chooses one of *offers* for a request, or refuses it.

    What it chose, ``request.wants`` tells. The answer says that it depends on
    ``Accept``, so that caches keep the variants apart.

    Args:
        offers: Media types, the one first that clients get that do not care.

    Raises:
        NotAcceptable: When it runs, if the client takes none of them.

    Example:
        >>> from kolben import App, Html, Json, request
        >>> app = App("example")
        >>> @app.get("/cats")
        ... def cats() -> Html | Json[list[str]]:
        ...     names = ["Minka"]
        ...     return Json(names) if request.wants(Json) else Html("<li>Minka")
        >>> client = app.test_client()
        >>> client.get("/cats", headers={"Accept": "application/json"}).json
        ['Minka']
        >>> client.get("/cats", headers={"Accept": "image/png"}).status
        '406 NOT ACCEPTABLE'
    """

    def choose(context: Context) -> None:
        environ = context.environ or {}
        chosen = accepted(environ.get("HTTP_ACCEPT"), offers)
        if chosen is None:
            raise NotAcceptable(f"There is only {' and '.join(offers)}.")
        environ[NEGOTIATED] = chosen
        context.response_callbacks = [*(context.response_callbacks or ()), _varying]

    return choose


def _varying(response: Response) -> Response:
    if "Vary" not in response.headers:
        response.set_default_header("Vary", "Accept")
    elif "*" not in response.vary:
        response.vary.add("Accept")
    return response
