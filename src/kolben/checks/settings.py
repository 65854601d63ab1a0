"""Settings that nothing reads, and folders that are not there.

Layer 8. A setting whose name is one letter off is a default that was meant to be
changed; a folder that is missing gives 404 for every file in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from kolben.app import App
from kolben.checks.finding import Finding
from kolben.checks.project import Project
from kolben.config import DEFAULTS
from kolben.router import Router

__all__ = ["missing_folders", "misspelled_settings"]

_NEAR: Final = 0.9


def misspelled_settings(app: App, project: Project) -> Iterator[Finding]:
    """Yield settings that are called almost as one that Kolben reads."""
    del project
    for name in app.config:
        if name in DEFAULTS or not isinstance(name, str):
            continue
        meant = get_close_matches(name, list(DEFAULTS), n=1, cutoff=_NEAR)
        if meant:
            yield Finding(
                "misspelled-setting",
                "warning",
                None,
                f"The setting {name!r} is none that Kolben reads.",
                f"Did you mean {meant[0]!r}?",
            )


def missing_folders(app: App, project: Project) -> Iterator[Finding]:
    """Yield the folders that were asked for, but are not there."""
    del project
    for router in app.all_routers():
        for kind, folder in _folders(router):
            usual = router is app and folder.name == _USUAL[kind]
            if not usual and not folder.is_dir():
                yield Finding(
                    "missing-folder",
                    "warning",
                    None,
                    f"The folder of the {kind} of {router!r} is not there: {folder}.",
                    f"Make it, or pass {_PARAMETERS[kind]}=None.",
                )


_USUAL: Final = {"templates": "templates", "static files": "static"}
_PARAMETERS: Final = {
    "templates": "template_folder",
    "static files": "static_folder",
}


def _folders(router: Router) -> Iterator[tuple[str, Path]]:
    root = Path(router.root_path)
    if router.template_folder is not None:
        yield "templates", root / router.template_folder
    if router.static_folder is not None:
        yield "static files", root / router.static_folder
