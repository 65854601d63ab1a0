"""Settings of the documentation: ``python -m sphinx -n -W docs docs/_build/html``."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

PROJECT = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))["project"]

project = "Kolben"
author = "The Kolben authors"
copyright = f"2026, {author}"
version = release = PROJECT["version"]

extensions = ["myst_parser", "changes"]
exclude_patterns = ["_build", "changes.d"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "alabaster"
html_title = f"Kolben {version}"
html_theme_options = {
    "description": PROJECT["description"],
    "fixed_sidebar": True,
    "page_width": "64rem",
}
html_sidebars = {"**": ["about.html", "searchfield.html", "navigation.html"]}
