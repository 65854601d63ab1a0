"""Responses: the class, what handlers may return, and how one becomes the other.

Layer 2.
"""

from __future__ import annotations

from kolben.responses.content import (
    Defined,
    HeadersValue,
    NoPayload,
    ResponseReturn,
    ResponseValue,
    SyncReturn,
    Undefined,
)
from kolben.responses.convert import ToResponse
from kolben.responses.files import (
    FileOptions,
    secure_filename,
    send_file,
    send_from_directory,
)
from kolben.responses.redirects import redirect, see_other
from kolben.responses.response import Response

__all__ = [
    "Defined",
    "FileOptions",
    "HeadersValue",
    "NoPayload",
    "Response",
    "ResponseReturn",
    "ResponseValue",
    "SyncReturn",
    "ToResponse",
    "Undefined",
    "redirect",
    "secure_filename",
    "see_other",
    "send_file",
    "send_from_directory",
]
