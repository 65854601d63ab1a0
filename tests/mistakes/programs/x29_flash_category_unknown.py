"""A message flashed with a category that is not declared."""

from __future__ import annotations

from typing import Literal

from kolben import App, Flashes

app = App(__name__)


app.secret_key = "a secret of nobody, and long enough"


class Notices(Flashes[Literal["success", "warning"]]):
    """What the pages tell their readers."""


@app.get("/")
def index() -> str:
    Notices.flash("Saved", "sucess")  # WRONG  # E mypy: incompatible type  # E pyright: cannot be assigned to parameter "category"
    Notices.flash("Saved", "success")  # RIGHT
    return "Saved"


# request: GET /
