"""Redirects.

Layer 2. A location may come from the client (``?next=...``), so what could end the
header is percent-encoded here and what could end the page is escaped; what is no URL at
all becomes a path, for it could not be sent.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from markupsafe import escape
from werkzeug.urls import iri_to_uri

from kolben.exceptions import ResponseError
from kolben.responses.response import Response

__all__ = ["redirect", "redirect_page", "safe_location", "see_other"]

_CODES: Final = (301, 302, 303, 305, 307, 308)
_SEE_OTHER: Final = 303
_CONTROLS: Final = {code: f"%{code:02X}" for code in (*range(32), 127)}
_PAGE: Final = """\
<!doctype html>
<html lang="en">
<title>Moved</title>
<p>This page has moved to <a href="{0}">{0}</a>.</p>
"""


def redirect(
    location: str, code: int = 302, response_class: type[Response] = Response
) -> Response:
    """Send the client to another URL.

    Args:
        location: The URL. Without a host it is one of this server.
        code: 301 and 308 tell the client to remember; 307 and 308 to repeat the
            request with its method and body; 303 to get the other URL instead.
        response_class: The class of the response.

    Raises:
        ResponseError: If *code* does not redirect.

    Example:
        >>> redirect("/login").location
        '/login'
    """
    if code not in _CODES:
        raise ResponseError(
            f"The status {code!r} does not redirect.",
            hint=f"Use one of {', '.join(map(str, _CODES))}.",
        )
    safe = safe_location(location)
    response = response_class(redirect_page(safe), code, mimetype="text/html")
    response.headers["Location"] = safe
    return response


def safe_location(location: str) -> str:
    r"""Return *location* with what no header may have percent-encoded.

    Example:
        >>> safe_location("/a\r\nX-Evil: 1")
        '/a%0D%0AX-Evil: 1'
        >>> safe_location("http://[")
        'http%3A//%5B'
    """
    text = str(location).translate(_CONTROLS)
    try:
        iri_to_uri(text)
    except ValueError:
        return quote(text, safe="/?&=", errors="replace")
    return text


def redirect_page(location: str) -> str:
    """Return the page for a client that does not go to *location* by itself."""
    return _PAGE.format(escape(location))


def see_other(location: str, response_class: type[Response] = Response) -> Response:
    """Send the client to *location* after a form was taken in (303).

    The client gets it, whatever the method of this request was, so that a reload
    does not send the form once more.

    Example:
        >>> see_other("/thanks").status
        '303 SEE OTHER'
    """
    return redirect(location, _SEE_OTHER, response_class)
