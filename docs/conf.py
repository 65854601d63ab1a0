"""Settings of the documentation: ``python -m sphinx -n -W docs docs/_build/html``."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

PROJECT = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))["project"]

project = "Kolben"
author = "The Kolben authors"
copyright = f"2026, {author}"
version = release = PROJECT["version"]

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "changes",
    "layers",
]
exclude_patterns = ["_build", "changes.d"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_default_options = {"members": True, "member-order": "bysource"}
autodoc_inherit_docstrings = False  # what werkzeug says stands in its own pages
autodoc_preserve_defaults = True
autodoc_type_aliases = {
    name: f"kolben.responses.content.{name}"
    for name in ("Defined", "HeadersValue", "ResponseReturn", "ResponseValue")
}
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
napoleon_numpy_docstring = False

_OTHERS = [
    "blinker",
    "click",
    "collections",
    "contextlib",
    "datetime",
    "decimal",
    "enum",
    "http",
    "jinja2",
    "json",
    "logging",
    "markupsafe",
    "os",
    "pathlib",
    "ssl",
    "typing",
    "uuid",
    "werkzeug",
    "wsgiref",
]
_INSIDE = [
    "_sites.Site",
    "binding.markers.Source",
    "endpoints.Endpoint",
    "json._tags.Tagger",
    "resources.HasGet",
    "route_declarations._ResourceDecorator",
    "route_declarations._ViewDecorator",
    "routing.url.HostSettings",
]
nitpick_ignore_regex = [
    # Of the standard library and the packages that we use: their pages are elsewhere,
    # and a build must not need the network.
    *(("py:.*", rf"{name}\b.*") for name in _OTHERS),
    # One of them, as docstrings call it.
    ("py:(class|exc)", "HTTPException"),
    # Of the inside: signatures mention them, and no application does.
    *(("py:class", re.escape(f"kolben.{name}")) for name in _INSIDE),
    # Type variables, which have no page.
    ("py:(class|obj)", r"([\w.]+\.)?(_?[A-Z](_co|_contra)?|Callback)"),
]

html_theme = "alabaster"
html_title = f"Kolben {version}"
html_theme_options = {
    "description": PROJECT["description"],
    "fixed_sidebar": True,
    "page_width": "64rem",
}
html_sidebars = {"**": ["about.html", "searchfield.html", "navigation.html"]}


def setup(app: Any) -> None:
    app.connect("autodoc-process-signature", name_aliases)


def name_aliases(*event: Any) -> tuple[str | None, ...]:
    """Call the aliases in ``Callable[..., ResponseReturn]`` by their names."""
    forward = re.compile(r"TypeAliasForwardRef\('([\w.]+)'\)")
    return tuple(text and forward.sub(r"~\1", text) for text in event[-2:])
