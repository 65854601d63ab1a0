"""Jinja's environment, with what every template of an application may use.

Layer 5. The names are looked up in the current context when a template uses them, so
a page that never mentions the session does not open it, and macros that are imported
without context see them too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

import jinja2
from werkzeug.local import LocalProxy

from kolben import flashing
from kolben.context import current, current_context
from kolben.json import DEFAULT_PROVIDER
from kolben.routing import URL
from kolben.signals import template_used

__all__ = ["Environment", "autoescapes"]

_MARKUP: Final = (".htm", ".html", ".svg", ".xhtml", ".xml")


def autoescapes(name: str | None) -> bool:
    """Say whether the values in a template called *name* are escaped.

    Those in a template without a name, which comes from a string, are.

    Example:
        >>> autoescapes("page.html"), autoescapes("mail.txt"), autoescapes(None)
        (True, False, True)
    """
    return name is None or name.endswith(_MARKUP)


class _Template(jinja2.Template):
    """A template that tells who listens when it runs, be it as a part of another."""

    @classmethod
    def from_code(cls, *args: Any, **kwargs: Any) -> jinja2.Template:
        template = super().from_code(*args, **kwargs)
        template.root_render_func = _telling(template, template.root_render_func)
        return template


def _telling(template: jinja2.Template, run: Callable[..., Any]) -> Callable[..., Any]:
    def told(variables: Any) -> Any:
        if template_used.receivers:
            context = current.get(None)
            template_used.send(context and context.app, template=template)
        return run(variables)

    return told


class Environment(jinja2.Environment):
    r"""Jinja's environment with Kolben's defaults, globals and ``tojson``.

    Takes the options of ``jinja2.Environment``.

    Example:
        >>> Environment().from_string("{{ '<b>' }} {{ ['<']|tojson }}").render()
        '&lt;b&gt; ["\\u003c"]'
    """

    template_class: type[jinja2.Template] = _Template

    def __init__(self, **options: Any) -> None:
        options.setdefault("autoescape", autoescapes)
        super().__init__(**options)
        self.globals.update(_context_globals())
        self.policies["json.dumps_function"] = _dumps
        self.policies["json.dumps_kwargs"] = {}


def _context_globals() -> dict[str, Any]:
    return {
        "config": LocalProxy(lambda: current_context("'config'").app.config),
        "g": LocalProxy(lambda: current_context("'g'").g),
        "get_flashed_messages": _get_flashed_messages,
        "request": LocalProxy(lambda: current_context("'request'").request),
        "session": LocalProxy(lambda: current_context("'session'").session),
        "url_for": _url_for,
    }


def _url_for(endpoint: str, /, **values: Any) -> URL:
    return current_context("'url_for'").app.url_for(endpoint, **values)


def _get_flashed_messages(
    with_categories: bool = False,
    category_filter: Iterable[str] = (),
) -> list[str] | list[tuple[str, str]]:
    return flashing.get_flashed_messages(
        current_context("'get_flashed_messages'"),
        with_categories=with_categories,
        category_filter=category_filter,
    )


def _dumps(value: Any, **options: Any) -> str:
    """Write JSON as the current application does."""
    context = current.get(None)
    provider = DEFAULT_PROVIDER if context is None else context.app.json
    return provider.dumps(value, **options)
