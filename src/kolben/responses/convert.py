"""From what a handler returned to the response that is sent.

Layer 2. The rules are those of the documentation, in its order. They are looked up by
the type of the value, so that the usual ones cost one look-up in a dictionary; a
type that is met for the first time is judged once and then stands in the table.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any, Final, TypeAlias
from wsgiref.types import WSGIEnvironment

import msgspec
import werkzeug.wrappers
from werkzeug.datastructures import Headers
from werkzeug.utils import get_content_type

from kolben.exceptions import ResponseError
from kolben.json import JSONProvider
from kolben.responses.content import HTMLLike
from kolben.responses.headers import add_headers
from kolben.responses.refusals import (
    NO_BODIES,
    is_status,
    refusal,
    refusal_of_headers,
    refusal_of_length,
    refusal_of_tuple,
)
from kolben.responses.response import Response
from kolben.responses.results import Result, Services

__all__ = ["ToResponse"]

_Maker: TypeAlias = Callable[[Any], Response]

_HTML: Final = "text/html; charset=utf-8"
_HEADERS: Final = (Mapping, Headers, list, tuple)
_MOST_KINDS: Final = 1_000
_PAIR: Final = 2
_TRIPLE: Final = 3


class ToResponse:
    """Makes a response of whatever a handler may return.

    Args:
        response_class: The class of the responses.
        json: What writes JSON.
        services: What the application does for results; by default it writes JSON.

    Example:
        >>> from kolben.json import DefaultJSONProvider
        >>> to_response = ToResponse(Response, DefaultJSONProvider())
        >>> to_response(({"cats": 3}, 201), None, "cats").status
        '201 CREATED'
    """

    def __init__(
        self,
        response_class: type[Response],
        json: JSONProvider,
        services: Services | None = None,
    ) -> None:
        self.response_class = response_class
        self.json = json
        self._services = Services(json) if services is None else services
        mimetype = response_class.default_mimetype
        self._text = mimetype and get_content_type(mimetype, "utf-8")
        self._makers: dict[type, _Maker] = {
            str: self._from_text,
            bytes: self._from_bytes,
            dict: self._from_data,
            list: self._from_data,
            response_class: _as_it_is,
        }
        self._rules: tuple[tuple[type, _Maker], ...] = (
            (str, self._from_text),
            (bytes, self._from_bytes),
            (bytearray, self._from_bytes),
            (werkzeug.wrappers.Response, self._from_response),
            (list, self._from_data),
            (Mapping, self._from_mapping),
            (HTMLLike, self._from_html),
            (msgspec.Struct, self._from_data),
            (Iterator, response_class),
        )

    def __call__(
        self, result: object, environ: WSGIEnvironment | None, view: str
    ) -> Response:
        """Return the response that *result* stands for.

        Args:
            result: What a handler returned.
            environ: The WSGI environment, for WSGI applications that are returned.
            view: The name of the handler, for the error.

        Raises:
            ResponseError: If no response can be made of it.
        """
        maker = self._makers.get(result.__class__)
        if maker is not None:
            return maker(result)
        if isinstance(result, tuple):
            response = self._from_tuple(result, environ, view)
        else:
            response = self._made(result, environ, view)
        if not isinstance(response, Result):
            return response
        response.settle(self._services, environ)
        return self._from_response(response)

    def _made(
        self, result: object, environ: WSGIEnvironment | None, view: str
    ) -> Response:
        """Return the response that *result* stands for; a result is not settled yet."""
        if isinstance(result, Result):
            return result
        maker = self._makers.get(result.__class__)
        if maker is not None:
            return maker(result)
        maker = self._maker_for(result)
        if maker is not None:
            if len(self._makers) < _MOST_KINDS:
                self._makers[result.__class__] = maker
            return maker(result)
        if _is_application(result):
            return self._forced(result, environ)
        raise refusal(result, view)

    def json_response(self, *args: Any, **kwargs: Any) -> Response:
        """Return a JSON response.

        Args:
            *args: One value, which is sent; or several, which are sent as a list.
            **kwargs: The items of an object, in place of *args*.

        Raises:
            ResponseError: If both are given.

        Example:
            >>> from kolben.json import DEFAULT_PROVIDER
            >>> to_response = ToResponse(Response, DEFAULT_PROVIDER)
            >>> to_response.json_response(1, 2).get_data()
            b'[1,2]'
        """
        if args and kwargs:
            raise ResponseError(
                "JSON can be made of positional or of named values, not of both.",
                hint="Pass one dict.",
            )
        if len(args) == 1 and isinstance(args[0], Mapping):
            return self._from_mapping(args[0])
        if len(args) == 1:
            return self._from_data(args[0])
        return self._from_data(list(args) or kwargs or None)

    def _maker_for(self, result: object) -> _Maker | None:
        """Return the rule for values of the type of *result*, if there is one."""
        if isinstance(result, type):
            return None
        for kind, maker in self._rules:
            if isinstance(result, kind):
                return maker
        if _has_declared_fields(result):
            return self._from_data
        return self._from_model if hasattr(result, "model_dump_json") else None

    def _from_text(self, text: str) -> Response:
        return self.response_class.finished(text.encode(), self._text)

    def _from_bytes(self, body: bytes | bytearray) -> Response:
        return self.response_class.finished(bytes(body), self._text)

    def _from_html(self, page: HTMLLike) -> Response:
        return self.response_class.finished(page.__html__().encode(), _HTML)

    def _from_data(self, data: object) -> Response:
        body = self.json.dump_bytes(data)
        return self.response_class.finished(body, self.json.mimetype)

    def _from_mapping(self, mapping: Mapping[str, object]) -> Response:
        return self._from_data(dict(mapping.items()))

    def _from_model(self, model: Any) -> Response:
        body: str = model.model_dump_json()
        return self.response_class.finished(body.encode(), self.json.mimetype)

    def _from_response(self, response: werkzeug.wrappers.Response) -> Response:
        if isinstance(response, self.response_class):
            return response
        return self._forced(response, None)

    def _forced(self, result: Any, environ: WSGIEnvironment | None) -> Response:
        forced: Any = self.response_class.force_type(result, environ)
        response: Response = forced
        return response

    def _from_tuple(
        self, result: tuple[Any, ...], environ: WSGIEnvironment | None, view: str
    ) -> Response:
        """Make a response of a body with a status, headers or both."""
        headers: object = None
        if len(result) == _TRIPLE:
            body, status, headers = result
        elif len(result) == _PAIR:
            body, status = result
            if status.__class__ is not int and isinstance(status, _HEADERS):
                status, headers = None, status
        else:
            raise refusal_of_length(result, view)
        if not is_status(status) or isinstance(body, NO_BODIES):
            raise refusal_of_tuple(result, view)
        response = self._made(body, environ, view)
        if status is not None:
            response.status = status
        if headers is not None:
            try:
                add_headers(headers, response.headers)
            except (AttributeError, TypeError, ValueError) as error:
                raise refusal_of_headers(headers, error, view) from error
        return response


def _as_it_is(response: Response) -> Response:
    return response


def _has_declared_fields(result: object) -> bool:
    return is_dataclass(result) or hasattr(result, "__attrs_attrs__")


def _is_application(result: object) -> bool:
    """Return whether *result* can be called as WSGI calls applications."""
    if not callable(result) or isinstance(result, type):
        return False
    try:
        inspect.signature(result).bind({}, None)
    except (TypeError, ValueError):
        return False
    return True
