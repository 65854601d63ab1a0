"""Templates and static files that nothing names.

Layer 8. A file counts as used if its name stands anywhere in the code, the pages or
the other files, be it in parts that are put together there; so what is left is named
nowhere at all, and may be deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kolben._sites import Site
from kolben.app import App
from kolben.checks.finding import Finding
from kolben.checks.naming import Naming
from kolben.checks.project import Project
from kolben.checks.sources import sources_of
from kolben.router import Router

__all__ = ["unused_static_files", "unused_templates"]

_ASKED_UNTOLD: Final = re.compile(
    r"(favicon|apple-touch-icon|robots|security|sitemap|humans|browserconfig)"
)


def unused_templates(app: App, project: Project) -> Iterator[Finding]:
    """Yield the templates that nothing renders, extends, includes or imports."""
    names = _naming(app, project)
    for folder in [] if names.opens_templates else _template_folders(app, project):
        for file in _files(folder):
            name = file.relative_to(folder).as_posix()
            if not names.has(name, without=file):
                yield _note(
                    "unused-template", file, f"The template {name!r} is never rendered."
                )


def unused_static_files(app: App, project: Project) -> Iterator[Finding]:
    """Yield the static files to which nothing links."""
    names = _naming(app, project)
    for folder in [] if names.opens_static_files else _static_folders(app, project):
        for file in _files(folder):
            name = file.relative_to(folder).as_posix()
            if _ASKED_UNTOLD.match(file.name) or name.startswith("."):
                continue
            if not names.has(name, without=file):
                yield _note(
                    "unused-static-file", file, f"Nothing links to the file {name!r}."
                )


def _note(rule: str, file: Path, problem: str) -> Finding:
    hint = "Delete it, or silence the rule for it if something else needs it."
    return Finding(rule, "note", Site(str(file), 1), problem, hint)


def _template_folders(app: App, project: Project) -> list[Path]:
    found = [
        Path(router.root_path) / router.template_folder
        for router in _own(app, project)
        if router.template_folder is not None
    ]
    return list(dict.fromkeys(found))


def _static_folders(app: App, project: Project) -> list[Path]:
    found = [router.static_folder for router in _own(app, project)]
    return list(dict.fromkeys(Path(folder) for folder in found if folder is not None))


def _own(app: App, project: Project) -> list[Router]:
    """Return the routers whose folders lie in *project*."""
    roots = [place if place.is_dir() else place.parent for place in project.places]
    return [
        router
        for router in app.all_routers()
        if any(Path(router.root_path).resolve().is_relative_to(root) for root in roots)
    ]


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _naming(app: App, project: Project) -> Naming:
    folders = [*_template_folders(app, project), *_static_folders(app, project)]
    sources = {*project.sources, *(source.file for source in sources_of(app))}
    return Naming.of(sources, (file for folder in folders for file in _files(folder)))
