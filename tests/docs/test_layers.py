from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

LAYERS = Path(__file__).parents[2] / "docs/layers.py"


@pytest.fixture
def files() -> Any:
    """The function that lists the files of a folder."""
    return runpy.run_path(str(LAYERS))["files"]


def test_files_are_listed_under_their_layers(files: Any, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text('"""The root.\n\nLayer 7.\n"""\n')
    (tmp_path / "json").mkdir()
    (tmp_path / "json/tag.py").write_text(
        '"""Tags | and :class:`X`.\n\nLayer 0. So.\n"""'
    )

    text = files(tmp_path)

    head = "| file | what lives there |\n|---|---|\n"
    assert text == (
        f"### 7 house\n\n{head}| `app.py` | The root. |\n\n"
        f"### 0 ground\n\n{head}| `json/tag.py` | Tags \\| and `X`. |"
    )


def test_a_file_without_a_layer_is_refused(files: Any, tmp_path: Path) -> None:
    (tmp_path / "lost.py").write_text('"""Nowhere."""\n')

    with pytest.raises(ValueError, match=r"lost\.py"):
        files(tmp_path)


def test_the_architecture_has_a_place_for_them() -> None:
    text = (LAYERS.parent / "architecture.md").read_text("utf-8")

    assert text.count("<!-- files -->") == 1
