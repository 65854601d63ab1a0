"""Templates, rendered with what the current context knows.

Layer 8.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kolben.context import current_context
from kolben.helpers._asking import current_application
from kolben.templating import TemplateName

__all__ = [
    "get_template_attribute",
    "render_template",
    "render_template_string",
    "stream_template",
    "stream_template_string",
]


def render_template(template: TemplateName, **values: Any) -> str:
    """Render a template of the application or one of its routers.

    Args:
        template: Its name, or several of which the first that exists is taken.
        values: What it may use besides the globals.

    Raises:
        jinja2.TemplateNotFound: If there is none.
        ContextError: If there is no context.

    Example:
        >>> from kolben import App
        >>> app = App("example")
        >>> page = app.jinja_env.from_string("<p>{{ name }} at {{ request.path }}</p>")
        >>> with app.test_request_context("/hello"):
        ...     render_template(page, name="Ada")
        '<p>Ada at /hello</p>'
    """
    context = current_context("render_template()")
    return current_application("render_template()").templates.render(
        context, template, values
    )


def render_template_string(source: str, **values: Any) -> str:
    """Render a template that is given as text; it is escaped as HTML.

    Args:
        source: The template.
        values: What it may use besides the globals.

    Raises:
        ContextError: If there is no context.

    Example:
        >>> from kolben import App
        >>> with App("example").app_context():
        ...     render_template_string("Hello {{ name }}", name="<Ada>")
        'Hello &lt;Ada&gt;'
    """
    context = current_context("render_template_string()")
    return current_application("render_template_string()").templates.render_string(
        context, source, values
    )


def stream_template(template: TemplateName, **values: Any) -> Iterator[str]:
    """Render a template piece by piece, for a body that is sent as it is made.

    Args:
        template: Its name, or several of which the first that exists is taken.
        values: What it may use besides the globals.

    Raises:
        jinja2.TemplateNotFound: If there is none.
        ContextError: If there is no context.

    Example:
        >>> from jinja2 import Template
        >>> from kolben import App
        >>> with App("example").app_context():
        ...     list(stream_template(Template("Hello {{ name }}"), name="Ada"))
        ['Hello ', 'Ada']
    """
    context = current_context("stream_template()")
    return current_application("stream_template()").templates.stream(
        context, template, values
    )


def stream_template_string(source: str, **values: Any) -> Iterator[str]:
    """Render a template that is given as text, piece by piece.

    Args:
        source: The template.
        values: What it may use besides the globals.

    Raises:
        ContextError: If there is no context.

    Example:
        >>> from kolben import App
        >>> app = App("example")
        >>> @app.get("/")
        ... def count() -> Iterator[str]:
        ...     return stream_template_string("{{ word }}, bit by bit", word="sent")
        >>> app.test_client().get("/").text
        'sent, bit by bit'
    """
    context = current_context("stream_template_string()")
    return current_application("stream_template_string()").templates.stream_string(
        context, source, values
    )


def get_template_attribute(template: str, attribute: str) -> Any:
    """Return a macro or variable that a template defines.

    Args:
        template: The name of the template.
        attribute: The name of the macro or variable.

    Raises:
        jinja2.TemplateNotFound: If there is no such template.
        AttributeError: If it defines no such thing.
        ContextError: If there is no context.

    Example:
        >>> from jinja2 import DictLoader
        >>> from kolben import App
        >>> app = App("example")
        >>> app.jinja_options["loader"] = DictLoader(
        ...     {"words.html": "{% macro loud(word) %}{{ word|upper }}{% endmacro %}"}
        ... )
        >>> with app.app_context():
        ...     str(get_template_attribute("words.html", "loud")("hello"))
        'HELLO'
    """
    return current_application("get_template_attribute()").templates.attribute(
        template, attribute
    )
