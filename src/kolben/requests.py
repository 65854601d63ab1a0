"""The request: werkzeug's, made so that it costs nothing until it is asked.

Layer 2. Werkzeug reads eight values out of the WSGI environment for every request,
though most handlers look at one or two. Here each is computed when it is first read
and then kept in the instance, where later reads find it without a call.
"""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any, Final, TypeVar, cast
from urllib.parse import quote
from wsgiref.types import WSGIEnvironment

from werkzeug.datastructures import (
    EnvironHeaders,
    FileStorage,
    ImmutableMultiDict,
    MultiDict,
)
from werkzeug.utils import cached_property
from werkzeug.wsgi import LimitedStream

from kolben.http_errors import (
    BadRequest,
    BadRequestKeyError,
    HTTPException,
    RequestEntityTooLarge,
)
from kolben.json import DEFAULT_PROVIDER
from kolben.request_bodies import BodyRequest
from kolben.responses.conditional import Validators, check_preconditions
from kolben.responses.offers import NEGOTIATED, Offer, is_preferred, media_type_of

if TYPE_CHECKING:
    from kolben.routing import Route

__all__ = ["MissingUploadError", "Request", "RequestSettings"]

T = TypeVar("T")

_DEFAULT_BODY: Final = 16 * 1024 * 1024
_MULTIPART: Final = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class RequestSettings:
    """What an application decides about the requests that it reads.

    Attributes:
        max_content_length: Bytes that a body may have; ``None`` for any number.
        max_form_memory_size: Bytes of a multipart field that is not a file.
        max_form_parts: How many parts a multipart body may have.
        trusted_hosts: Hosts that the application answers for; ``None`` for all. A
            name that starts with a dot stands for its subdomains too.
        debug: Whether errors tell the client what exactly was wrong.

    Example:
        >>> request = Request({})
        >>> request.settings = RequestSettings(max_content_length=1_000)
        >>> request.max_content_length
        1000
        >>> request.max_content_length = None  # for this request only
    """

    max_content_length: int | None = _DEFAULT_BODY
    max_form_memory_size: int | None = 500_000
    max_form_parts: int = 1_000
    trusted_hosts: tuple[str, ...] | None = None
    debug: bool = False


class MissingUploadError(BadRequestKeyError):
    """A form field was asked for as a file, but came as text (debug mode only).

    Browsers send no file unless the form says how: the error is raised in place of
    the bare ``KeyError`` so that the page can say what the form lacks.
    """

    def __init__(self, key: str, mimetype: str) -> None:
        text = (
            f"There is no file {key!r} in the request, only a form field of that "
            f"name: the form was sent as {mimetype or 'no type at all'!r}, which "
            f'carries no files. Add enctype="{_MULTIPART}" to the <form>.'
        )
        super().__init__(key, text)


class _Kept:
    """An attribute that is read from the environment once, and then kept.

    It has no ``__set__``, so the kept value hides it and may be replaced.
    """

    def __init__(self, read: Callable[[WSGIEnvironment], object]) -> None:
        self._read = read

    def __set_name__(self, owner: type[Request], name: str) -> None:
        self._name = name

    def __get__(self, request: Request | None, owner: type[Request]) -> object:
        if request is None:
            return self
        value = request.__dict__[self._name] = self._read(request.environ)
        return value


class _FromSettings:
    """An attribute that is a setting, unless the request or its class says else."""

    def __init__(self, read: Callable[[RequestSettings], object]) -> None:
        self._read = read

    def __get__(self, request: Request | None, owner: type[Request]) -> object:
        return self._read((owner if request is None else request).settings)


def _kept(read: Callable[[WSGIEnvironment], T]) -> T:
    """Return a :class:`_Kept`, typed as what it gives."""
    return cast(T, _Kept(read))


def _from_settings(read: Callable[[RequestSettings], T]) -> T:
    """Return a :class:`_FromSettings`, typed as what it gives."""
    return cast(T, _FromSettings(read))


def _text(environ: WSGIEnvironment, key: str) -> str:
    """Return a value that the gateway tunnelled through Latin-1, as UTF-8."""
    value: str = environ.get(key) or ""
    if value.isascii():
        return value
    return value.encode("latin1").decode(errors="replace")


