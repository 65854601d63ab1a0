from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import pytest

import kolben
from kolben._sites import Site, calling_frame, calling_site, site_of


class Declared:
    """A class to look for."""


def declared() -> None:
    """Stand for a function to look for."""


def line_of(text: str) -> int:
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    return lines.index(text) + 1


def test_a_site_is_written_relative_to_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert str(Site(str(tmp_path / "shop" / "app.py"), 41)) == str(
        Path("shop", "app.py:41")
    )


def test_a_site_elsewhere_is_written_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    assert str(Site(str(tmp_path / "app.py"), 1)) == f"{tmp_path / 'app.py'}:1"


def test_the_calling_site_is_the_line_of_the_call() -> None:
    site = calling_site()

    assert site == Site(__file__, line_of("    site = calling_site()"))


def run_as(file: Path) -> Site:
    names = {"calling_frame": calling_frame}
    exec(compile("frame = calling_frame()", str(file), "exec"), names)
    return Site(names["frame"].f_code.co_filename, names["frame"].f_lineno)


def test_a_frame_of_kolben_s_own_is_passed_over() -> None:
    site = run_as(Path(kolben.__file__).with_name("made_up.py"))

    assert site.file == __file__


def test_a_package_whose_name_only_starts_alike_is_not_kolben_s_own() -> None:
    file = Path(kolben.__file__).parent.with_name("kolben_shop") / "app.py"

    assert run_as(file) == Site(str(file), 1)


def test_a_function_stands_where_it_is_written() -> None:
    assert site_of(declared) == Site(__file__, line_of("def declared() -> None:"))


def test_a_decorated_function_stands_where_it_is_written_itself() -> None:
    @functools.wraps(declared)
    def wrapper() -> None: ...

    assert site_of(wrapper) == site_of(declared)


def test_a_class_stands_where_it_is_written() -> None:
    assert site_of(Declared) == Site(__file__, line_of("class Declared:"))


@pytest.mark.parametrize(
    "thing",
    [
        pytest.param(dict, id="a built-in class"),
        pytest.param(len, id="a built-in function"),
        pytest.param(5, id="a value"),
        pytest.param(type("Made", (), {"__module__": "nowhere"}), id="a made class"),
    ],
)
def test_what_has_no_source_has_no_site(thing: Callable[..., object]) -> None:
    assert site_of(thing) is None
