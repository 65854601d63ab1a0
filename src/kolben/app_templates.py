"""The templates of an application, and what they may use.

Layer 7. The environment is made when it is first needed; what is declared before is
kept until then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar, overload

from kolben._annotations import return_hint_of
from kolben._freezing import Freezable
from kolben._labels import name_of
from kolben.config import ConfigDict
from kolben.context import Context
from kolben.endpoints import METHODS, Scope
from kolben.errors.registry import table_of
from kolben.registrar import Registrar
from kolben.templating import (
    Environment,
    Template,
    Templates,
    TemplateSettings,
    names_given,
    require_template,
    templates_below,
    templates_in,
)

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

    name: str
    root_path: str
    template_folder: str | Path | None
    config: ConfigDict
    _root: Scope
    _registrar: Registrar

    @property
    def jinja_env(self) -> Environment:
        """The environment of the templates, made on first use."""
        return self.templates.environment

    def require_fitting_templates(self) -> None:
        """Make sure that the template classes of the application fit their templates.

        Meant are those that handlers of requests and of errors say they return, and
        those of the packages of the application and its routers, if it has templates.

        Raises:
            TemplateMismatch: If some do not; it names all problems. Or if a class that
                a handler returns names no template.
        """
        returned = list(self._returned_templates())
        for each in returned:
            require_template(each)
        packages = {each.import_name.partition(".")[0] for each in self._routers()}
        below = templates_below(packages)
        if below and not self.templates.are_any:  # those of another application, then
            below = []
        found = dict.fromkeys([*returned, *below])
        declared = [
            each.__declared__ for each in found if each.__declared__ is not None
        ]
        if declared:
            self.templates.checks.require(declared)

    def _returned_templates(self) -> Iterator[type[Template]]:
        for handler, names in self._registrar.handlers():
            for function in _functions_of(handler):
                yield from templates_in(return_hint_of(function, localns=names))
        for router in self._routers():
            answers: list[Any] = [answer for _, answer in router.error_table]
            for answer in answers:
                function = getattr(answer, "handle", answer)
                yield from templates_in(return_hint_of(function))

    def _set_up_templates(self) -> None:
        self.jinja_options: dict[str, Any] = {}
        self.templates: Templates = Templates(
            options=self.jinja_options,
            settings=lambda: TemplateSettings.from_config(self.config),
            processors=self._context_processors,
            given=self._names_given,
        )
        if self.template_folder is not None:
            folder = Path(self.root_path) / self.template_folder
            self.templates.add_loader(self.name, folder)

    def _context_processors(self, context: Context) -> Iterable[Any]:
        for router in self._root.place_of(context).chain:
            yield from router.hook_lists.context_processors

    def _names_given(self) -> frozenset[str] | None:
        """Return what the context processors add to templates, if that is known."""
        return names_given(
            processor
            for router in self._routers()
            for processor in router.hook_lists.context_processors
        )

    def _routers(self) -> set[Any]:
        """Return the application and the routers that have routes in it."""
        scopes = (self._root, *self._registrar.scopes)
        return {router for scope in scopes for router in scope.chain}

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


def _functions_of(handler: Any) -> Iterator[Callable[..., Any]]:
    """Yield what answers the requests, and the errors, that *handler* is given."""
    functions = [handler]
    if isinstance(handler, type):
        functions = [getattr(handler, verb.lower(), None) for verb in METHODS]
        functions += [method for _, method in table_of(handler)]
    yield from filter(callable, functions)


def _named(name: Any, add: Callable[[Any, str | None], None]) -> Any:
    """Return a decorator, or the function itself if *name* is one."""
    if callable(name):
        add(name, None)
        return name

    def decorate(function: F) -> F:
        add(function, name)
        return function

    return decorate