def _path(environ: WSGIEnvironment) -> str:
    return "/" + _text(environ, "PATH_INFO").lstrip("/")


def _root_path(environ: WSGIEnvironment) -> str:
    return _text(environ, "SCRIPT_NAME").rstrip("/")


def _query_string(environ: WSGIEnvironment) -> bytes:
    """Return the query; a client that quoted nothing gets it quoted (RFC 3986).

    Werkzeug decodes it as UTF-8, and bytes that are none would be a server error.
    """
    query: str = environ.get("QUERY_STRING", "")
    if query.isascii():
        return query.encode()
    return quote(query.encode("latin1"), safe=string.printable).encode()


def _method(environ: WSGIEnvironment) -> str:
    method: str = environ.get("REQUEST_METHOD", "GET")
    return method.upper()


def _server(environ: WSGIEnvironment) -> tuple[str, int | None] | None:
    """Return the address of the server; a Unix socket has no port."""
    name: str | None = environ.get("SERVER_NAME")
    if name is None:
        return None
    try:
        return name, int(environ["SERVER_PORT"])
    except (KeyError, TypeError, ValueError):
        return name, None


def _trusted_hosts(settings: RequestSettings) -> list[str] | None:
    return None if settings.trusted_hosts is None else list(settings.trusted_hosts)


