"""The documented functions, for the code of views, hooks and templates.

Layer 8. Each finds the current context and hands the work to the room that does it.
Nothing inside Kolben imports them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from functools import wraps
from os import PathLike
from typing import (
    IO,
    Any,
    Concatenate,
    Literal,
    ParamSpec,
    TypeVar,
    Unpack,
    cast,
    overload,
)

from kolben import flashing, responses
from kolben.app import App
from kolben.context import Context, current, current_context, outside_of_request
from kolben.resources import HasGet, Resource
from kolben.responses import (
    Defined,
    FileOptions,
    HeadersValue,
    Response,
    ResponseReturn,
    ResponseValue,
)
from kolben.routing import URL
from kolben.templating import TemplateName

__all__ = [
    "after_this_request",
    "copy_current_request_context",
    "flash",
    "get_flashed_messages",
    "get_template_attribute",
    "has_app_context",
    "has_request_context",
    "jsonify",
    "make_response",
    "redirect",
    "render_template",
    "render_template_string",
    "send_file",
    "send_from_directory",
    "stream_template",
    "stream_template_string",
    "stream_with_context",
    "url_for",
]

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound=Resource)
Callback = TypeVar(
    "Callback", bound=Callable[[Response], Response | Awaitable[Response]]
)


def _app(wanted: str) -> App:
    return cast("App", current_context(wanted).app)


def _request_context(wanted: str) -> Context:
    context = current.get(None)
    if context is None or not context.has_request:
        raise outside_of_request(wanted)
    return context


@overload
def url_for(
    endpoint: str,
    /,
    *,
    _anchor: str | None = None,
    _external: bool | None = None,
    _method: str | None = None,
    _scheme: str | None = None,
    **values: Any,
) -> URL: ...
@overload
def url_for(endpoint: type[HasGet[P]], /, *args: P.args, **values: P.kwargs) -> URL: ...
@overload
def url_for(
    endpoint: Callable[Concatenate[S, P], Defined],
    /,
    *args: P.args,
    **values: P.kwargs,
) -> URL: ...
@overload
def url_for(
    endpoint: Callable[P, Defined], /, *args: P.args, **values: P.kwargs
) -> URL: ...
def url_for(endpoint: Any, /, *args: Any, **values: Any) -> URL:
    """Return the URL of a resource, one of its methods, a function or a name.

    Args:
        endpoint: What to link to; a name that begins with a dot is looked up beside
            the route of the request.
        args: Variables by position, in the order of the method's parameters.
        values: Variables by name; what is none goes into the query. With a name, also
            ``_anchor``, ``_external``, ``_method`` and ``_scheme``.

    Raises:
        UrlError: If there is no such route, a variable is missing, or a value would
            not be matched again.
        ContextError: If there is no context.

    Example:
        >>> from kolben import App
        >>> app = App("example")
        >>> @app.get("/login")
        ... def login() -> str:
        ...     return "Who are you?"
        >>> with app.test_request_context():
        ...     url_for(login), url_for("login", next="/")
        ('/login', '/login?next=/')
    """
    return _app("url_for()").url_for(endpoint, *args, **values)


def redirect(location: str, code: int = 302) -> Response:
    """Return a response that sends the client to *location* (RFC 9110, section 15.4).

    Args:
        location: Where to, relative or absolute.
        code: 301, 302, 303, 305, 307 or 308. Use 303 after a form was posted.

    Raises:
        ResponseError: If *code* does not redirect.

    Example:
        >>> redirect("/login").headers["Location"]
        '/login'
    """
    context = current.get(None)
    made = Response if context is None else cast("App", context.app).response_class
    return responses.redirect(location, code, made)


@overload
def make_response(result: ResponseReturn = "", /) -> Response: ...
@overload
def make_response(
    body: ResponseValue, status: int | str | HeadersValue, /
) -> Response: ...
@overload
def make_response(
    body: ResponseValue, status: int | str, headers: HeadersValue, /
) -> Response: ...
def make_response(*result: Any) -> Response:
    """Return the response that a view would have made of *result*.

    Args:
        result: A body, and a status and headers if they differ from the usual ones.

    Raises:
        ResponseError: If no response can be made of it.
        ContextError: If there is no context.
    """
    return _app("make_response()").make_response(*result)


def jsonify(*values: Any, **items: Any) -> Response:
    """Return a JSON response of one value, a list of values, or named items.

    Raises:
        ResponseError: If positional and named values are mixed.
        ContextError: If there is no context.
    """
    return _app("jsonify()").parts.convert.json_response(*values, **items)


def flash(message: str, category: str = "message") -> None:
    """Keep *message* for the next page that the client sees, and only for that.

    Raises:
        ContextError: If there is no request.
        SessionError: If there is no secret key.
    """
    flashing.flash(_request_context("flash()"), message, category)


@overload
def get_flashed_messages(
    with_categories: Literal[False] = False, category_filter: Iterable[str] = ()
) -> list[str]: ...
@overload
def get_flashed_messages(
    with_categories: Literal[True], category_filter: Iterable[str] = ()
) -> list[tuple[str, str]]: ...
def get_flashed_messages(
    with_categories: bool = False,  # documented
    category_filter: Iterable[str] = (),
) -> list[str] | list[tuple[str, str]]:
    """Take the flashed messages out of the session; a request may ask repeatedly.

    Args:
        with_categories: Whether to return pairs of category and message.
        category_filter: The categories that are wanted; all, if it is empty.

    Raises:
        ContextError: If there is no request.
    """
    context = _request_context("get_flashed_messages()")
    return flashing.get_flashed_messages(
        context, with_categories=with_categories, category_filter=category_filter
    )


def render_template(template: TemplateName, **values: Any) -> str:
    """Render a template of the application or one of its routers.

    Args:
        template: Its name, or several of which the first that exists is taken.
        values: What it may use besides the globals.

    Raises:
        jinja2.TemplateNotFound: If there is none.
        ContextError: If there is no context.
    """
    context = current_context("render_template()")
    return _app("").templates.render(context, template, values)


def render_template_string(source: str, **values: Any) -> str:
    """Render a template that is given as text; it is escaped as HTML."""
    context = current_context("render_template_string()")
    return _app("").templates.render_string(context, source, values)


def stream_template(template: TemplateName, **values: Any) -> Iterator[str]:
    """Render a template piece by piece, for a body that is sent as it is made."""
    context = current_context("stream_template()")
    return _app("").templates.stream(context, template, values)


def stream_template_string(source: str, **values: Any) -> Iterator[str]:
    """Render a template that is given as text, piece by piece."""
    context = current_context("stream_template_string()")
    return _app("").templates.stream_string(context, source, values)


def get_template_attribute(template: str, attribute: str) -> Any:
    """Return a macro or variable that a template defines.

    Raises:
        jinja2.TemplateNotFound: If there is no such template.
        AttributeError: If it defines no such thing.
        ContextError: If there is no context.
    """
    return _app("get_template_attribute()").templates.attribute(template, attribute)


def send_file(
    file: str | PathLike[str] | IO[bytes], **options: Unpack[FileOptions]
) -> Response:
    """Send a file, with ranges and conditional requests.

    Args:
        file: A path, relative to the folder of the application; or an open file.
        options: ``mimetype``, ``as_attachment``, ``download_name`` and the like.

    Raises:
        ContextError: If there is no request.
    """
    context = _request_context("send_file()")
    app = cast("App", context.app)
    return responses.send_file(file, context.request.environ, **app.files(options))


def send_from_directory(
    directory: str | PathLike[str],
    path: str | PathLike[str],
    **options: Unpack[FileOptions],
) -> Response:
    """Send a file of a folder, by a path that a client may choose.

    Raises:
        werkzeug.exceptions.NotFound: If the folder has no such file.
        ContextError: If there is no request.
    """
    context = _request_context("send_from_directory()")
    app = cast("App", context.app)
    return responses.send_from_directory(
        directory, path, context.request.environ, **app.files(options)
    )


@overload
def stream_with_context(pieces: Iterator[R], /) -> Iterator[R]: ...
@overload
def stream_with_context(
    pieces: Callable[P, Iterator[R]], /
) -> Callable[P, Iterator[R]]: ...
def stream_with_context(pieces: Any, /) -> Any:
    """Keep the context of the request while its body is streamed.

    Kolben does so for every streamed body; this makes sure that there is a request,
    and returns what it was given.

    Raises:
        ContextError: If there is no request.
    """
    if callable(pieces):

        @wraps(pieces)
        def started(*args: Any, **keywords: Any) -> Any:
            _request_context("stream_with_context()")
            return pieces(*args, **keywords)

        return started
    _request_context("stream_with_context()")
    return pieces


def after_this_request(callback: Callback) -> Callback:
    """Let *callback* take the response of this request and return it, or another.

    Raises:
        ContextError: If there is no request.
    """
    context = _request_context("after_this_request()")
    if context.response_callbacks is None:
        context.response_callbacks = []
    context.response_callbacks.append(callback)
    return callback


def copy_current_request_context(function: Callable[P, R]) -> Callable[P, R]:
    """Let *function* run in another thread or task as if within this request.

    Raises:
        ContextError: If there is no request.
    """
    context = _request_context("copy_current_request_context()").copy()

    @wraps(function)
    def within(*args: P.args, **keywords: P.kwargs) -> R:
        with context.copy():
            result: R = context.app.ensure_sync(function)(*args, **keywords)
            return result

    return within


def has_request_context() -> bool:
    """Whether there is a request."""
    context = current.get(None)
    return context is not None and context.has_request


def has_app_context() -> bool:
    """Whether there is a context at all."""
    return current.get(None) is not None
