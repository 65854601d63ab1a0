"""Notes: a small application with accounts, forms, files and a JSON API.

Start it with ``kolben --app examples/notes run``. What it keeps lies in its instance
folder, which it makes on its first start; ``NOTES_FOLDER`` names another.

Read ``models`` (what may be sent), ``pages`` (what templates may use), ``guards`` (who
may pass) and ``notebook`` first: they are what most of an application consists of.
"""

from __future__ import annotations

from pathlib import Path

from kolben import App, AppOptions
from notes.accounts import accounts_router
from notes.api import api_router
from notes.commands import add_commands
from notes.explaining import Explain
from notes.guards import SameSite
from notes.notebook import notebook_router
from notes.settings import Settings, kept_secret_key
from notes.store import Store
from notes.visitors import Visitor

__all__ = ["create_app"]


def create_app(settings: Settings | None = None) -> App:
    """Make the application, by default as the environment wants it."""
    settings = settings or Settings.from_env("NOTES_")
    folder = str(settings.folder.absolute()) if settings.folder else None
    app = App(__name__, config=settings, options=AppOptions(instance_path=folder))
    if settings.secret_key is None:
        app.secret_key = kept_secret_key(Path(app.instance_path))

    app.provide(Store, opened_store, scope="app")
    app.provide(Visitor)
    app.guard(SameSite)
    app.include(accounts_router())
    app.include(notebook_router())
    app.include(api_router())
    app.add_error_handler(Explain)
    add_commands(app)
    return app


def opened_store(app: App) -> Store:
    """Provide the store, which is made where it is not there yet."""
    store = Store(Path(app.instance_path))
    store.create()
    return store
