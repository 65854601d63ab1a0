"""A rule as the programmer writes it: a URL template and what is said about it.

Layer 4. ``app.add("/posts", Posts)`` and ``@app.get("/posts")`` need a template only;
whoever has more to say writes a :class:`Rule` in place of the template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self, TypedDict

from kolben.exceptions import RouteTypeError
from kolben.routing import RouteOptions

__all__ = ["Rule", "RuleOptions", "UrlRuleOptions"]


class UrlRuleOptions(TypedDict, total=False):
    """The options that ``add_url_rule`` takes besides its named parameters."""

    methods: Iterable[str] | None
    defaults: Mapping[str, Any] | None
    subdomain: str | None
    host: str | None
    strict_slashes: bool | None
    merge_slashes: bool | None
    redirect_to: str | Callable[..., str] | None
    build_only: bool
    alias: bool


class RuleOptions(UrlRuleOptions, total=False):
    """The options that ``route`` and its kin take by keyword."""

    endpoint: str | None
    provide_automatic_options: bool | None


@dataclass(frozen=True)
class Rule(RouteOptions):
    """A URL template with options.

    Attributes:
        path: The template, which starts with ``/``.
        name: The name of the route; by default the name of the class or function.
        methods: The methods that a function answers; a resource has its own.

    Example:
        >>> rule = Rule("/pages", name="first_page", defaults={"page": 1})
        >>> rule.path, rule.name, rule.defaults["page"]
        ('/pages', 'first_page', 1)
    """

    path: str
    name: str | None = None
    methods: tuple[str, ...] | None = None

    @classmethod
    def of(cls, path: str | Rule) -> Rule:
        """Return *path* as a rule.

        Raises:
            RouteTypeError: If it is neither text nor a rule.
        """
        if isinstance(path, Rule):
            return path
        if not isinstance(path, str):
            raise _not_a_path(path)
        return cls(path)

    @classmethod
    def from_options(cls, path: str, options: RuleOptions) -> Self:
        """Make the rule that ``route(path, **options)`` means.

        Raises:
            RouteTypeError: If *path* is no text, *methods* is one text, or an option
                is unknown.
        """
        if not isinstance(path, str):
            raise _not_a_path(path)
        known = RuleOptions.__optional_keys__
        unknown = set(options) - known
        if unknown:
            raise RouteTypeError(
                f"A route has no option {min(unknown)!r}.",
                hint="It may have: " + ", ".join(sorted(known)) + ".",
            )
        given: dict[str, Any] = dict(options)
        automatic = given.pop("provide_automatic_options", None)
        methods = given.pop("methods", None)
        if isinstance(methods, str):
            raise RouteTypeError(
                f"The methods {methods!r} are one text, not a list of methods.",
                hint=f"Write methods=[{methods!r}].",
            )
        return cls(
            path,
            name=given.pop("endpoint", None),
            methods=None if methods is None else tuple(m.upper() for m in methods),
            defaults=given.pop("defaults", None) or {},
            automatic_options=automatic,
            **given,
        )


def _not_a_path(path: object) -> RouteTypeError:
    if isinstance(path, int):
        return RouteTypeError(
            f"A route needs a URL that starts with '/', not {path!r}.",
            hint=f"Did you mean 'errorhandler({path!r})'?",
        )
    return RouteTypeError(
        f"A route needs a URL that starts with '/', not {path!r}.",
        hint="Write the URL as text, such as '/posts/<post_id>', or a Rule.",
    )
