"""Kolben: a web framework whose views are classes, and whose views are typed.

Layer 8. Everything that an application usually needs is importable from here.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from kolben._inspecting import inspect as _inspect  # noqa: F401  # looks at apps
from kolben.app import App
from kolben.app_settings import AppOptions
from kolben.binding import (
    REQUIRED,
    Body,
    Cookie,
    File,
    Form,
    Header,
    Inject,
    InputError,
    InputTooLarge,
    InvalidInput,
    MalformedInput,
    Named,
    Problem,
    Query,
    QueryArgs,
    UnsupportedInput,
)
from kolben.config.fields import field
from kolben.context import Context
from kolben.errors import ErrorHandler, handles, problem_document
from kolben.exceptions import (
    BindError,
    ConfigError,
    ContextError,
    KolbenError,
    ResponseError,
    RouteError,
    SessionError,
    TemplateMismatch,
    UrlError,
)
from kolben.flashing import Flashes
from kolben.guards import Guard
from kolben.helpers import (
    after_this_request,
    copy_current_request_context,
    flash,
    get_flashed_messages,
    get_template_attribute,
    has_app_context,
    has_request_context,
    jsonify,
    make_response,
    redirect,
    render_template,
    render_template_string,
    send_file,
    send_from_directory,
    stream_template,
    stream_template_string,
    stream_with_context,
    url_for,
)
from kolben.http_errors import Forbidden, NotFound, Unauthorized, abort
from kolben.locals import current_app, g, request, session
from kolben.middleware import LighttpdCGIRootFix
from kolben.request_state import RequestState
from kolben.requests import Request
from kolben.resources import Resource, not_a_verb
from kolben.responses import (
    Created,
    Event,
    EventStream,
    Html,
    Json,
    NoContent,
    Redirect,
    Response,
    ResponseReturn,
    SendFile,
    Stream,
    secure_filename,
    see_other,
)
from kolben.router import Router, RouterOptions
from kolben.routing import URL, Converter, Signed
from kolben.rules import Rule
from kolben.sessions import Session
from kolben.sessions.typed import TypedSession
from kolben.settings import Config
from kolben.signals import (
    appcontext_popped,
    appcontext_pushed,
    appcontext_tearing_down,
    before_render_template,
    got_request_exception,
    message_flashed,
    request_finished,
    request_started,
    request_tearing_down,
    template_rendered,
)
from kolben.templating import Template
from kolben.typed_errors import HttpError
from kolben.uploads import Upload, UploadLimits

__all__ = [
    "App",
    "AppOptions",
    "BindError",
    "Body",
    "Config",
    "ConfigError",
    "Context",
    "ContextError",
    "Converter",
    "Cookie",
    "Created",
    "ErrorHandler",
    "Event",
    "EventStream",
    "File",
    "Flashes",
    "Forbidden",
    "Form",
    "Guard",
    "Header",
    "Html",
    "HttpError",
    "Inject",
    "InputError",
    "InputTooLarge",
    "InvalidInput",
    "Json",
    "KolbenError",
    "LighttpdCGIRootFix",
    "MalformedInput",
    "Markup",
    "Named",
    "NoContent",
    "NotFound",
    "Problem",
    "Query",
    "QueryArgs",
    "REQUIRED",
    "Redirect",
    "Request",
    "RequestState",
    "Resource",
    "Response",
    "ResponseError",
    "ResponseReturn",
    "RouteError",
    "Router",
    "RouterOptions",
    "Rule",
    "SendFile",
    "Session",
    "SessionError",
    "Signed",
    "Stream",
    "Template",
    "TemplateMismatch",
    "TypedSession",
    "URL",
    "Unauthorized",
    "UnsupportedInput",
    "Upload",
    "UploadLimits",
    "UrlError",
    "abort",
    "after_this_request",
    "appcontext_popped",
    "appcontext_pushed",
    "appcontext_tearing_down",
    "before_render_template",
    "copy_current_request_context",
    "current_app",
    "escape",
    "field",
    "flash",
    "g",
    "get_flashed_messages",
    "get_template_attribute",
    "got_request_exception",
    "handles",
    "has_app_context",
    "has_request_context",
    "jsonify",
    "make_response",
    "message_flashed",
    "not_a_verb",
    "problem_document",
    "redirect",
    "render_template",
    "render_template_string",
    "request",
    "request_finished",
    "request_started",
    "request_tearing_down",
    "secure_filename",
    "see_other",
    "send_file",
    "send_from_directory",
    "session",
    "stream_template",
    "stream_template_string",
    "stream_with_context",
    "template_rendered",
    "url_for",
]
