"""Notes: a small application with accounts, forms, files and a JSON API.

Start it with ``kolben --app examples/notes run``. What it keeps lies in its instance
folder, which it makes on its first start; ``NOTES_FOLDER`` names another.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from kolben import App
from kolben.app_settings import AppOptions
from notes.accounts import accounts_router
from notes.api import api_router
from notes.commands import add_commands
from notes.guards import remember_user, same_site_only
from notes.pages import pages_router
from notes.problems import add_error_handlers
from notes.store import Store

__all__ = ["create_app"]


def create_app(folder: str | None = None) -> App:
    """Make the application; its data lie in *folder*."""
    folder = folder or os.environ.get("NOTES_FOLDER")
    app = App(__name__, options=AppOptions(instance_path=folder))
    store = Store(Path(app.instance_path))
    store.create()

    app.config["MAX_CONTENT_LENGTH"] = 4 * 1024 * 1024
    app.config["SECRET_KEY"] = _secret_key(Path(app.instance_path))
    app.config.from_prefixed_env("NOTES")

    app.before_request(same_site_only)
    app.before_request(remember_user(store))
    app.include(accounts_router(store))
    app.include(pages_router(store))
    app.include(api_router(store))
    add_error_handlers(app)
    add_commands(app, store)
    return app


def _secret_key(folder: Path) -> str:
    """Return the key that signs sessions, made on the first start and then kept."""
    file = folder / "secret_key"
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode=0o600)
    except FileExistsError:
        return file.read_text("ascii")
    key = secrets.token_hex()
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(key)
    return key
