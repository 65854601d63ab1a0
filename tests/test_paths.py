from __future__ import annotations

import sys
import sysconfig
from pathlib import Path
from types import ModuleType

import pytest

from kolben._paths import (
    RootPathError,
    application_name,
    instance_path_of,
    open_in,
    root_path_of,
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that modules can be imported from."""
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def write(path: Path, text: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def as_main(monkeypatch: pytest.MonkeyPatch, file: str | None) -> None:
    module = ModuleType("__main__")
    if file is not None:
        module.__file__ = file
    monkeypatch.setitem(sys.modules, "__main__", module)


def test_the_root_of_a_module_is_its_folder(project: Path) -> None:
    write(project / "a_module_in_a_project.py", "raise RuntimeError")

    assert root_path_of("a_module_in_a_project") == str(project.resolve())


def test_the_root_of_a_package_is_the_package_itself(project: Path) -> None:
    write(project / "a_package" / "__init__.py")

    assert root_path_of("a_package") == str((project / "a_package").resolve())


def test_the_root_of_a_loaded_module_is_that_of_its_file() -> None:
    assert root_path_of(__name__) == str(Path(__file__).parent)


def test_the_root_of_a_script_is_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_main(monkeypatch, str(tmp_path / "hello.py"))

    assert root_path_of("__main__") == str(tmp_path.resolve())


@pytest.mark.parametrize("name", ["__main__", "no_such_module", "no.such.module", ""])
def test_the_root_of_what_has_no_file_is_the_current_folder(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_main(monkeypatch, None)
    monkeypatch.chdir(tmp_path)

    assert root_path_of(name) == str(Path.cwd())


def test_a_namespace_package_has_no_root(project: Path) -> None:
    (project / "a_namespace").mkdir()

    with pytest.raises(RootPathError, match="'a_namespace' cannot be told") as caught:
        root_path_of("a_namespace")

    assert isinstance(caught.value, RuntimeError)
    assert "root_path" in caught.value.hint


def test_a_built_in_module_has_no_root() -> None:
    with pytest.raises(RootPathError):
        root_path_of("sys")


@pytest.mark.parametrize(
    ("file", "name"),
    [
        pytest.param("/srv/hello.py", "hello", id="a script"),
        pytest.param("/srv/shop/__main__.py", "shop", id="a package that is run"),
        pytest.param(None, "__main__", id="a prompt"),
    ],
)
def test_what_is_run_is_called_after_its_file(
    file: str | None, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_main(monkeypatch, file)

    assert application_name("__main__", "/srv/shop") == name


def test_what_is_imported_is_called_after_its_module() -> None:
    assert application_name("shop.web", "/srv/shop") == "shop.web"


def test_the_instance_folder_is_beside_a_module(project: Path) -> None:
    write(project / "shop_module.py")

    assert instance_path_of("shop_module", "/unread") == str(
        project.resolve() / "instance"
    )


def test_the_instance_folder_is_beside_a_package_not_in_it(project: Path) -> None:
    write(project / "shop_package" / "__init__.py")
    write(project / "shop_package" / "web.py")

    assert instance_path_of("shop_package.web", "/unread") == str(
        project.resolve() / "instance"
    )


@pytest.mark.parametrize("name", ["__main__", "no_such_module", "no.such", "", "sys"])
def test_the_instance_folder_of_what_has_no_file_is_in_the_root(
    name: str, tmp_path: Path
) -> None:
    assert instance_path_of(name, str(tmp_path)) == str(tmp_path / "instance")


def test_the_instance_folder_of_an_installed_package_is_in_var(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "lib" / "site-packages"
    write(installed / "an_installed_shop" / "__init__.py")
    monkeypatch.syspath_prepend(installed)

    assert instance_path_of("an_installed_shop", "/unread") == str(
        Path(sys.prefix, "var", "an_installed_shop-instance")
    )


def test_the_folders_of_this_installation_count_as_installed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project / "shop_in_purelib.py")
    folders = {"purelib": str(project.resolve()), "platlib": "/elsewhere"}
    monkeypatch.setattr(sysconfig, "get_path", folders.__getitem__)

    assert instance_path_of("shop_in_purelib", "/unread") == str(
        Path(sys.prefix, "var", "shop_in_purelib-instance")
    )


def test_a_file_opens_as_bytes(tmp_path: Path) -> None:
    write(tmp_path / "data" / "note.txt", "Grüße")

    with open_in(str(tmp_path), "data/note.txt") as file:
        assert file.read() == "Grüße".encode()
    with open_in(str(tmp_path), "data/note.txt", "rb", "utf-8") as file:
        assert file.read() == "Grüße".encode()


def test_a_text_opens_as_utf_8_unless_told_otherwise(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_bytes("Grüße".encode())

    with open_in(str(tmp_path), "note.txt", "r") as file:
        assert file.read() == "Grüße"
    with open_in(str(tmp_path), "note.txt", "r", "latin-1") as file:
        assert file.read() == "Grüße".encode().decode("latin-1")


def test_a_file_can_be_written(tmp_path: Path) -> None:
    with open_in(str(tmp_path), "note.txt", "w") as file:
        file.write("ß")

    assert (tmp_path / "note.txt").read_bytes() == "ß".encode()
