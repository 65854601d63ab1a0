"""What reads the body of a request by its media type.

Layer 4. JSON and MessagePack are read in one pass. The media type has to be said: a
page of another origin can send a body without one, or as plain text, and nobody would
ask for leave first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from werkzeug.http import parse_options_header

from kolben._constraints import Constraints
from kolben.binding.problems import Invalid, Malformed, Problem, sentence
from kolben.binding.readers import Absent, Reader
from kolben.binding.refusals import Unsupported
from kolben.binding.shapes import Shape

__all__ = ["body_reader", "bytes_reader"]

_JSON: Final = "application/json"
_MSGPACK: Final = (
    "application/msgpack",
    "application/vnd.msgpack",
    "application/x-msgpack",
)
_TEXT: Final = "text/plain"
_ACCEPTED: Final = (_JSON, _MSGPACK[0])
_CHARSETS: Final = ("utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin-1")

_Body = tuple[str, bytes]
"""The content type, and the bytes."""


def bytes_reader(constraints: Constraints | None, absent: Absent) -> Reader:
    """Return what reads the body as it is, whatever its media type."""

    def read(body: _Body) -> Any:
        data = body[1]
        if not data:
            return absent()
        if constraints and (said := constraints.violation(data)) is not None:
            raise Invalid(sentence(said))
        return data

    return Reader(read)


def body_reader(
    shape: Shape, read_text: Callable[[str], Any] | None, absent: Absent
) -> Reader:
    """Return what reads a body by its media type.

    Args:
        shape: What the body has to be.
        read_text: Reads plain text; ``None`` if that is not taken.
        absent: What stands for an empty body.
    """
    known = {_JSON: shape.from_json, **dict.fromkeys(_MSGPACK, shape.from_msgpack)}
    walks = {_JSON: shape.problems_in_json}
    walks.update(dict.fromkeys(_MSGPACK, shape.problems_in_msgpack))

    def read(body: _Body) -> Any:
        content_type, data = body
        if not data:
            return absent()
        convert = known.get(content_type)
        return convert(data) if convert else read_seldom(content_type, data)

    def read_seldom(content_type: str, data: bytes) -> Any:
        """Read a body whose type has parameters, or is none of the plain ones."""
        media_type, charset = _media_type(content_type)
        if media_type in known:
            return known[media_type](data)
        if read_text is not None and media_type == _TEXT:
            return read_text(_decoded(data, charset))
        accepted = _ACCEPTED if read_text is None else (*_ACCEPTED, _TEXT)
        raise _unsupported(media_type or "no media type", accepted)

    def walk(body: _Body) -> Sequence[Problem]:
        found = walks.get(_media_type(body[0])[0])
        return found(body[1], "body") if found and body[1] else ()

    return Reader(read, walk)


def _media_type(content_type: str) -> tuple[str, str]:
    """Return the media type and the charset; what is JSON by suffix is JSON."""
    media_type, parameters = parse_options_header(content_type.lower())
    if media_type.endswith("+json"):
        media_type = _JSON
    return media_type, parameters.get("charset", "utf-8")


def _decoded(data: bytes, charset: str) -> str:
    if charset not in _CHARSETS:
        raise _unsupported(f"the charset {charset!r}", (f"{_TEXT};charset=utf-8",))
    try:
        return data.decode(charset)
    except UnicodeDecodeError:
        raise Malformed(f"The body is not written in {charset}.") from None


def _unsupported(found: str, accepted: tuple[str, ...]) -> Unsupported:
    return Unsupported(f"Expected {' or '.join(accepted)}, got {found}.", accepted)
