"""Responses: the class, what handlers may return, and how one becomes the other.

Layer 2.
"""

from __future__ import annotations

from kolben.responses.conditional import Validators, check_preconditions
from kolben.responses.content import (
    Defined,
    HeadersValue,
    HTMLLike,
    NoPayload,
    ResponseReturn,
    ResponseValue,
    SyncReturn,
    Undefined,
)
from kolben.responses.convert import ToResponse
from kolben.responses.events import Event, EventStream
from kolben.responses.files import (
    FileOptions,
    SendFile,
    SendFileOptions,
    secure_filename,
    send_file,
    send_from_directory,
)
from kolben.responses.offers import Offer, is_preferred, offers_of
from kolben.responses.redirects import redirect, see_other
from kolben.responses.response import Response
from kolben.responses.results import (
    Created,
    Html,
    Json,
    NoContent,
    Redirect,
    RedirectStatus,
    Result,
    Services,
)
from kolben.responses.sendable import require_sendable
from kolben.responses.streams import Chunks, Stream

__all__ = [
    "Chunks",
    "Created",
    "Defined",
    "Event",
    "EventStream",
    "FileOptions",
    "HTMLLike",
    "HeadersValue",
    "Html",
    "Json",
    "NoContent",
    "NoPayload",
    "Offer",
    "Redirect",
    "RedirectStatus",
    "Response",
    "ResponseReturn",
    "ResponseValue",
    "Result",
    "SendFile",
    "SendFileOptions",
    "Services",
    "Stream",
    "SyncReturn",
    "ToResponse",
    "Undefined",
    "Validators",
    "check_preconditions",
    "is_preferred",
    "offers_of",
    "redirect",
    "require_sendable",
    "secure_filename",
    "see_other",
    "send_file",
    "send_from_directory",
]
