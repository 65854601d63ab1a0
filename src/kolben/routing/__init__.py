"""Routing: from a URL to what answers it, and back.

Layer 1. This is the face of the package; nothing inside imports it.
"""

from __future__ import annotations

from werkzeug.routing import BaseConverter, RequestRedirect

from kolben.routing.converters import Converter, Converters, Signed
from kolben.routing.match import Match
from kolben.routing.pattern import Pattern, Variable
from kolben.routing.route import Route, RouteOptions
from kolben.routing.settings import TableSettings
from kolben.routing.table import Table
from kolben.routing.url import URL, Origin, UrlOptions
from kolben.routing.urls import Urls

__all__ = [
    "BaseConverter",
    "Converter",
    "Converters",
    "Match",
    "Origin",
    "Pattern",
    "RequestRedirect",
    "Route",
    "RouteOptions",
    "Signed",
    "Table",
    "TableSettings",
    "URL",
    "UrlOptions",
    "Urls",
    "Variable",
]
