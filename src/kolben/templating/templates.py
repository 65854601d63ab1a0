"""Rendering: from a template's name and values to text, whole or piece by piece.

Layer 5. The environment is made when the first template is rendered, so that an
application without templates pays nothing; filters, tests and globals that are added
before are kept until then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any, Final, Self, TypeAlias

import jinja2

from kolben.context import Context
from kolben.exceptions import TemplateMismatch, did_you_mean
from kolben.signals import before_render_template, template_rendered
from kolben.templating.checking import Checks
from kolben.templating.environment import Environment
from kolben.templating.loader import TemplateFolder, TemplateLoader

__all__ = [
    "Processors",
    "TemplateExportError",
    "TemplateName",
    "TemplateSettings",
    "Templates",
]

TemplateName: TypeAlias = str | jinja2.Template | Sequence[str | jinja2.Template]
"""A template by its name, itself, or several of which the first that exists counts."""

Processors: TypeAlias = Callable[[Context], Iterable[Callable[[], Mapping[str, Any]]]]
"""Gives the functions that add variables to the templates of a context."""

_COMPILED_STRINGS: Final = 128


class TemplateExportError(TemplateMismatch, AttributeError):
    """A template exports no macro or variable of the name that was asked for."""


@dataclass(frozen=True, slots=True)
class TemplateSettings:
    """How templates are loaded.

    Attributes:
        auto_reload: Whether a template is loaded anew when its file has changed.
        explain_loading: Whether to log where every template was looked for.

    Example:
        >>> TemplateSettings.from_config({"DEBUG": True}).auto_reload
        True
    """

    auto_reload: bool = False
    explain_loading: bool = False

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """Read the settings; ``TEMPLATES_AUTO_RELOAD`` is by default ``DEBUG``."""
        reload = config.get("TEMPLATES_AUTO_RELOAD")
        return cls(
            auto_reload=bool(config.get("DEBUG") if reload is None else reload),
            explain_loading=bool(config.get("EXPLAIN_TEMPLATE_LOADING")),
        )


class Templates:
    """Finds and renders the templates of an application.

    Args:
        loaders: Whose templates are where; searched in this order.
        options: What the environment is made with: options of Jinja's. It is read
            when the environment is made.
        settings: Says how templates are loaded; asked whenever one is needed, so that
            a change of the configuration counts at once.
        processors: Gives the functions that add variables to every template.
        given: Gives the names of what they add, or None if these are not known.

    Attributes:
        loader: Finds the templates.
        checks: Compares templates with the classes that stand for them.
        options: What the environment is made with.
    """

    def __init__(
        self,
        loaders: Iterable[tuple[str, TemplateFolder]] = (),
        options: Mapping[str, Any] | None = None,
        settings: Callable[[], TemplateSettings] = TemplateSettings,
        processors: Processors | None = None,
        given: Callable[[], frozenset[str] | None] = frozenset,
    ) -> None:
        self.loader: TemplateLoader = TemplateLoader()
        self.checks: Checks = Checks(lambda: self.environment, given)
        self.options: Mapping[str, Any] = {} if options is None else options
        self._settings_now = settings
        self._settings = TemplateSettings()
        self._processors = processors
        self._environment: Environment | None = None
        self._lock = Lock()
        self._filters: dict[str, Callable[..., Any]] = {}
        self._tests: dict[str, Callable[..., Any]] = {}
        self._globals: dict[str, Any] = {}
        self._compiled = lru_cache(_COMPILED_STRINGS)(_compiled)
        for owner, folder in loaders:
            self.add_loader(owner, folder)

    @property
    def are_any(self) -> bool:
        """Whether there is a template at all, as far as its loaders tell."""
        try:
            return bool(self.environment.list_templates())
        except TypeError:  # a loader that cannot list what it has
            return True

    def add_loader(self, owner: str, folder: TemplateFolder) -> None:
        """Search *folder* too, after those that were added before."""
        self.loader.add(owner, folder)

    def add_filter(self, name: str, function: Callable[..., Any]) -> None:
        """Let templates write ``{{ value|name }}``."""
        self._add(self._filters, "filters", name, function)

    def add_test(self, name: str, function: Callable[..., Any]) -> None:
        """Let templates write ``{% if value is name %}``."""
        self._add(self._tests, "tests", name, function)

    def add_global(self, name: str, value: Any) -> None:
        """Let templates use *value*, mostly a function, by *name*."""
        self._add(self._globals, "globals", name, value)

    def _add(self, kept: dict[str, Any], kind: str, name: str, value: Any) -> None:
        kept[name] = value
        if self._environment is not None:
            getattr(self._environment, kind)[name] = value
            self._compiled.cache_clear()

    @property
    def environment(self) -> Environment:
        """Jinja's environment, made on first use."""
        environment = self._environment
        if environment is None:
            with self._lock:
                # Another thread may have made it while this one waited.
                environment = self._environment or self._make_environment()
                self._environment = environment
        elif (settings := self._settings_now()) != self._settings:
            self._follow(settings)
            environment.auto_reload = settings.auto_reload
        return environment

    def _follow(self, settings: TemplateSettings) -> None:
        self._settings = settings
        self.loader.explain = settings.explain_loading

    def _make_environment(self) -> Environment:
        self._follow(self._settings_now())
        options = {
            "loader": self.loader,
            "auto_reload": self._settings.auto_reload,
            **self.options,
        }
        environment = Environment(**options)
        environment.filters.update(self._filters)
        environment.tests.update(self._tests)
        environment.globals.update(self._globals)
        return environment

    def render(
        self, context: Context, name: TemplateName, values: Mapping[str, Any]
    ) -> str:
        """Return the text that a template makes of *values*.

        Args:
            context: The context that is current.
            name: The template, its name, or names of which the first found counts.
            values: What the template may use; it goes before what the context
                processors give.

        Raises:
            TemplateMissingError: If there is no such template.
        """
        return self._render(context, self._find(name), values)

    def render_string(
        self, context: Context, source: str, values: Mapping[str, Any]
    ) -> str:
        """Return the text that the template written in *source* makes of *values*."""
        return self._render(context, self._from_string(source), values)

    def stream(
        self, context: Context, name: TemplateName, values: Mapping[str, Any]
    ) -> Iterator[str]:
        """Return the text of a template piece by piece, as it is made.

        The template is found and its variables are gathered at once; *context* is
        made current whenever a piece is made.

        Raises:
            TemplateMissingError: If there is no such template.
        """
        return self._stream(context, self._find(name), values)

    def stream_string(
        self, context: Context, source: str, values: Mapping[str, Any]
    ) -> Iterator[str]:
        """Return the text of the template in *source* piece by piece."""
        return self._stream(context, self._from_string(source), values)

    def attribute(self, name: str, attribute: str) -> Any:
        """Return a macro or a variable that a template exports.

        Raises:
            TemplateMissingError: If there is no such template.
            TemplateExportError: If it exports no such thing.
        """
        module = self.environment.get_template(name).module
        try:
            return getattr(module, attribute)
        except AttributeError:
            exported = [key for key in vars(module) if not key.startswith("_")]
            raise TemplateExportError(
                f"The template {name!r} exports no {attribute!r}.",
                hint=_names_hint(attribute, exported),
            ) from None

    def _find(self, name: TemplateName) -> jinja2.Template:
        if isinstance(name, str):
            return self.environment.get_template(name)
        if isinstance(name, jinja2.Template):
            return name
        try:
            return self.environment.select_template(list(name))
        except jinja2.TemplatesNotFound as error:
            names = [str(tried) for tried in error.templates]
            if not names:
                raise
            raise self.loader.missing(names) from None

    def _from_string(self, source: str) -> jinja2.Template:
        return self._compiled(self.environment, source)

    def _render(
        self, context: Context, template: jinja2.Template, values: Mapping[str, Any]
    ) -> str:
        variables = self._begin(context, template, values)
        text = template.render(variables)
        _end(context, template, variables)
        return text

    def _stream(
        self, context: Context, template: jinja2.Template, values: Mapping[str, Any]
    ) -> Iterator[str]:
        variables = self._begin(context, template, values)
        return _pieces(context, template, variables)

    def _begin(
        self, context: Context, template: jinja2.Template, values: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Gather the variables of *template*, and tell who listens."""
        variables: dict[str, Any] = {}
        if self._processors is not None:
            for processor in self._processors(context):
                variables.update(context.app.ensure_sync(processor)())
        variables.update(values)
        if before_render_template.receivers:
            before_render_template.send(
                context.app, template=template, context=variables
            )
        return variables


def _compiled(environment: Environment, source: str) -> jinja2.Template:
    return environment.from_string(source)


def _end(
    context: Context, template: jinja2.Template, variables: dict[str, Any]
) -> None:
    if template_rendered.receivers:
        template_rendered.send(context.app, template=template, context=variables)


def _pieces(
    context: Context, template: jinja2.Template, variables: dict[str, Any]
) -> Iterator[str]:
    """Yield the text of *template*, with *context* current round each step.

    Whoever iterates may do so after the context has ended, or in another thread, so
    nothing is left current between two pieces.
    """
    pieces = template.generate(variables)
    while (piece := context.run(lambda: next(pieces, None))) is not None:
        yield piece
    context.run(lambda: _end(context, template, variables))


def _names_hint(wrong: str, names: list[str]) -> str:
    if not names:
        return "Define it in the template with 'macro' or 'set', outside of blocks."
    known = f"It exports {', '.join(map(repr, sorted(names)))}."
    return did_you_mean(wrong, names, known)
