from __future__ import annotations

from pathlib import Path

from tests.checks.projects import loaded, write

from kolben.checks.sources import calls_of_app, sources_of

APP = """
from kolben import App
app = App(__name__)
"""


def names(folder: Path, module: str) -> list[str]:
    """Return the names of the files that an application is made of."""
    with loaded(folder, module) as app:
        return [source.file.name for source in sources_of(app)]


def test_follows_imports_within_the_project(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "shop/__init__.py": "",
            "shop/main.py": "from . import items\nimport json, kolben\n" + APP,
            "shop/items.py": "def later():\n    from shop.prices import price",
            "shop/prices.py": "price = 1",
            "shop/unused.py": "",
            "shop/tests/test_items.py": "from shop import items",
        },
    )

    assert names(tmp_path, "shop.main") == [
        "__init__.py",
        "items.py",
        "main.py",
        "prices.py",
    ]


def test_leaves_out_a_file_that_holds_another_application(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "one.py": "import two, both\n" + APP,
            "two.py": "import only_two\n" + APP,
            "both.py": "",
            "only_two.py": "",
        },
    )

    assert names(tmp_path, "one") == ["both.py", "one.py"]


def test_leaves_out_what_belongs_to_a_router_that_is_not_included(
    tmp_path: Path,
) -> None:
    router = "from kolben import Router\nrouter = Router('{}')\n"
    write(
        tmp_path,
        {
            "front.py": "import shown, hidden\n" + APP + "app.include(shown.router)",
            "shown.py": router.format("shown"),
            "hidden.py": router.format("hidden"),
        },
    )

    assert names(tmp_path, "front") == ["front.py", "shown.py"]


def test_reads_the_files_of_handlers_wherever_they_come_from(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "wide.py": "import importlib\n"
            + APP
            + "importlib.import_module('pages').add_to(app)\n",
            "pages.py": "def index():\n    return ''\n\n"
            "def add_to(app):\n    app.add_url_rule('/', view_func=index)",
        },
    )

    assert names(tmp_path, "wide") == ["pages.py", "wide.py"]


def test_a_file_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {"odd.py": APP + "if 0:\n    import bad\n", "bad.py": "def ("})

    with loaded(tmp_path, "odd") as app:
        assert calls_of_app(app, "url_for") == []
