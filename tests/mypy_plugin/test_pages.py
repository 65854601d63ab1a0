"""The plugin compares pages with their templates, as far as their types are known."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from tests.typing.checkers import ROOT

pytestmark = pytest.mark.xdist_group("mypy_pages")

FILES = {
    "pyproject.toml": '[tool.mypy]\nstrict = true\nplugins = ["kolben.mypy_plugin"]\n',
    "shop/__init__.py": """
from kolben import App

app = App(__name__)

@app.template_filter()
def shout(text: str) -> str:
    return text.upper()

@app.context_processor
def given() -> dict[str, object]:
    return {"year": 2000}
""",
    "shop/models.py": """
from __future__ import annotations
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypedDict, TypeVar

T = TypeVar("T")

class Kind(Enum):
    TEA = "tea"

class Address(NamedTuple):
    street: str
    number: int

class Meta(TypedDict):
    language: str

class Loose:
    def __getattr__(self, name: str) -> str:
        return name

class Row:
    def __getitem__(self, name: str) -> str:
        return name

@dataclass
class Author:
    name: str
    address: Address

    def __post_init__(self) -> None:
        self.nick = self.name

    @property
    def best(self) -> Post | None:
        return None

    @cached_property
    def worst(self) -> Post:
        raise NotImplementedError

    def posts(self) -> list[Post]:
        return []

@dataclass
class Post:
    title: str
    author: Author
    meta: Meta
    kind: Kind
    tags: Mapping[str, Author]
    loose: Loose
    row: Row
    anything: Any

@dataclass
class Items(Generic[T]):
    all: list[T]
""",
    "shop/right.py": """
from kolben import Template
from shop.models import Author, Items, Post

class Layout(Template):
    user: Author | None = None

class RightPage(Layout, file="right.html"):
    post: Post
    items: Items[Post]
    either: Post | Author

class Special(RightPage):
    pass

def page() -> type[Template]:
    class Local(Template, file="nowhere.html"):
        pass
    return Local
""",
    "shop/templates/right.html": """
{% extends "layout.html" %}
{% block main %}{{ year }} {{ post.title|shout }} {{ post.author.nick.upper() }}
{{ post.author.best.title }} {{ post.author.worst.title }} {{ post.meta.language }}
{{ post.meta["language"] }} {{ post.kind.value }} {{ post.tags.ada.name }}
{{ post.tags.items() }} {{ post.loose.x.y }} {{ post.row.x.y }} {{ post.anything.x }}
{{ post.author.address.number.real }} {{ post.author.address[0].upper() }}
{{ post.author.address }} {{ post.extra|default("") }} {{ either.title }}
{% for each in items.all %}{{ each.title }}{{ loop.index }}{% endfor %}
{% for each in items["all"] %}{{ each.title }}{% endfor %}
{% for each in post.author.posts() %}{{ each.title }}{% endfor %}{% endblock %}
""",
    "shop/templates/layout.html": "{% if user %}{{ user.name }}{% endif %}"
    "{% block main %}{{ user.hidden }}{% endblock %}",
    "shop/wrong.py": """
from kolben import render_template
from shop.models import Author, Items, Post
from shop.right import Layout

class WrongPage(Layout, file="wrong.html"):
    post: Post
    items: Items[Post]
    either: Post | Author

class MissingPage(Layout, file="rihgt.html"): ...

class IgnoredPage(Layout, file="rigth.html"): ...  # type: ignore[kolben-template]

def render(post: Post) -> str:
    return render_template("part.html", post=post)

def render_nothing(name: str) -> list[str]:
    return [render_template(["pat.html", "prt.html"]), render_template(name)]
