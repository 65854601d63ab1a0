"""The parts of a request that inputs are taken from.

Layer 4. Each is read once for a call, whatever number of inputs is taken from it, and
out of the WSGI environment where that will do. Values stand in lists by their names,
as a client may repeat each of them.
"""

from __future__ import annotations

import string
from collections.abc import Callable
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qsl, quote
from wsgiref.types import WSGIEnvironment

from kolben.binding.problems import Malformed
from kolben.binding.refusals import Unsupported
from kolben.context import Context
from kolben.uploads import Upload

__all__ = [
    "Fields",
    "Open",
    "body_of",
    "cookies_of",
    "environ_of",
    "form_of",
    "query_of",
]

Fields: TypeAlias = dict[str, list[Any]]
"""The values of each name."""

Open: TypeAlias = Callable[[Context], Any]
"""Returns a part of the request of a context."""

_URLENCODED: Final = "application/x-www-form-urlencoded"
_MULTIPART: Final = "multipart/form-data"
_FORM_TYPES: Final = (_MULTIPART, _URLENCODED)


def environ_of(context: Context) -> WSGIEnvironment:
    """Return the WSGI environment, which has the headers under names of its own."""
    return context.environ or context.request.environ


def query_of(context: Context) -> Fields:
    """Return the values of the query, as ``request.args`` has them."""
    text: str = environ_of(context).get("QUERY_STRING", "")
    if not text:
        return {}
    if not text.isascii():  # a client that quoted nothing gets it quoted
        text = quote(text.encode("latin1"), safe=string.printable)
    fields: Fields = {}
    if "%" in text or "+" in text:
        pairs = parse_qsl(text, keep_blank_values=True, errors="werkzeug.url_quote")
        for name, value in pairs:
            fields.setdefault(name, []).append(value)
        return fields
    for pair in text.split("&"):
        if pair:
            name, _, value = pair.partition("=")
            fields.setdefault(name, []).append(value)
    return fields


def cookies_of(context: Context) -> Fields:
    """Return the values of the cookies."""
    return dict(context.request.cookies.lists())


def body_of(context: Context) -> tuple[str, bytes]:
    """Return the content type and the body.

    Raises:
        RequestEntityTooLarge: If the body is larger than the application allows.
        ClientDisconnected: If it does not come whole.
    """
    request = context.request
    return request.environ.get("CONTENT_TYPE", ""), request.read_body()


def form_of(context: Context) -> Fields:
    """Return the values of the submitted form, files among them.

    A file input that was left empty sends a part without name and content: that is
    no file. A request without a body has an empty form.

    Raises:
        Unsupported: If the body is no form.
        Malformed: If it is a form that cannot be read.
        RequestEntityTooLarge: If it is larger than the application allows.
    """
    request = context.request
    media_type = request.mimetype
    if media_type not in _FORM_TYPES:
        if request.get_data():
            raise Unsupported(
                f"Expected a form ({' or '.join(_FORM_TYPES)}), "
                f"got {media_type or 'no media type'}.",
                _FORM_TYPES,
            )
        return {}
    fields: Fields = dict(request.form.lists())
    if request.form_failure is not None:
        raise Malformed("The form cannot be read.")
    for name, files in request.files.lists():
        given = [Upload(each) for each in files if each.filename]
        if given:
            fields.setdefault(name, []).extend(given)
    return fields
