from __future__ import annotations

import logging
from pathlib import Path

import pytest
from jinja2 import BaseLoader, DictLoader, FunctionLoader, TemplateNotFound

from kolben.app import App
from kolben.exceptions import KolbenError
from kolben.templating import Environment, TemplateLoader, TemplateMissingError


@pytest.fixture
def loader(tmp_path: Path) -> TemplateLoader:
    """A loader of the folders ``shop`` and then ``admin`` below ``tmp_path``."""
    loader = TemplateLoader()
    for owner in ("shop", "admin"):
        (tmp_path / owner).mkdir()
        loader.add(owner, tmp_path / owner)
    return loader


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def text_of(loader: BaseLoader, name: str) -> str:
    return Environment(loader=loader).get_template(name).render()


def test_a_template_is_found_in_whichever_folder_has_it(
    loader: TemplateLoader, tmp_path: Path
) -> None:
    write(tmp_path / "shop", "cart.html", "cart")
    write(tmp_path / "admin", "users/list.html", "users")

    assert text_of(loader, "cart.html") == "cart"
    assert text_of(loader, "users/list.html") == "users"


def test_the_folder_that_was_added_first_wins(
    loader: TemplateLoader, tmp_path: Path
) -> None:
    write(tmp_path / "admin", "page.html", "theirs")
    write(tmp_path / "shop", "page.html", "mine")

    assert text_of(loader, "page.html") == "mine"


def test_all_templates_are_listed_once(loader: TemplateLoader, tmp_path: Path) -> None:
    write(tmp_path / "shop", "b.html", "")
    write(tmp_path / "admin", "b.html", "")
    write(tmp_path / "admin", "a/c.html", "")
    loader.add("code", FunctionLoader(lambda name: None))

    assert loader.list_templates() == ["a/c.html", "b.html"]


def test_a_missing_template_is_reported_with_every_place_searched(
    loader: TemplateLoader, tmp_path: Path
) -> None:
    loader.add("code", DictLoader({}))

    with pytest.raises(TemplateMissingError) as caught:
        text_of(loader, "page.html")

    assert caught.value.problem == (
        f"There is no template 'page.html' in {tmp_path / 'shop'} (shop);"
        f" {tmp_path / 'admin'} (admin); DictLoader (code)."
    )
    assert isinstance(caught.value, TemplateNotFound)
    assert isinstance(caught.value, KolbenError)
    assert caught.value.name == "page.html"
    assert str(caught.value).endswith(f"\n  help: {caught.value.hint}")


def test_without_any_folder_that_is_what_is_said() -> None:
    with pytest.raises(TemplateMissingError, match="any folder: there is none"):
        text_of(TemplateLoader(), "page.html")


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        pytest.param("inde.html", "Did you mean 'index.html'?", id="misspelled"),
        pytest.param(
            "members.html", "Did you mean 'users/of/members.html'?", id="elsewhere"
        ),
        pytest.param("zzz", "Put the file into one of these folders", id="nothing"),
    ],
)
def test_a_similar_name_is_offered(
    loader: TemplateLoader, tmp_path: Path, wanted: str, hint: str
) -> None:
    write(tmp_path / "shop", "index.html", "")
    write(tmp_path / "admin", "users/of/members.html", "")

    with pytest.raises(TemplateMissingError) as caught:
        text_of(loader, wanted)

    assert caught.value.hint.startswith(hint)


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/passwd", "a/../../b"])
def test_a_name_never_leads_out_of_the_folders(
    loader: TemplateLoader, tmp_path: Path, name: str
) -> None:
    write(tmp_path, "secret.txt", "secret")

    with pytest.raises(TemplateMissingError):
        text_of(loader, name)


def test_ignore_missing_works(loader: TemplateLoader, tmp_path: Path) -> None:
    write(tmp_path / "shop", "page.html", "{% include 'no' ignore missing %}there")

    assert text_of(loader, "page.html") == "there"


def test_loading_is_explained_when_asked(
    loader: TemplateLoader, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(tmp_path / "admin", "page.html", "")
    loader.explain = True

    text_of(loader, "page.html")

    [message] = caplog.messages
    assert message.splitlines() == [
        "Looking for the template 'page.html':",
        f"  1. {tmp_path / 'shop'} (shop): not there",
        f"  2. {tmp_path / 'admin'} (admin): found",
        "  It is in one place.",
    ]


def test_the_explanation_says_that_the_first_of_several_is_used(
    loader: TemplateLoader, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(tmp_path / "shop", "page.html", "")
    write(tmp_path / "admin", "page.html", "")
    loader.explain = True

    text_of(loader, "page.html")

    assert "It is in 2 places, and the first is used." in caplog.messages[0]


def test_the_explanation_says_that_there_is_none(
    loader: TemplateLoader, caplog: pytest.LogCaptureFixture
) -> None:
    loader.explain = True

    with pytest.raises(TemplateMissingError):
        text_of(loader, "page.html")

    assert "It is in none of these places." in caplog.messages[0]


def test_the_explanation_goes_to_the_logger_of_the_application(
    loader: TemplateLoader, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(tmp_path / "shop", "page.html", "")
    loader.explain = True

    with App("explained").app_context(), caplog.at_level(logging.WARNING):
        text_of(loader, "page.html")

    assert [record.name for record in caplog.records] == ["explained"]
