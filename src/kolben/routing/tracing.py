"""Which routes a request is compared with, and why one does not answer it.

Layer 1. The matcher says only what it found; here each route is asked by itself,
which takes longer and is done for people. Whether a route answers is still the
matcher's word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from wsgiref.types import WSGIEnvironment

from werkzeug.exceptions import BadHost, HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect, ValidationError

from kolben._annotations import describe
from kolben.routing.conversion import product_of
from kolben.routing.forest import Forest
from kolben.routing.hosts import domain_of, host_of
from kolben.routing.matcher import Matcher
from kolben.routing.route import Route
from kolben.routing.settings import TableSettings
from kolben.routing.steps import Step, path_steps
from kolben.routing.trie import ways

__all__ = ["Attempt", "attempts"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Attempt(Generic[T]):
    """A route that a request was compared with.

    Attributes:
        route: The route.
        reason: Why it does not answer; None if it would.
        fitted: How many segments of the path fit, from the left.
        whole: Whether the whole path fits, be it for other methods.
    """

    route: Route[T]
    reason: str | None
    fitted: int
    whole: bool


def attempts(
    routes: Sequence[Route[T]], settings: TableSettings, environ: WSGIEnvironment
) -> list[Attempt[T]]:
    """Return what each of *routes* makes of a request.

    Those that the whole path fits come first, in the order in which they are tried;
    then those that most of it fits.

    Example:
        >>> from kolben.routing.pattern import Pattern
        >>> get = frozenset({"GET"})
        >>> login = Route(Pattern.parse("/login"), "login", "a target", {}, get)
        >>> environ = {"PATH_INFO": "/logout", "REQUEST_METHOD": "GET"}
        >>> attempts([login], TableSettings(), environ)[0].reason
        "'logout' is not 'login'"
    """
    places = _places(routes, settings, environ)

    def order(attempt: Attempt[T]) -> tuple[bool, int, int]:
        place = places.get(attempt.route, len(places))
        return not attempt.whole, place, -attempt.fitted

    return sorted((_attempt(each, settings, environ) for each in routes), key=order)


def _places(
    routes: Sequence[Route[T]], settings: TableSettings, environ: WSGIEnvironment
) -> dict[Route[T], int]:
    """Return the places of the routes that the path fits, in the order of trying."""
    forest = Forest(routes, settings)
    path = "/".join(_segments(environ))
    segments = [_domain(environ, settings), *path.split("/", forest.depth - 1)]
    found = dict.fromkeys(leaf.route for leaf, _, _ in ways(forest.domains, segments))
    return {route: place for place, route in enumerate(found)}


def _domain(environ: WSGIEnvironment, settings: TableSettings) -> str:
    """Return the host or subdomain by which routes are chosen; empty for none."""
    try:
        if settings.host_matching:
            return host_of(environ)
        if settings.subdomain_matching:
            return domain_of(environ, settings.server_name) or ""
    except BadHost:
        pass
    return ""


def _attempt(
    route: Route[T], settings: TableSettings, environ: WSGIEnvironment
) -> Attempt[T]:
    segments = _segments(environ)
    if route.options.build_only:
        return Attempt(route, "it is for links only", 0, whole=False)
    alone = Matcher([route], settings)
    try:
        alone.match(environ)
    except RequestRedirect as redirect:
        return Attempt(
            route, f"it redirects to {redirect.new_url}", len(segments), whole=True
        )
    except MethodNotAllowed:
        answered = ", ".join(sorted(route.allowed))
        return Attempt(route, f"it answers {answered}", len(segments), whole=True)
    except HTTPException:
        fitted, reason = _mismatch(route, settings, segments)
        return Attempt(route, reason, fitted, whole=False)
    return Attempt(route, None, len(segments), whole=True)


def _segments(environ: WSGIEnvironment) -> list[str]:
    path = environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace")
    return f"/{path.lstrip('/')}".split("/")[1:]


def _mismatch(
    route: Route[Any], settings: TableSettings, segments: list[str]
) -> tuple[int, str]:
    """Return how many of *segments* fit, and why the next one does not."""
    texts: list[str] = []
    steps = path_steps(route, settings)
    for index, step in enumerate(steps):
        rest = segments[index:]
        if not rest:
            return index, f"the path ends before {_written(route, steps, index)!r}"
        found = _captured(step, rest)
        if found is None:
            return index, _difference(route, steps, index, rest)
        texts += found
        if step.final:
            return _unconverted(route, texts, len(segments))
    if len(segments) > len(steps):
        more = "/".join(segments[len(steps) :])
        return len(steps), f"it ends before {f'/{more}'!r}"
    return _unconverted(route, texts, len(segments))


def _captured(step: Step, segments: list[str]) -> Sequence[str] | None:
    """Return what *step* takes of *segments* for its variables; None if it does not."""
    if step.capture is None:
        return () if step.text == segments[0] else None
    return step.capture("/".join(segments) if step.final else segments[0])


def _difference(
    route: Route[Any], steps: Sequence[Step], index: int, segments: list[str]
) -> str:
    step, wanted = steps[index], _written(route, steps, index)
    given = "/".join(segments) if step.final else segments[0]
    if step.capture is None and not step.text:
        return f"it ends before {f'/{given}'!r}"
    if not given:
        return f"the path ends before {wanted!r}"
    return (
        f"{given!r} is not {wanted!r}"
        if step.capture is None
        else (f"{given!r} does not fit {wanted!r}{_kind(route, wanted)}")
    )


def _written(route: Route[Any], steps: Sequence[Step], index: int) -> str:
    """Return the part of the template that the step at *index* stands for."""
    parts = route.rule.split("/")[1:]
    if steps[index].final:
        return "/".join(parts[index:])
    return parts[index] if len(parts) >= len(steps) else steps[index].text


def _kind(route: Route[Any], written: str) -> str:
    """Return what the variable of *written* takes, if its template does not say it."""
    for variable in route.pattern.variables:
        if f"<{variable.name}>" == written:
            product = product_of(type(route.converters[variable.name]))
            return f", which takes {describe(product)}" if product else ""
    return ""


def _unconverted(
    route: Route[Any], texts: Sequence[str], fitted: int
) -> tuple[int, str]:
    """Return which text does not convert, though all texts fit."""
    for name, text in zip(route.pattern.names, texts, strict=False):
        try:
            route.converters[name].to_python(text)
        except ValidationError as error:
            why = f": {error}" if str(error) else ""
            return fitted, f"{text!r} does not convert to {name!r}{why}"
        except ValueError as error:
            return fitted, f"{text!r} does not convert to {name!r}: {error}"
    return fitted, "it is on another host"
