"""Requests whose forms are read strictly.

Layer 2. Werkzeug reads a form that is broken as one that is empty. Here ``form`` is
empty too, but why it is can be asked, so that a client learns what it did wrong.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import IO, Any

import werkzeug.wrappers
from werkzeug.formparser import FormDataParser

__all__ = ["FormRequest"]


class FormRequest(werkzeug.wrappers.Request):
    """A request that says whether its form could be read.

    Attributes:
        form_failure: Why the form cannot be read; ``form`` is empty then.

    Example:
        >>> from werkzeug.test import EnvironBuilder
        >>> sent = EnvironBuilder(method="POST", data=b"--", content_type=(
        ...     "multipart/form-data; boundary=x"
        ... ))
        >>> request = FormRequest(sent.get_environ())
        >>> len(request.form), request.form_failure is None
        (0, False)
    """

    form_failure: ValueError | None = None

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
