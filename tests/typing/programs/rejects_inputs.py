"""Inputs of handlers that are used or declared as what they are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, TypedDict

from kolben import (
    App,
    Body,
    Cookie,
    File,
    Form,
    Header,
    InputError,
    Named,
    Query,
    Upload,
    UploadLimits,
)

app = App(__name__)


@dataclass
class Post:
    title: str


class Credentials(TypedDict):
    user: str


@app.get("/wrong-default")
def wrong_default(page: Query[int] = "1") -> str:  # E mypy: Incompatible default for parameter "page" # E pyright: is not assignable to "int"
    return str(page)


@app.get("/no-none")
def no_none(theme: Cookie[str] = None) -> str:  # E mypy: Incompatible default for parameter "theme" # E pyright: "None" is not assignable to "str"
    return theme


@app.get("/none")
def none(word: Header[str | None] = None) -> str:
    return word.upper()  # E mypy: Item "None" of "str | None" has no attribute "upper" # E pyright: "upper" is not a known attribute of "None"


@app.get("/wrong-type")
def wrong_type(page: Query[int]) -> str:
    return page.upper()  # E mypy: "int" has no attribute "upper" # E pyright: Cannot access attribute "upper"


@app.post("/wrong-field")
def wrong_field(body: Body[Post]) -> str:
    return body.titel  # E mypy: "Post" has no attribute "titel" # E pyright: Cannot access attribute "titel"


@app.post("/wrong-key")
def wrong_key(form: Form[Credentials]) -> str:
    return form["usr"]  # E mypy: TypedDict "Credentials" has no key "usr" # E pyright: "usr" is not a defined key


@app.post("/wrong-list")
def wrong_list(pictures: File[list[Upload]]) -> str:
    return pictures.name  # E mypy: "list[Upload]" has no attribute "name" # E pyright: Cannot access attribute "name"


@app.get("/wrong-name")
def wrong_name(page: Annotated[Query[int], Named(3)]) -> str:  # E pyright: "Literal[3]" is not assignable to "str"
    return str(page)


@app.post("/wrong-limit")
def wrong_limit(picture: Annotated[File[Upload], UploadLimits(max=3)]) -> str:  # E pyright: No parameter named "max"
    return picture.name


@app.errorhandler(InputError)
def refused(error: InputError) -> tuple[str, int]:
    return error.problems[0].place, 422  # E mypy: "Problem" has no attribute "place" # E pyright: Cannot access attribute "place"
