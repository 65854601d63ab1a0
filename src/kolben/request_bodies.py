"""How the body of a request is read.

Layer 2. A body of known length is read at once, without the stream that guards one of
unknown length. Werkzeug reads a form that is broken as one that is empty. Here
``form`` is empty too, but why it is can be asked, so that a client learns what it did
wrong.
"""

from __future__ import annotations

from contextlib import ExitStack
from io import BytesIO
from typing import IO, Any, Final
from wsgiref.types import WSGIEnvironment

import werkzeug.wrappers
from werkzeug.formparser import FormDataParser
from werkzeug.wsgi import LimitedStream

from kolben.http_errors import ClientDisconnected

__all__ = ["BodyRequest"]

_LONGEST_LENGTH: Final = 12
_UNGUARDED: Final = ("wsgi.input_terminated", "HTTP_TRANSFER_ENCODING")


class BodyRequest(werkzeug.wrappers.Request):
    """A request that says whether its form could be read.

    Attributes:
        form_failure: Why the form cannot be read; ``form`` is empty then.

    Example:
        >>> from werkzeug.test import EnvironBuilder
        >>> sent = EnvironBuilder(method="POST", data=b"--", content_type=(
        ...     "multipart/form-data; boundary=x"
        ... ))
        >>> request = BodyRequest(sent.get_environ())
        >>> len(request.form), request.form_failure is None
        (0, False)
    """

    form_failure: ValueError | None = None

    def read_body(self) -> bytes:
        """Return the whole body, as ``get_data()`` does, which has it from then on.

        Raises:
            RequestEntityTooLarge: If it has more bytes than are allowed.
            ClientDisconnected: If it has fewer than it declares.
        """
        known, limit = self.__dict__, self.max_content_length
        length = _declared_length(self.environ)
        read = self.shallow or "stream" in known or "_cached_data" in known
        if length is None or read or (limit is not None and length > limit):
            return self.get_data()
        data = _exactly(self.environ["wsgi.input"], length)
        known["_cached_data"], known["stream"] = data, BytesIO()
        return data

    def make_form_data_parser(self) -> FormDataParser:
        """Return a parser that does not keep quiet about a broken form."""
        parser = super().make_form_data_parser()
        parser.silent = False
        parser.stream_factory = self._kept_file_stream
        return parser

    def _kept_file_stream(self, *size: Any, **known: Any) -> IO[bytes]:
        stream = self._get_file_stream(*size, **known)
        self._streams.callback(stream.close)
        return stream

    def _load_form_data(self) -> None:
        with ExitStack() as self._streams:  # the files of a form that is refused
            try:
                super()._load_form_data()
                self._streams.pop_all()
            except ValueError as failure:
                self.form_failure = failure
                empty = self.parameter_storage_class
                self.__dict__.update(form=empty(), files=empty())


def _declared_length(environ: WSGIEnvironment) -> int | None:
    """Return the length of a body that ends where it says it does."""
    length: str = environ.get("CONTENT_LENGTH") or ""
    if not (length.isdecimal() and length.isascii() and len(length) < _LONGEST_LENGTH):
        return None
    return None if any(key in environ for key in _UNGUARDED) else int(length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    """Return *length* bytes of *stream*.

    Raises:
        ClientDisconnected: If it ends before.
    """
    try:
        data = stream.read(length)
    except (OSError, ValueError) as error:
        raise ClientDisconnected from error
    if len(data) < length:
        data += LimitedStream(stream, length - len(data)).read()
    return data
