"""What becomes of one request, told without sending it: ``kolben explain``.

Layer 8. The sections follow the way of a request, from the rings to the handlers of
its errors. Nothing of the programmer's is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from kolben._annotations import return_hint_of
from kolben._labels import label_of
from kolben._sites import Site, site_of
from kolben.app import App
from kolben.checks.filling import (
    fillings_of,
    guards_passed,
    inputs_taken,
    values_provided,
)
from kolben.checks.matching import rules_tried, variables_read
from kolben.checks.sections import Section, written_at
from kolben.checks.surroundings import (
    error_handlers,
    hooks_after,
    hooks_before,
    rings_around,
)
from kolben.context import Context
from kolben.endpoints import Endpoint, Scope
from kolben.exceptions import UrlError
from kolben.recipes import Planned
from kolben.routing import RequestRedirect, Route
from kolben.templating import templates_in

__all__ = ["Explanation", "explain"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What becomes of a request.

    Attributes:
        request: Its method and URL.
        outcome: What answers it, in one sentence.
        answered: Whether a handler does, or Kolben for it.
        sections: The way of the request.
    """

    request: str
    outcome: str
    answered: bool
    sections: tuple[Section, ...]


def explain(app: App, method: str, url: str, *, every: bool = False) -> Explanation:
    """Return what becomes of a request for *url*.

    Args:
        app: The application, which is frozen by this.
        method: The method of the request.
        url: Its path, or a whole URL.
        every: Whether to tell of routes that have nothing in common with the path.

    Raises:
        UrlError: If *url* cannot be read.
        KolbenError: If the application cannot be served.

    Example:
        >>> app = App("example", static_folder=None)
        >>> @app.get("/posts/<post_id>")
        ... def post(post_id: int) -> str:
        ...     return "a post"
        >>> explain(app, "GET", "/posts/3").outcome.partition(" (")[0]
        'post answers it'
        >>> explain(app, "GET", "/posts/x").outcome
        '404 Not Found: no rule fits the path.'
    """
    app.freeze()
    method = method.upper()
    context = _requested(app, method, url)
    environ = context.environ or {}
    mounted = app.mounts.above(environ.get("PATH_INFO", ""))
    if mounted is not None:
        path, site = mounted
        outcome = f"It goes to the application that is mounted at {path!r} by {site}."
        return Explanation(f"{method} {url}", outcome, answered=True, sections=())
    app.match(context)
    sections = _sections(app, context, method, every=every)
    redirected = isinstance(context.failure, RequestRedirect)
    return Explanation(
        f"{method} {url}",
        _outcome(app, context, method),
        answered=context.match is not None or redirected,
        sections=tuple(each for each in sections if each.rows),
    )


def _requested(app: App, method: str, url: str) -> Context:
    """Return the context of the request.

    Raises:
        UrlError: If *url* cannot be read.
    """
    try:
        return app.test_request_context(url, method=method)
    except ValueError as error:
        raise UrlError(
            f"{url!r} is no URL: {error}.",
            hint="Write a path such as '/posts/3', or a whole URL.",
        ) from error


def _outcome(app: App, context: Context, method: str) -> str:
    """Return in one sentence what becomes of the request of *context*."""
    match, failure = context.match, context.failure
    if match is None:
        return _failed(failure)
    if match.allowed is not None:
        return f"200 OK: OPTIONS is answered by itself ({', '.join(match.allowed)})."
    endpoint: Endpoint = match.route.target
    label, site = _handler(app.planned_of(endpoint), method) or (endpoint.label, None)
    return f"{label} answers it ({site or endpoint.site})."


def _failed(failure: HTTPException | None) -> str:
    if isinstance(failure, RequestRedirect):
        return f"It is redirected to {failure.new_url} ({failure.code})."
    if isinstance(failure, MethodNotAllowed):
        allowed = ", ".join(failure.valid_methods or ())
        return f"405 Method Not Allowed: the rules that fit answer {allowed}."
    if isinstance(failure, NotFound) or failure is None:
        return "404 Not Found: no rule fits the path."
    return f"{failure.code} {failure.name}: {failure.description}"


def _handler(planned: Planned | None, method: str) -> tuple[str, Site | None] | None:
    """Return what the handler is called, and where it is written."""
    function = None if planned is None else _function(planned, method)
    if planned is None or function is None:
        return None
    label = label_of(function)
    if planned.declaration.is_resource:  # it may be inherited
        label = planned.recipes[method].plan.signature.label
    return label, site_of(function)


def _function(planned: Planned, method: str) -> Callable[..., Any] | None:
    """Return the function of the programmer that answers *method*."""
    handler = planned.declaration.handler
    if not planned.declaration.is_resource:
        return None if handler is None else cast(Callable[..., Any], handler)
    own = getattr(handler, method.lower(), None)
    return own or (handler.get if method == "HEAD" else None)


def _sections(
    app: App, context: Context, method: str, *, every: bool
) -> Iterator[Section]:
    match = context.match
    found: Route[Endpoint] | None = None if match is None else match.route
    yield rings_around(app)
    yield rules_tried(app, context.environ or {}, found, every=every)
    if match is None or match.allowed is not None:
        yield hooks_before(
            scope := Scope("", None, app) if found is None else found.target.scope
        )
        yield hooks_after(app, scope)
        yield error_handlers(scope, None)
        return
    endpoint: Endpoint = match.route.target
    yield variables_read(match)
    yield hooks_before(endpoint.scope)
    planned = app.planned_of(endpoint)
    if planned is not None:
        yield from _of_handler(app, planned, method)
    yield hooks_after(app, endpoint.scope)
    yield error_handlers(endpoint.scope, endpoint.handler)


def _of_handler(app: App, planned: Planned, method: str) -> Iterator[Section]:
    """Yield what is told of a handler itself."""
    filled = fillings_of(planned, method)
    yield guards_passed(planned)
    yield values_provided(app, planned.endpoint.scope, filled)
    yield inputs_taken(filled)
    handler = _handler(planned, method)
    if handler is not None:
        label, site = handler
        declared = written_at(planned.declaration.site)
        yield Section(
            "Handler", ((label, written_at(site), f"declared at {declared}"),)
        )
    yield _templates(planned, method)


def _templates(planned: Planned, method: str) -> Section:
    """Return the section of the pages that a handler says it returns."""
    function = _function(planned, method)
    if function is None:
        return Section("Templates", ())
    hint = return_hint_of(function, localns=planned.declaration.names)
    rows = [
        (
            each.__name__,
            each.__template__ or "that of a subclass",
            written_at(site_of(each)),
        )
        for each in dict.fromkeys(templates_in(hint))
    ]
    return Section.of("Templates", rows)
