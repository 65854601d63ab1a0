"""A rule as the programmer writes it: a URL template and what is said about it.

Layer 4. ``app.add("/posts", Posts)`` and ``@app.get("/posts")`` need a template only.
Whoever has more to say writes a :class:`Rule` in place of the template of a class, and
options by keyword for a function. Both are judged here, as soon as they are written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypedDict

from kolben._declaring import Declaring
from kolben._tokens import is_token
from kolben.exceptions import RouteError, RouteTypeError, nearest
from kolben.guards import Guard, guards_of
from kolben.routing import RouteOptions

__all__ = ["Rule", "RuleOptions", "UrlRuleOptions", "VerbOptions", "methods_of"]


class _Options(TypedDict, total=False):
    """The options that every way of routing a function takes by keyword."""

    defaults: Mapping[str, Any] | None
    subdomain: str | None
    host: str | None
    strict_slashes: bool | None
    merge_slashes: bool | None
    redirect_to: str | Callable[..., str] | None
    build_only: bool
    alias: bool
    guards: Sequence[type[Guard[Any]]]


class UrlRuleOptions(_Options, total=False):
    """The options that ``add_url_rule`` takes besides its named parameters."""

    methods: Iterable[str] | None


class VerbOptions(_Options, total=False):
    """The options that ``get``, ``post`` and their kin take by keyword."""

    endpoint: str | None
    provide_automatic_options: bool | None


class RuleOptions(VerbOptions, total=False):
    """The options that ``route`` takes by keyword."""

    methods: Iterable[str] | None


@dataclass(frozen=True)
class Rule(RouteOptions):
    """A URL template with options.

    Attributes:
        path: The template, which starts with ``/``.
        name: The name of the route; by default the name of the class or function.
        methods: The methods that a function answers; a resource has its own.
        guards: What checks each request first, after the guards of the routers.

    Example:
        >>> rule = Rule("/pages", name="first_page", defaults={"page": 1})
        >>> rule.path, rule.name, rule.defaults["page"]
        ('/pages', 'first_page', 1)
    """

    path: str
    name: str | None = None
    methods: tuple[str, ...] | None = None
    guards: Sequence[type[Guard[Any]]] = ()

    def __post_init__(self) -> None:
        with Declaring("writing a rule"):
            _require_path(self.path)
            _require_name(self.name)
            _require_mapping(self.defaults)
            object.__setattr__(self, "guards", guards_of(self.guards))
            if self.methods is not None:
                object.__setattr__(self, "methods", methods_of(self.methods))

    @classmethod
    def of(cls, path: str | Rule) -> Rule:
        """Return *path* as a rule.

        Raises:
            RouteTypeError: If it is neither text nor a rule.
        """
        return path if isinstance(path, Rule) else cls(path)

    @classmethod
    def from_options(cls, path: str, options: RuleOptions) -> Self:
        """Make the rule that ``route(path, **options)`` means.

        Raises:
            RouteTypeError: If *path* or an option is not of the type it needs, or an
                option is unknown.
            RouteError: If there is no method, or one that HTTP does not know.
        """
        if isinstance(path, Rule):
            raise RouteTypeError(
                f"A function is routed by text, not by Rule({path.path!r}, ...).",
                hint=f"Write route({path.path!r}, endpoint=..., methods=[...]).",
            )
        known = RuleOptions.__optional_keys__
        unknown = set(options) - known
        if unknown:
            raise RouteTypeError(
                f"A route has no option {min(unknown)!r}.",
                hint=f"Did you mean {meant!r}?"
                if (meant := nearest(min(unknown), known))
                else "It may have: " + ", ".join(sorted(known)) + ".",
            )
        given: dict[str, Any] = dict(options)
        defaults = given.pop("defaults", None)
        return cls(
            path,
            name=given.pop("endpoint", None),
            defaults={} if defaults is None else defaults,
            automatic_options=given.pop("provide_automatic_options", None),
            **given,
        )


def methods_of(methods: Iterable[str]) -> tuple[str, ...]:
    """Return *methods* in upper case, each once.

    Raises:
        RouteTypeError: If they are a single text, or one of them is no text.
        RouteError: If there is none, or one that HTTP does not know.

    Example:
        >>> methods_of(["get", "POST", "GET"])
        ('GET', 'POST')
    """
    if isinstance(methods, str):
        raise RouteTypeError(
            f"The methods {methods!r} are one text, not a list of methods.",
            hint=f"Write methods=[{methods!r}].",
        )
    if not isinstance(methods, Iterable):
        raise RouteTypeError(
            f"The methods {methods!r} are not a list of methods.",
            hint="Write methods=['GET', 'POST'].",
        )
    names = tuple(dict.fromkeys(_method(each) for each in methods))
    if not names:
        raise RouteError(
            "A route without any method would answer nothing.",
            hint="Name its methods, or leave 'methods' out to answer GET.",
        )
    return names


def _method(name: object) -> str:
    if not isinstance(name, str):
        raise RouteTypeError(
            f"The method {name!r} is not text.", hint="Write it like 'GET'."
        )
    if not is_token(name):  # RFC 9110, section 9.1
        raise RouteError(
            f"{name!r} is not the name of a method.",
            hint="Give each method by itself: methods=['GET', 'POST'].",
        )
    return name.upper()


def _require_name(name: object) -> None:
    if name is not None and not (isinstance(name, str) and name):
        raise RouteTypeError(
            f"A route cannot be named {name!r}.",
            hint="Give its name as text, or leave it out.",
        )


def _require_mapping(defaults: object) -> None:
    if not isinstance(defaults, Mapping):
        raise RouteTypeError(
            f"The defaults {defaults!r} are no mapping.",
            hint="Write defaults={'page': 1}.",
        )


def _require_path(path: object) -> None:
    if isinstance(path, str):
        return
    if isinstance(path, int):
        hint = f"Did you mean 'errorhandler({path!r})'?"
    elif isinstance(path, type):
        hint = f"Give the URL first: add('/...', {path.__name__}) or resource('/...')."
    elif callable(path):
        name = getattr(path, "__name__", "")
        hint = f"Call the decorator with the URL: ('/{name}')."
    else:
        hint = "Write the URL as text, such as '/posts/<post_id>', or a Rule."
    raise RouteTypeError(
        f"A route needs a URL that starts with '/', not {path!r}.", hint=hint
    )
