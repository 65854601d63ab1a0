"""The templates of an application, and what they may use.

Layer 7. The environment is made when it is first needed; what is declared before is
kept until then.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, overload

from kolben._freezing import Freezable
from kolben._labels import name_of
from kolben.templating import Environment, Templates

__all__ = ["AppTemplates"]

F = TypeVar("F", bound=Callable[..., Any])


class AppTemplates(Freezable):
    """The part of an application that declares filters, tests and globals.

    Attributes:
        templates: Finds and renders the templates.
        jinja_options: What the environment is made with.
    """

    templates: Templates
    jinja_options: dict[str, Any]

    @property
    def jinja_env(self) -> Environment:
        """The environment of the templates, made on first use."""
        return self.templates.environment

    @overload
    def template_filter(self, name: F, /) -> F: ...
    @overload
    def template_filter(self, name: str | None = None) -> Callable[[F], F]: ...
    def template_filter(self, name: Any = None) -> Any:
        """Let templates use the decorated function as a filter.

        Args:
            name: What templates call it, by default the name of the function.

        Example:
            >>> from kolben import App, render_template_string
            >>> app = App("example")
            >>> @app.template_filter()
            ... def shout(text: str) -> str:
            ...     return text.upper()
            >>> with app.app_context():
            ...     render_template_string("{{ 'hello'|shout }}")
            'HELLO'
        """
        return _named(name, self.add_template_filter)

    @overload
    def template_test(self, name: F, /) -> F: ...
    @overload
    def template_test(self, name: str | None = None) -> Callable[[F], F]: ...
    def template_test(self, name: Any = None) -> Any:
        """Let templates use the decorated function as a test (``{% if x is y %}``).

        Args:
            name: What templates call it, by default the name of the function.

        Example:
            >>> from kolben import App, render_template_string
            >>> app = App("example")
            >>> @app.template_test()
            ... def loud(text: str) -> bool:
            ...     return text.isupper()
            >>> with app.app_context():
            ...     render_template_string("{{ 'HELLO' is loud }}")
            'True'
        """
        return _named(name, self.add_template_test)

    @overload
    def template_global(self, name: F, /) -> F: ...
    @overload
    def template_global(self, name: str | None = None) -> Callable[[F], F]: ...
    def template_global(self, name: Any = None) -> Any:
        """Let templates call the decorated function.

        Args:
            name: What templates call it, by default the name of the function.

        Example:
            >>> from kolben import App, render_template_string
            >>> app = App("example")
            >>> @app.template_global()
            ... def double(number: int) -> int:
            ...     return 2 * number
            >>> with app.app_context():
            ...     render_template_string("{{ double(21) }}")
            '42'
        """
        return _named(name, self.add_template_global)

    def add_template_filter(
        self, function: Callable[..., Any], name: str | None = None
    ) -> None:
        """Let templates use *function* as a filter."""
        self._require_open("A template filter")
        self.templates.add_filter(name or name_of(function), function)

    def add_template_test(
        self, function: Callable[..., Any], name: str | None = None
    ) -> None:
        """Let templates use *function* as a test."""
        self._require_open("A template test")
        self.templates.add_test(name or name_of(function), function)

    def add_template_global(
        self, function: Callable[..., Any], name: str | None = None
    ) -> None:
        """Let templates call *function*."""
        self._require_open("A template global")
        self.templates.add_global(name or name_of(function), function)


def _named(name: Any, add: Callable[[Any, str | None], None]) -> Any:
    """Return a decorator, or the function itself if *name* is one."""
    if callable(name):
        add(name, None)
        return name

    def decorate(function: F) -> F:
        add(function, name)
        return function

    return decorate
