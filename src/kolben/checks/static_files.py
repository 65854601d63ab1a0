"""Links to static files that are not there.

Layer 8. The URL of a file can be built whether there is such a file or not, and a page
without its style sheet still answers 200; so the disk is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kolben._calls import Call
from kolben.checks.finding import Finding
from kolben.endpoints import Endpoint
from kolben.exceptions import did_you_mean
from kolben.router import Router
from kolben.routing import Route

__all__ = ["missing_file"]


def missing_file(routes: Iterable[Route[Endpoint]], call: Call) -> Iterator[Finding]:
    """Yield that the file which *call* links to is missing, if it is.

    Args:
        routes: The routes that the link may lead to.
        call: The link.
    """
    filename = call.values.get("filename")
    folders = [folder for route in routes if (folder := _folder_of(route))]
    if not (folders and isinstance(filename, str)):
        return
    if any((folder / filename).is_file() for folder in folders):
        return
    folder = folders[0]
    usual = "Put the file there, or mend the name."
    yield Finding(
        "missing-static-file",
        "error",
        call.site,
        f"There is no static file {filename!r} in {folder}.",
        did_you_mean(filename, _files_in(folder), usual),
    )


def _folder_of(route: Route[Endpoint]) -> Path | None:
    """Return the folder whose files *route* serves, if it does that."""
    handler = route.target.handler
    router = getattr(handler, "__self__", None)
    plain = getattr(handler, "__func__", None) is Router.send_static_file
    if not (plain and isinstance(router, Router) and router.static_folder):
        return None
    return Path(router.static_folder)


def _files_in(folder: Path) -> list[str]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return sorted(file.relative_to(folder).as_posix() for file in files)
