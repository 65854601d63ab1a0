from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Write

from kolben.cli.failures import NothingNamedError
from kolben.cli.targets import discover, read_target
from kolben.commands import NoApplicationError


@pytest.mark.parametrize(
    ("text", "module", "name"),
    [
        pytest.param("hello", "hello", None, id="a module"),
        pytest.param(" hello ", "hello", None, id="with blanks round it"),
        pytest.param("shop.web", "shop.web", None, id="a dotted module"),
        pytest.param("hello:app", "hello", "app", id="with a name"),
        pytest.param("hello:make('a:b')", "hello", "make('a:b')", id="with a call"),
        pytest.param("hello.py", "hello", None, id="a file"),
        pytest.param("hello.py:app", "hello", "app", id="a file with a name"),
    ],
)
def test_reads_module_and_name(
    project: Path, text: str, module: str, name: str | None
) -> None:
    target = read_target(text)

    assert (target.module, target.name) == (module, name)
    assert target.folder == project


def test_a_file_in_a_package_is_named_from_the_outermost_package(
    project: Path, write: Write
) -> None:
    write("src/shop/__init__.py", "")
    write("src/shop/web/__init__.py", "")
    write("src/shop/web/site.py")

    target = read_target("src/shop/web/site.py")

    assert target.module == "shop.web.site"
    assert target.folder == project / "src"


def test_a_folder_may_be_a_package(project: Path, write: Write) -> None:
    write("examples/notes/__init__.py")

    target = read_target("examples/notes")

    assert (target.module, target.folder) == ("notes", project / "examples")


@pytest.mark.parametrize("file", ["app.py", "wsgi.py"])
@pytest.mark.parametrize("text", ["folder", "./folder", "folder/", "{}/folder"])
def test_a_folder_may_hold_a_file_of_the_usual_name(
    project: Path, write: Write, text: str, file: str
) -> None:
    write(f"folder/{file}")

    target = read_target(text.format(project))

    assert target.module == file.removesuffix(".py")
    assert target.folder == project / "folder"


@pytest.mark.parametrize("text", [".", "./", "..", "../"])
def test_dots_mean_the_folders_that_they_mean_everywhere(
    project: Path, write: Write, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    write("app.py")
    write("folder/app.py")
    monkeypatch.chdir(project / "folder")

    target = read_target(text)

    assert target.folder == (project if ".." in text else project / "folder")


def test_a_module_is_preferred_to_a_folder_of_its_name(write: Write) -> None:
    write("hello.py")
    write("hello/app.py")

    assert read_target("hello").module == "hello"


def test_a_path_without_suffix_is_a_file(project: Path, write: Write) -> None:
    file = write("folder/hello.py")

    assert read_target("./folder/hello").file == file


def test_a_folder_without_an_application_is_refused(project: Path) -> None:
    (project / "empty").mkdir()

    with pytest.raises(NoApplicationError) as caught:
        read_target("./empty")

    assert "folder './empty'" in caught.value.message
    assert "'wsgi.py' and 'app.py'" in caught.value.message


def test_wsgi_is_found_before_app(write: Write) -> None:
    write("app.py")
    write("wsgi.py")

    assert discover().module == "wsgi"


def test_a_name_alone_means_the_application_that_is_found(write: Write) -> None:
    write("app.py")

    target = read_target(":application")

    assert (target.module, target.name) == ("app", "application")


def test_says_where_it_looked_when_nothing_is_found(project: Path) -> None:
    with pytest.raises(NothingNamedError) as caught:
        discover()

    assert "Could not locate a Kolben application" in caught.value.message
    assert str(project) in caught.value.message
    assert "KOLBEN_APP" in caught.value.message
