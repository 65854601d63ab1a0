"""Applications that are written to files, as a project has them."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent

from kolben import App
from kolben.checks import Finding, check

HEAD = """\
from kolben import App, abort, current_app, render_template, url_for

app = App(__name__)
"""


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write *files* below *folder*."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text), "utf-8")


@contextmanager
def loaded(folder: Path, module: str) -> Iterator[App]:
    """Import *module*, which lies in *folder*, and give its application."""
    before = set(sys.modules)
    sys.path.insert(0, str(folder))
    try:
        app = importlib.import_module(module).app
        assert isinstance(app, App)
        yield app
    finally:
        sys.path.remove(str(folder))
        for name in set(sys.modules) - before:
            file = getattr(sys.modules[name], "__file__", None)
            if file is not None and Path(file).is_relative_to(folder):
                del sys.modules[name]


def findings(folder: Path, body: str, files: Mapping[str, str] = {}) -> list[Finding]:
    """Return what is wrong in the application ``app`` that *body* adds to.

    Args:
        folder: Where the project is written.
        body: What stands in ``app.py`` below the application.
        files: Other files of the project: templates, static files, modules.
    """
    write(folder, files)
    (folder / "app.py").write_text(HEAD + dedent(body), "utf-8")
    with loaded(folder, "app") as app:
        return [each for each in check(app).findings if each.severity != "note"]


def told(folder: Path, body: str, files: Mapping[str, str] = {}) -> list[str]:
    """Return the lines and problems of :func:`findings`, with short names of files."""
    return [
        f"{Path(each.site.file).name}:{each.site.line}: {each.problem}"
        if each.site
        else each.problem
        for each in findings(folder, body, files)
    ]
