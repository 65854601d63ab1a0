"""What an application gives its templates is read from the source of its modules."""

from __future__ import annotations

from pathlib import Path

import pytest

from kolben.mypy_plugin.page_words import GivenWords, modules_of, words_of

FILTER = GivenWords(filters=frozenset({"shout"}))


def words(tmp_path: Path, text: str) -> GivenWords:
    file = tmp_path / "app.py"
    file.write_text(text)
    return words_of([file])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "@app.template_filter\ndef shout(): ...", FILTER, id="a decorator"
        ),
        pytest.param(
            "@app.template_filter('shout')\ndef f(): ...", FILTER, id="with a name"
        ),
        pytest.param(
            "@app.template_filter(name='shout')\ndef f(): ...", FILTER, id="by keyword"
        ),
        pytest.param("app.add_template_filter(shout)", FILTER, id="a call"),
        pytest.param("app.add_template_filter(f, 'shout')", FILTER, id="a named call"),
        pytest.param(
            "@app.template_test()\ndef odd(): ...",
            GivenWords(tests=frozenset({"odd"})),
            id="a test",
        ),
        pytest.param(
            "@app.template_global()\ndef now(): ...",
            GivenWords(frozenset({"now"})),
            id="a global",
        ),
        pytest.param(
            "@app.context_processor\ndef f():\n    return {'user': 1}",
            GivenWords(frozenset({"user"})),
            id="a context processor",
        ),
        pytest.param(
            "@app.context_processor\ndef f():\n    return more()",
            GivenWords(None),
            id="a context processor that cannot be read",
        ),
        pytest.param("app.context_processor(f)", GivenWords(None), id="by a call"),
        pytest.param(
            "app.jinja_env.filters['x'] = f",
            GivenWords(None, plain=False),
            id="the environment",
        ),
        pytest.param(
            "@app.template_filter(NAME)\ndef f(): ...",
            GivenWords(None, plain=False),
            id="a name that is not written",
        ),
        pytest.param(
            "LoginManager(app)", GivenWords(None, plain=False), id="an extension"
        ),
        pytest.param(
            "login.init_app(made)", GivenWords(None, plain=False), id="made before"
        ),
        pytest.param("register(app)", GivenWords(), id="a function"),
        pytest.param("app.jinja_env.filters[", GivenWords(), id="no Python"),
        pytest.param("print('template_filter')", GivenWords(), id="nothing"),
    ],
)
def test_reads_what_is_declared(
    tmp_path: Path, text: str, expected: GivenWords
) -> None:
    assert words(tmp_path, text) == expected


def test_a_module_belongs_to_its_package_and_to_what_names_that(
    tmp_path: Path,
) -> None:
    for name in ("blog/__init__.py", "blog/pages/__init__.py", "blog/tests/a.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("")
    (tmp_path / "main.py").write_text("from blog import app")
    (tmp_path / "other.py").write_text("import json")

    found = modules_of(tmp_path / "blog/pages/__init__.py")

    assert [str(each.relative_to(tmp_path)) for each in found] == [
        "blog/__init__.py",
        "blog/pages/__init__.py",
        "main.py",
    ]


def test_loose_modules_belong_together_if_they_import_each_other(
    tmp_path: Path,
) -> None:
    for name, text in {
        "app.py": "from pages import Page\nimport models",
        "models.py": "",
        "other.py": "import json",
        "pages.py": "",
    }.items():
        (tmp_path / name).write_text(text)

    found = modules_of(tmp_path / "pages.py")

    assert [each.name for each in found] == ["app.py", "models.py", "pages.py"]
