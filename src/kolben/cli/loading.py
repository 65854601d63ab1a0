"""From what the user named to the application.

Layer 8. Every failure on the way is a :class:`~kolben.commands.NoApplicationError`
that says what was tried and why it failed.
"""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from types import ModuleType

from kolben.app import App
from kolben.cli.finding import find_app, find_named_app
from kolben.cli.importing import import_target
from kolben.cli.targets import Target, discover, read_target
from kolben.commands import NoApplicationError

__all__ = ["load_application"]


def load_application(import_path: str | None) -> App:
    """Return the application that *import_path* names.

    Args:
        import_path: A module, a file or a folder, with or without the name of the
            application behind a colon. None looks for ``wsgi.py`` and ``app.py``.

    Raises:
        NoApplicationError: If there is none.
    """
    target = discover() if import_path is None else read_target(import_path)
    module = import_target(target)
    if target.name is not None:
        return find_named_app(module, target.name)
    try:
        return find_app(module)
    except NoApplicationError:
        inner = _inner_module(target, module)
        if inner is None:
            raise
        return find_app(import_target(inner))


def _inner_module(target: Target, module: ModuleType) -> Target | None:
    """Return the module of the package *module* that is meant to be served."""
    if not hasattr(module, "__path__") or hasattr(module, "create_app"):
        return None
    for name in ("wsgi", "app"):
        inner = f"{target.module}.{name}"
        if find_spec(inner) is not None:
            return replace(target, module=inner, file=None)
    return None