""",
    "shop/templates/wrong.html": """
{% extends "layout.html" %}
{% block main %}{% include "part.html" %}
{{ post.author.best.x1 }} {{ post.author.worst.x2 }} {{ post.meta.x3 }}
{{ post.meta["x4"] }} {{ post.kind.x5 }} {{ post.tags.ada.x6 }} {{ either.x7 }}
{{ post.author.address[0].x8 }} {{ post.author.address[2] }} {{ items.all.x9 }}
{% for each in items.all|reverse %}{{ each.x10 }}{% endfor %}
{% for name, author in post.tags.items() %}{{ author.x11 }}{% endfor %}
{% for each in post.author.posts() %}{{ each.x12 }}{% endfor %}{% endblock %}
""",
    "shop/templates/part.html": "{{ post.titel }}",
}

_TOLD = re.compile(r"^(\S+):(\d+): (?:error|note): (.+?)(?:  \[([\w-]+)\])?$")


def told(folder: Path) -> dict[str, list[str]]:
    """Run mypy, and return what it says of each line."""
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary", "shop"],
        cwd=folder,
        env={
            **os.environ,
            "MYPYPATH": str(ROOT / "src"),
            "KOLBEN_PLUGIN_DEBUG": "1",
        },
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    found = defaultdict(list)
    for line in done.stdout.splitlines():
        if match := _TOLD.match(line):
            found[f"{match[1]}:{match[2]}"].append(match[3])
    return dict(found)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with right and wrong pages."""
    folder = tmp_path_factory.mktemp("project")
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.removeprefix("\n"))
    return folder


@pytest.fixture(scope="module")
def report(folder: Path) -> dict[str, list[str]]:
    """What mypy says of it."""
    return told(folder)


def at(line: str) -> str:
    """Return the place of a line of the wrong module."""
    lines = FILES["shop/wrong.py"].removeprefix("\n").splitlines()
    return f"shop/wrong.py:{next(n for n, each in enumerate(lines, 1) if line in each)}"


def test_only_what_is_wrong_is_reported(report: dict[str, list[str]]) -> None:
    wrong = ("class WrongPage", "class MissingPage", '"part.html"', '"pat.html"')

    assert sorted(report) == sorted(map(at, wrong))


def test_every_chain_that_ends_in_nothing_is_reported(
    report: dict[str, list[str]],
) -> None:
    found = [text for text in report[at("class WrongPage")] if "is used, but" in text]

    assert [text.split(": ", 1)[1] for text in found] == [
        "'post.titel' is used, but Post has no 'titel'.",
        "'post.author.best.x1' is used, but Post has no 'x1'.",
        "'post.author.worst.x2' is used, but Post has no 'x2'.",
        "'post.meta.x3' is used, but Meta has no 'x3'.",
        "'either.x7' is used, but Post or Author has no 'x7'.",
        "'post.kind.x5' is used, but Kind has no 'x5'.",
        "\"post.meta['x4']\" is used, but Meta has no 'x4'.",
        "'post.tags.ada.x6' is used, but Author has no 'x6'.",
        "'items.all.x9' is used, but list has no 'x9'.",
        "'post.author.address[0].x8' is used, but str has no 'x8'.",
        "'post.author.address[2]' is used, but a tuple of 2 has no '2'.",
        "'each.x10' is used, but Post has no 'x10'.",
        "'author.x11' is used, but Author has no 'x11'.",
        "'each.x12' is used, but Post has no 'x12'.",
    ]


def test_a_missing_template_is_reported_with_the_one_that_was_meant(
    report: dict[str, list[str]],
) -> None:
    assert report[at("class MissingPage")] == [
        (
            "MissingPage cannot be rendered. "
            "There is no template 'rihgt.html' in shop/templates (shop)."
        ),
        "Did you mean 'right.html'?",
    ]


def test_what_is_rendered_by_name_is_reported_too(
    report: dict[str, list[str]],
) -> None:
    assert report[at('"part.html"')][0].endswith("Post has no 'titel'.")
    assert report[at('"pat.html"')] == [
        "There is no template 'pat.html' or 'prt.html' in shop/templates (shop).",
        "Did you mean 'part.html'?",
    ]


def test_a_changed_template_is_noticed(
    folder: Path, report: dict[str, list[str]]
) -> None:
    file = folder / "shop/templates/layout.html"
    text = file.read_text()
    file.write_text(text.replace("user.name", "user.nme"))

    found = told(folder)

    file.write_text(text)
    assert found["shop/right.py:7"] == [
        "shop/templates/layout.html:1: 'user.nme' is used, but Author has no 'nme'.",
        "Did you mean 'name'?",
    ]
