"""Conditional requests: what the client has, compared with what there is.

Layer 2. The preconditions of RFC 9110, section 13, in the order of its section 13.2.2;
reading (304) and changing (412, 428) ask the same questions of the same headers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Self
from wsgiref.types import WSGIEnvironment

from werkzeug.datastructures import ETags
from werkzeug.http import parse_date, parse_etags, unquote_etag

from kolben.exceptions import ResponseError
from kolben.http_errors import PreconditionFailed, PreconditionRequired
from kolben.responses.response import Response

__all__ = ["Validators", "check_preconditions", "judge", "set_validators"]

_READING: Final = ("GET", "HEAD")
_CONDITIONS: Final = (
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
)
_SUCCESSES: Final = range(200, 300)
_FAILED: Final = 412
_NOT_MODIFIED: Final = 304
_ETAG: Final = re.compile(r'(?:W/)?"[\x21\x23-\x7e]*"|[\x21\x23-\x7e]+')


@dataclass(frozen=True, slots=True)
class Validators:
    """What tells one state of a thing from another (RFC 9110, section 8.8).

    Attributes:
        etag: Its entity tag, without quotes; None if it has none.
        weak: Whether equal tags stand for states that are only equivalent.
        last_modified: When it changed, in UTC and whole seconds.

    Example:
        >>> Validators.of('W/"v1"', datetime(2026, 5, 1, 12, 0, 0, 999))
        Validators(etag='v1', weak=True, last_modified=datetime.datetime(2026, 5, 1, \
12, 0, tzinfo=datetime.timezone.utc))
    """

    etag: str | None
    weak: bool
    last_modified: datetime | None

    @classmethod
    def of(cls, etag: str | None, last_modified: datetime | None) -> Self:
        """Read what a programmer gives: a tag with or without quotes, any timezone.

        Raises:
            ResponseError: If *etag* has a character that no header may have there.
        """
        if etag is not None and not _ETAG.fullmatch(etag):
            raise ResponseError(
                f"{etag!r} is no entity tag.",
                hint="Use printable ASCII without spaces and quotes, such as a version "
                "number or a hexadecimal digest.",
            )
        tag, weak = (None, False) if etag is None else unquote_etag(etag)
        return cls(tag, bool(weak), _whole_seconds(last_modified))

    @classmethod
    def of_response(cls, response: Response) -> Self:
        """Read the headers ``ETag`` and ``Last-Modified`` of *response*."""
        tag, weak = response.get_etag()
        return cls(tag, bool(weak), response.last_modified)

    @property
    def exists(self) -> bool:
        """Whether there is anything that they are the validators of."""
        return self.etag is not None or self.last_modified is not None

    def failure(self, environ: WSGIEnvironment) -> int | None:
        """Return the status that the preconditions of a request end it with.

        Returns:
            412, 304 (for requests that only read), or None to go on.
        """
        if self._has_changed(environ):
            return _FAILED
        if not self._is_known(environ):
            return None
        return _NOT_MODIFIED if _reads(environ) else _FAILED

    def _has_changed(self, environ: WSGIEnvironment) -> bool:
        """Whether ``If-Match`` or ``If-Unmodified-Since`` forbids to go on."""
        tags = _tags(environ, "HTTP_IF_MATCH")
        if tags is not None:
            return not (self.exists if tags.star_tag else self._is_strongly(tags))
        since = _date(environ, "HTTP_IF_UNMODIFIED_SINCE")
        if since is None or self.last_modified is None:
            return False
        return self.last_modified > since

    def _is_known(self, environ: WSGIEnvironment) -> bool:
        """Whether ``If-None-Match`` or ``If-Modified-Since`` names what there is."""
        tags = _tags(environ, "HTTP_IF_NONE_MATCH")
        if tags is not None:
            known = self.etag is not None and tags.contains_weak(self.etag)
            return self.exists if tags.star_tag else known
        since = _date(environ, "HTTP_IF_MODIFIED_SINCE")
        if since is None or self.last_modified is None or not _reads(environ):
            return False
        return self.last_modified <= since

    def _is_strongly(self, tags: ETags) -> bool:
        return self.etag is not None and not self.weak and tags.is_strong(self.etag)


def set_validators(
    response: Response, etag: str | None, last_modified: datetime | None
) -> None:
    """Set the headers ``ETag`` and ``Last-Modified`` of *response*, where given."""
    validators = Validators.of(etag, last_modified)
    if validators.etag is not None:
        response.set_etag(validators.etag, validators.weak)
    if validators.last_modified is not None:
        response.last_modified = validators.last_modified


def judge(response: Response, environ: WSGIEnvironment) -> None:
    """Answer a request that only reads with 304 if the client has the answer already.

    Only what would be a success is judged (RFC 9110, section 13.2.1).

    Raises:
        PreconditionFailed: If the client wants an answer only if it is another one.
    """
    if not any(key in environ for key in _CONDITIONS) or not _reads(environ):
        return
    if response.status_code not in _SUCCESSES:
        return
    failure = Validators.of_response(response).failure(environ)
    if failure == _FAILED:
        response.close()
        raise PreconditionFailed
    if failure is not None:
        response.status_code = failure


def check_preconditions(
    environ: WSGIEnvironment, current: Validators, *, required: bool
) -> None:
    """End a request that would change something other than the client thinks.

    Raises:
        PreconditionFailed: If what there is is not what the client has seen.
        PreconditionRequired: If *required*, and the client does not say what it has
            seen.
    """
    if required and not _says_what_it_saw(environ, current):
        raise PreconditionRequired
    if _reads(environ):
        failed = current.failure(environ) == _FAILED
    else:
        failed = current.failure(environ) is not None
    if failed:
        raise PreconditionFailed


def _says_what_it_saw(environ: WSGIEnvironment, current: Validators) -> bool:
    """Whether a condition was sent that guards against lost updates.

    Against what exists that is ``If-Match``, or a date if a date is known; against
    what does not exist, ``If-None-Match`` says so too (RFC 6585, section 3).
    """
    if _tags(environ, "HTTP_IF_MATCH") is not None:
        return True
    if not current.exists:
        return _tags(environ, "HTTP_IF_NONE_MATCH") is not None
    since = _date(environ, "HTTP_IF_UNMODIFIED_SINCE")
    return since is not None and current.last_modified is not None


def _reads(environ: WSGIEnvironment) -> bool:
    return environ["REQUEST_METHOD"].upper() in _READING


def _tags(environ: WSGIEnvironment, key: str) -> ETags | None:
    """Return the tags of a header; None if it was not sent, or names none."""
    tags = parse_etags(environ.get(key, "").strip())
    return tags or None


def _date(environ: WSGIEnvironment, key: str) -> datetime | None:
    """Return the date of a header; what is no date counts as not sent."""
    try:
        return parse_date(environ.get(key))
    except (ArithmeticError, LookupError):  # of dates such as the 99999th
        return None


def _whole_seconds(moment: datetime | None) -> datetime | None:
    """Return *moment* as headers write it; without a timezone it is in UTC."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).replace(microsecond=0)
