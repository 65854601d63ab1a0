"""A library that lends books: a JSON API.

Start it, and get a token to use it with::

    kolben --app examples/api add-member ada --librarian
    kolben --app examples/api run

Read ``models`` and ``books`` first: they are what most of an API consists of.
"""

from __future__ import annotations

import sqlite3

from api.books import books_router
from api.catalogue import Catalogue, Journal
from api.commands import add_commands
from api.database import Database, connection, database
from api.desk import desk_router
from api.lending import Calendar, Lending
from api.loans import loans_router
from api.members import Members
from api.settings import Settings
from kolben import App, problem_document
from kolben.http_errors import HTTPException

__all__ = ["create_app"]


def create_app(settings: Settings | None = None) -> App:
    """Make the application, by default as the environment wants it."""
    app = App(__name__, config=settings or Settings.from_env("LIBRARY_"))
    app.provide(Database, database, scope="app")
    app.provide(sqlite3.Connection, connection)
    app.provide(Catalogue)
    app.provide(Journal)
    app.provide(Lending)
    app.provide(Members)
    app.provide(Calendar, scope="app")

    app.include(books_router())
    app.include(desk_router())
    app.include(loans_router())
    app.register_error_handler(HTTPException, problem_document)
    add_commands(app)
    return app
