"""A cookie alias that is not a legal token."""

from __future__ import annotations

from typing import Annotated

from kolben import App, Cookie, Named

app = App(__name__)


@app.get("/")
def index(theme: Annotated[Cookie[str], Named("my theme")] = "light") -> str:  # WRONG
def index(theme: Annotated[Cookie[str], Named("my-theme")] = "light") -> str:  # RIGHT
    return f"In {theme}"


# request: GET /
# start: BindError: 'theme' of index() is named 'my theme', which cannot be that of a cookie.
#   help: Name it as clients send it, such as 'Named("my-theme")'.
# while adding index at app.py:12
