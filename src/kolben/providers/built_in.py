"""What can be asked for by its type though nobody provides it.

Layer 4. The request, the session, the context and the application are there anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Protocol

from kolben.binding import Fill
from kolben.config import ConfigDict
from kolben.context import Context
from kolben.providers.refusals import Link
from kolben.providers.resolution import Resolved
from kolben.request_state import RequestState
from kolben.requests import Request
from kolben.sessions import Session
from kolben.sessions.typed import TypedSession

__all__ = ["Provides", "built_in"]


class Provides(Protocol):
    """What is asked of the application."""

    request_class: type[Request]
    config: ConfigDict
    settings: object


def built_in(
    app: Provides, app_classes: Collection[type]
) -> Callable[[object], Resolved | None]:
    """Return what fills parameters of types that need no provider.

    Args:
        app: The application.
        app_classes: The classes that it is asked for by.
    """
    exact: dict[object, Resolved] = {
        ConfigDict: Resolved(_config),
        Context: _short(Context, _same),
        Session: _short(Session, _session),
        **dict.fromkeys(app_classes, Resolved(_application)),
    }

    def find(key: object) -> Resolved | None:
        found = exact.get(key)
        if found is not None or not isinstance(key, type) or key is object:
            return found
        if key in type(app.settings).__mro__:
            return Resolved(_settings)
        if issubclass(key, Request) and issubclass(app.request_class, key):
            return _short(key, _request)
        if issubclass(key, RequestState | TypedSession):
            return _short(key, _current(key))
        return None

    return find


def _short(key: type, fill: Fill) -> Resolved:
    return Resolved(fill, short=(Link(key.__name__, None),))


def _application(context: Context) -> Any:
    return context.app


def _config(context: Context) -> ConfigDict:
    return context.app.config


def _settings(context: Context) -> Any:
    app: Any = context.app
    return app.settings


def _same(context: Context) -> Context:
    return context


def _session(context: Context) -> Session:
    return context.session


def _request(context: Context) -> Request:
    return context.request


def _current(key: Any) -> Fill:
    return lambda _: key.current()