class Request(BodyRequest):
    """An HTTP request: werkzeug's, computed when it is read.

    Args:
        environ: The WSGI environment.
        populate_request: Whether to leave a reference to the request in the
            environment, as ``werkzeug.request``.
        shallow: Whether reading the body is forbidden.

    Attributes:
        settings: What the application decided about requests.
        url_rule: The route that matched, if one did.
        view_args: The variables of the path, converted.
        routing_exception: Why no route matched, if none did.
        form_failure: Why the form cannot be read; ``form`` is empty then.

    Example:
        >>> request = Request({"REQUEST_METHOD": "GET", "PATH_INFO": "/cats"})
        >>> request.method, request.path
        ('GET', '/cats')
    """

    settings: RequestSettings = RequestSettings()
    json_module: Any = DEFAULT_PROVIDER
    url_rule: Route[Any] | None = None
    view_args: dict[str, Any] | None = None
    routing_exception: HTTPException | None = None
    shallow: bool = False

    method: str = _kept(_method)
    scheme: str = _kept(lambda environ: str(environ.get("wsgi.url_scheme", "http")))
    server: tuple[str, int | None] | None = _kept(_server)
    root_path: str = _kept(_root_path)
    path: str = _kept(_path)
    query_string: bytes = _kept(_query_string)
    headers: EnvironHeaders = _kept(EnvironHeaders)
    remote_addr: str | None = _kept(lambda environ: environ.get("REMOTE_ADDR"))

    max_content_length: int | None = _from_settings(
        lambda settings: settings.max_content_length
    )
    max_form_memory_size: int | None = _from_settings(
        lambda settings: settings.max_form_memory_size
    )
    max_form_parts: int = _from_settings(lambda settings: settings.max_form_parts)
    trusted_hosts: list[str] | None = _from_settings(_trusted_hosts)

    def __init__(
        self,
        environ: WSGIEnvironment,
        populate_request: bool = True,
        shallow: bool = False,
    ) -> None:
        self.environ = environ
        if shallow:
            self.shallow = True
        elif populate_request:
            environ["werkzeug.request"] = self

    @property
    def endpoint(self) -> str | None:
        """The name of the route that matched, if one did."""
        return None if self.url_rule is None else self.url_rule.name

    @property
    def blueprint(self) -> str | None:
        """The dotted name of the router that the route belongs to, if any."""
        return (self.endpoint or "").rpartition(".")[0] or None

    @property
    def blueprints(self) -> list[str]:
        """The names of the route's router and of those around it, inside first."""
        names = []
        name = self.blueprint
        while name:
            names.append(name)
            name = name.rpartition(".")[0]
        return names

    @property
    def last_event_id(self) -> str | None:
        """The id of the last event that a client had before it came back, if any.

        Example:
            >>> Request({"HTTP_LAST_EVENT_ID": "7"}).last_event_id
            '7'
        """
        return _text(self.environ, "HTTP_LAST_EVENT_ID") or None

    def wants(self, offer: Offer) -> bool:
        """Return whether the client is to get a result of the class *offer*.

        A handler whose return annotation names several results that say their media
        type (``-> Html | Json[Cat]``) offers them to the client in that order, and
        this tells which one was chosen. Where nothing was negotiated, it tells
        whether the client likes nothing better; the response has to say then that it
        depends on it (``Vary: Accept``), or caches give it to other clients.

        Args:
            offer: A class of results, or a class of templates.

        Example:
            >>> from kolben import Html, Json
            >>> request = Request({"HTTP_ACCEPT": "application/json"})
            >>> request.wants(Json), request.wants(Html)
            (True, False)
        """
        media_type = media_type_of(offer)
        if media_type is None:
            return False
        chosen = self.environ.get(NEGOTIATED)
        if chosen is not None:
            return bool(chosen == media_type)
        return is_preferred(self.environ.get("HTTP_ACCEPT"), media_type)

    def check_preconditions(
        self,
        etag: str | None = None,
        last_modified: datetime | None = None,
        *,
        required: bool = False,
    ) -> None:
        """End the request if what it is to change is not what the client has seen.

        Call it before the change, so that no update is lost (RFC 9110, section 13).
        Give neither tag nor date for what does not exist yet.

        Args:
            etag: The entity tag of what there is now, with or without quotes.
            last_modified: When it changed; without timezone, in UTC.
            required: Whether the client has to say what it has seen.

        Raises:
            werkzeug.exceptions.PreconditionFailed: If it has seen something else (412).
            werkzeug.exceptions.PreconditionRequired: If *required*, and it does not
                say (428).
            ResponseError: If *etag* is no entity tag.

        Example:
            >>> environ = {"REQUEST_METHOD": "PUT", "HTTP_IF_MATCH": '"v1"'}
            >>> Request(environ).check_preconditions(etag="v1")
            >>> Request(environ).check_preconditions(etag="v2")
            Traceback (most recent call last):
            ...
            werkzeug.exceptions.PreconditionFailed: 412 Precondition Failed: ...
        """
        check_preconditions(
            self.environ, Validators.of(etag, last_modified), required=required
        )

    @cached_property
    def stream(self) -> IO[bytes]:
        """The body, guarded against more than ``max_content_length`` bytes."""
        stream = super().stream
        limit = self.max_content_length
        if limit is None or "wsgi.input_terminated" not in self.environ:
            return stream
        return cast(IO[bytes], _Counted(self.input_stream, limit, is_max=True))

    def on_json_loading_failed(self, e: ValueError | None) -> Any:
        """Answer a body that is no JSON: 400, or 415 if it did not claim to be.

        Args:
            e: What was wrong with it; ``None`` if its media type was.
        """
        if e is None or self.settings.debug:
            return super().on_json_loading_failed(e)
        raise BadRequest("The body of the request is not valid JSON.") from e

    def _load_form_data(self) -> None:
        super()._load_form_data()
        if self.settings.debug and not self.files and self.mimetype != _MULTIPART:
            files = _NoFiles()
            files.form, files.mimetype = self.form, self.mimetype
            self.__dict__["files"] = files


class _Counted(LimitedStream):
    """A body of undeclared length, which is refused where it passes the limit.

    Werkzeug's own stream, read as a whole, would be cut there without a word.
    """

    def readall(self) -> bytes:
        """Return what is left of the body.

        Raises:
            RequestEntityTooLarge: If it has more bytes than are allowed.
        """
        whole = super().readall()
        if self.is_exhausted and self._stream.read(1):
            raise RequestEntityTooLarge
        return whole


class _NoFiles(ImmutableMultiDict[str, FileStorage]):
    """The files of a request that cannot have any; explains a missing one."""

    form: MultiDict[str, str]
    mimetype: str

    def __getitem__(self, key: str) -> FileStorage:
        if key in self.form:
            raise MissingUploadError(key, self.mimetype)
        raise BadRequestKeyError(key)
