"""A route as the programmer declared it.

Layer 6. A declaration is kept by the router that it was made on, and made a route of
wherever that router stands, so it may become several routes, or none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kolben._labels import label_of
from kolben._sites import Site
from kolben.rules import Rule

__all__ = ["Declaration"]


@dataclass(frozen=True, slots=True)
class Declaration:
    """A route as the programmer declared it.

    Attributes:
        rule: The template and its options.
        handler: A resource class, a function, or None for a rule that only redirects
            or is only built.
        arguments: The positional arguments of a resource's constructor.
        keywords: Its keyword arguments.
        site: Where the declaration stands.
        names: The names that are local to that place, for annotations.
    """

    rule: Rule
    handler: Any
    arguments: tuple[Any, ...] = ()
    keywords: Mapping[str, Any] = field(default_factory=dict)
    site: Site | None = None
    names: Mapping[str, object] | None = None

    @property
    def is_resource(self) -> bool:
        """Whether the handler is a class."""
        return isinstance(self.handler, type)

    @property
    def label(self) -> str:
        """The handler, or else the template, as messages call it."""
        return repr(self.rule.path) if self.handler is None else label_of(self.handler)
