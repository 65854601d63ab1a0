"""The documented functions, for the code of views, hooks and templates.

Layer 8. Each finds the current context and hands the work to the room that does it.
Nothing inside Kolben imports them.
"""

from __future__ import annotations

from kolben.helpers.contexts import (
    after_this_request,
    copy_current_request_context,
    has_app_context,
    has_request_context,
    stream_with_context,
)
from kolben.helpers.links import url_for
from kolben.helpers.messages import flash, get_flashed_messages
from kolben.helpers.results import (
    jsonify,
    make_response,
    redirect,
    send_file,
    send_from_directory,
)
from kolben.helpers.templates import (
    get_template_attribute,
    render_template,
    render_template_string,
    stream_template,
    stream_template_string,
)

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
