"""How the settings of mypy get the plugin; that mypy finds things is tested with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kolben.checks import type_checks
from kolben.checks.type_checks import findings_of_mypy


def options_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Return the name and the content of the settings that mypy is given."""
    monkeypatch.chdir(folder)
    with type_checks._settings() as options:
        file = Path(options[options.index("--config-file") + 1])
        return str(file), file.read_text("utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder above which mypy looks for no settings."""
    (tmp_path / ".git").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        (
            "pyproject.toml",
            '[tool.mypy]\nstrict = true\n[tool.x]\nplugins = ["no"]\n',
            (
                '[tool.mypy]\nplugins = ["kolben.mypy_plugin"]\nstrict = true\n'
                '[tool.x]\nplugins = ["no"]\n'
            ),
        ),
        (
            "pyproject.toml",
            '[tool.mypy]\nplugins = [\n  "pydantic.mypy",\n]\n',
            '[tool.mypy]\nplugins = ["kolben.mypy_plugin", \n  "pydantic.mypy",\n]\n',
        ),
        (
            "pyproject.toml",
            '[tool.mypy]\nplugins = "pydantic.mypy"\n',
            '[tool.mypy]\nplugins = "kolben.mypy_plugin, pydantic.mypy"\n',
        ),
        (
            "mypy.ini",
            "[mypy]\nstrict = True\n",
            "[mypy]\nplugins = kolben.mypy_plugin\nstrict = True\n",
        ),
        (
            "setup.cfg",
            "[metadata]\nname = x\n[mypy]\nplugins = a, b\n[mypy-x]\n",
            (
                "[metadata]\nname = x\n[mypy]\nplugins = kolben.mypy_plugin, a, b\n"
                "[mypy-x]\n"
            ),
        ),
    ],
)
def test_a_copy_of_the_settings_names_the_plugin(
    project: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, wanted: str
) -> None:
    (project / name).write_text(text, "utf-8")

    file, given = options_in(project, monkeypatch)

    assert given == wanted
    assert Path(file).parent == project
    assert sorted(each.name for each in project.iterdir()) == [".git", name]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", '[tool.mypy]\nplugins = ["kolben.mypy_plugin"]\n'),
        (".mypy.ini", "[mypy]\nplugins = other, kolben.mypy_plugin\n"),
        ("mypy.ini", "[mypy\n"),
    ],
)
def test_settings_that_name_the_plugin_or_are_broken_are_used_as_they_are(
    project: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    (project / name).write_text(text, "utf-8")

    assert options_in(project, monkeypatch)[0] == str(project / name)


def test_settings_further_out_are_found(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "mypy.ini").write_text("[mypy]\nplugins=kolben.mypy_plugin\n", "utf-8")
    inner = project / "src" / "shop"
    inner.mkdir(parents=True)
    (inner / "pyproject.toml").write_text("[project]\n", "utf-8")

    assert options_in(inner, monkeypatch)[0] == str(project / "mypy.ini")


def test_without_settings_the_plugin_is_all_there_is(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, given = options_in(project, monkeypatch)

    assert "plugins = kolben.mypy_plugin\n" in given
    assert not Path(file).exists()


def test_nothing_is_run_for_no_files() -> None:
    assert findings_of_mypy([]) == []


def test_a_missing_mypy_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type_checks, "find_spec", lambda name: None)

    (found,) = findings_of_mypy([Path("app.py")])

    assert found.severity == "error"
    assert "pip install 'kolben[check]'" in found.hint


def test_settings_that_mypy_refuses_are_an_error(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = "[mypy]\nplugins = kolben.mypy_plugin, kolben.nothing\n"
    (project / "mypy.ini").write_text(settings, "utf-8")
    (project / "app.py").write_text("x = 1\n", "utf-8")
    monkeypatch.chdir(project)

    (found,) = findings_of_mypy([Path("app.py")])

    assert found.severity == "error"
    assert "kolben.nothing" in found.problem
