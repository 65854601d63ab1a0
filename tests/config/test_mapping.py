from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kolben.config import (
    ConfigDict,
    ConfigFileError,
    ConfigFileMissingError,
    ConfigImportError,
    ConfigUnsetError,
    ConfigValueError,
)
from kolben.exceptions import ConfigError


@pytest.fixture
def config(tmp_path: Path) -> ConfigDict:
    """An empty configuration whose files are in ``tmp_path``."""
    return ConfigDict(tmp_path)


@pytest.fixture(autouse=True)
def _no_settings_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("KOLBEN_", "FLASK_")):
            monkeypatch.delenv(name)


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def test_holds_its_defaults_at_first() -> None:
    config = ConfigDict("/srv", {"DEBUG": None})

    assert config == {"DEBUG": None}
    assert config.root_path == "/srv"
    assert config.version == 0
    assert repr(config) == "<ConfigDict {'DEBUG': None}>"


def test_takes_upper_case_attributes_of_an_object(config: ConfigDict) -> None:
    config.from_object(SimpleNamespace(PAGE_SIZE=20, helper=1, Mixed=2))

    assert config == {"PAGE_SIZE": 20}


def test_takes_inherited_attributes_of_a_class(config: ConfigDict) -> None:
    class Base:
        TESTING = False
        SECRET_KEY = "base"

    class Production(Base):
        SECRET_KEY = "production"

    config.from_object(Production)

    assert config == {"TESTING": False, "SECRET_KEY": "production"}


@pytest.mark.parametrize(
    "path",
    [
        "settings_for_tests.Production",
        "settings_for_tests:Production",
        "settings_for_tests.Outer.Inner",
    ],
)
def test_takes_the_attributes_of_what_a_path_names(
    path: str, config: ConfigDict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        tmp_path / "settings_for_tests.py",
        "class Production: PAGE_SIZE = 5\nclass Outer: Inner = Production\n",
    )
    monkeypatch.syspath_prepend(tmp_path)

    config.from_object(path)

    assert config == {"PAGE_SIZE": 5}


def test_refuses_a_mapping_where_attributes_are_read(config: ConfigDict) -> None:
    with pytest.raises(ConfigError, match="keeps its settings as keys") as caught:
        config.from_object({"DEBUG": True})

    assert caught.value.hint == "Call from_mapping() instead."


def test_an_import_path_that_leads_nowhere_is_an_import_error(
    config: ConfigDict,
) -> None:
    with pytest.raises(ConfigImportError) as caught:
        config.from_object("no_such_module.Settings")

    assert isinstance(caught.value, ImportError)
    assert "there is no module 'no_such_module'" in caught.value.problem


def test_takes_upper_case_keys_of_mappings_and_keywords(config: ConfigDict) -> None:
    found = config.from_mapping({"A": 1, "b": 2, "C": 3}, C=4, d=5)

    assert found is True
    assert config == {"A": 1, "C": 4}


def test_a_loader_counts_as_a_change(config: ConfigDict) -> None:
    config.from_mapping(A=1)

    assert config.version == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("settings.toml", 'PAGE_SIZE = 20\nhelper = 1\n[MAIL]\nhost = "a"\n'),
        ("settings.json", '{"PAGE_SIZE": 20, "helper": 1, "MAIL": {"host": "a"}}'),
        ("SETTINGS.JSON", '{"PAGE_SIZE": 20, "helper": 1, "MAIL": {"host": "a"}}'),
    ],
)
def test_the_suffix_says_how_a_file_is_read(
    name: str, text: str, config: ConfigDict, tmp_path: Path
) -> None:
    write(tmp_path / name, text)

    assert config.from_file(name) is True
    assert config == {"PAGE_SIZE": 20, "MAIL": {"host": "a"}}


def test_a_loader_may_be_given_for_text_or_bytes(
    config: ConfigDict, tmp_path: Path
) -> None:
    write(tmp_path / "a.conf", '{"A": "ß"}')
    write(tmp_path / "b.conf", "B = 2")

    config.from_file("a.conf", json.load)
    config.from_file(Path("b.conf"), tomllib.load, text=False)

    assert config == {"A": "ß", "B": 2}


def test_a_python_file_is_executed(config: ConfigDict, tmp_path: Path) -> None:
    write(tmp_path / "settings.py", "import os\nbase = 4\nSIZE = base * 5\nF=__file__")

    assert config.from_pyfile("settings.py") is True
    assert config == {"SIZE": 20, "F": str(tmp_path / "settings.py")}


def test_a_python_file_that_fails_is_named_beside_its_own_error(
    config: ConfigDict, tmp_path: Path
) -> None:
    write(tmp_path / "settings.py", "SIZE = 1 / 0")

    with pytest.raises(ZeroDivisionError) as caught:
        config.from_pyfile("settings.py")

    assert str(tmp_path / "settings.py") in caught.value.__notes__[0]


@pytest.mark.parametrize("load", ["from_file", "from_pyfile"])
def test_a_missing_file_is_a_file_not_found_error(
    load: str, config: ConfigDict, tmp_path: Path
) -> None:
    with pytest.raises(ConfigFileMissingError) as caught:
        getattr(config, load)("missing.json")

    error = caught.value
    assert isinstance(error, FileNotFoundError)
    assert isinstance(error, ConfigError)
    assert str(tmp_path / "missing.json") in error.problem
    assert error.errno == 2
    assert error.filename == str(tmp_path / "missing.json")


@pytest.mark.parametrize("load", ["from_file", "from_pyfile"])
def test_a_missing_file_can_be_passed_over(load: str, config: ConfigDict) -> None:
    assert getattr(config, load)("missing.json", silent=True) is False
    assert config.version == 0


@pytest.mark.parametrize("load", ["from_file", "from_pyfile"])
def test_a_folder_is_not_a_file(load: str, config: ConfigDict, tmp_path: Path) -> None:
    (tmp_path / "folder.json").mkdir()

    assert getattr(config, load)("folder.json", silent=True) is False
    with pytest.raises(ConfigFileError) as caught:
        getattr(config, load)("folder.json")

    assert isinstance(caught.value, OSError)
    assert not isinstance(caught.value, FileNotFoundError)


@pytest.mark.parametrize(
    ("name", "text"), [("bad.toml", "A = = 1"), ("bad.json", '{"A": }')]
)
def test_a_file_that_is_not_what_its_suffix_says_is_a_value_error(
    name: str, text: str, config: ConfigDict, tmp_path: Path
) -> None:
    write(tmp_path / name, text)

    with pytest.raises(ConfigValueError) as caught:
        config.from_file(name)

    assert isinstance(caught.value, ValueError)
    assert name in caught.value.problem
    assert "line 1" in caught.value.problem


def test_what_a_given_loader_raises_comes_through_with_a_note(
    config: ConfigDict, tmp_path: Path
) -> None:
    write(tmp_path / "bad.conf", "{")

    with pytest.raises(json.JSONDecodeError) as caught:
        config.from_file("bad.conf", json.load)

    assert "bad.conf" in caught.value.__notes__[0]


def test_an_unknown_suffix_says_which_are_known(config: ConfigDict) -> None:
    with pytest.raises(ConfigError, match="format") as caught:
        config.from_file("settings.yaml")

    assert "settings.toml" in caught.value.hint
    assert "settings.json" in caught.value.hint


def test_a_file_has_to_hold_a_table(config: ConfigDict, tmp_path: Path) -> None:
    write(tmp_path / "list.json", "[1]")

    with pytest.raises(ConfigError, match="holds 'list', not a table"):
        config.from_file("list.json")


def test_an_environment_variable_can_name_a_file(
    config: ConfigDict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "settings.py", "A = 1")
    monkeypatch.setenv("SHOP_SETTINGS", str(tmp_path / "settings.py"))

    assert config.from_envvar("SHOP_SETTINGS") is True
    assert config == {"A": 1}


def test_a_variable_that_names_a_missing_file_is_an_error(
    config: ConfigDict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_SETTINGS", "missing.py")

    assert config.from_envvar("SHOP_SETTINGS", silent=True) is False
    with pytest.raises(FileNotFoundError):
        config.from_envvar("SHOP_SETTINGS")


def test_an_unset_variable_is_a_runtime_error(config: ConfigDict) -> None:
    assert config.from_envvar("SHOP_SETTINGS_UNSET", silent=True) is False
    with pytest.raises(ConfigUnsetError, match="'SHOP_SETTINGS_UNSET'") as caught:
        config.from_envvar("SHOP_SETTINGS_UNSET")

    assert isinstance(caught.value, RuntimeError)


def test_variables_with_the_prefix_become_settings(
    config: ConfigDict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOLBEN_PAGE_SIZE", "20")
    monkeypatch.setenv("KOLBEN_NAME", "a shop")
    monkeypatch.setenv("KOLBEN_FLAGS", '["x", true]')
    monkeypatch.setenv("KOLBEN_MAIL", "False")
    monkeypatch.setenv("OTHER_NAME", "1")

    assert config.from_prefixed_env() is True
    assert config == {
        "PAGE_SIZE": 20,
        "NAME": "a shop",
        "FLAGS": ["x", True],
        "MAIL": False,
    }


def test_flask_variables_fill_what_kolben_s_own_leave(
    config: ConfigDict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_A", "1")
    monkeypatch.setenv("FLASK_B", "1")
    monkeypatch.setenv("KOLBEN_B", "2")

    config.from_prefixed_env()

    assert config == {"A": 1, "B": 2}


def test_another_prefix_and_loader_can_be_given(
    config: ConfigDict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_A", "1")
    monkeypatch.setenv("KOLBEN_B", "2")

    config.from_prefixed_env("SHOP", loads=lambda text: f"<{text}>")

    assert config == {"A": "<1>"}


def test_double_underscores_lead_into_mappings(
    config: ConfigDict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOLBEN_DB__HOST", "a")
    monkeypatch.setenv("KOLBEN_DB__POOL__size", "3")
    config["DB"] = {"USER": "me"}
    before = config.version

    config.from_prefixed_env()

    assert config == {"DB": {"USER": "me", "HOST": "a", "POOL": {"size": 3}}}
    assert config.version > before


def test_a_nested_variable_cannot_lead_through_a_value(
    config: ConfigDict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOLBEN_DB__HOST", "a")
    config["DB"] = "sqlite"

    with pytest.raises(ConfigError, match="'DB', which is 'sqlite'"):
        config.from_prefixed_env()


@pytest.mark.parametrize("name", ["KOLBEN_", "KOLBEN___A", "KOLBEN_A__"])
def test_a_variable_without_a_name_is_passed_over(
    name: str, config: ConfigDict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "1")

    config.from_prefixed_env()

    assert config == {}


def test_hostile_json_in_a_variable_stays_text(
    config: ConfigDict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOLBEN_A", "[" * 10_000)

    config.from_prefixed_env()

    assert config["A"] == "[" * 10_000


def test_a_namespace_is_what_starts_alike(config: ConfigDict) -> None:
    config.update(MAIL_HOST="a", MAIL_PORT=25, DEBUG=True)

    assert config.get_namespace("MAIL_") == {"host": "a", "port": 25}
    assert config.get_namespace("MAIL_", lowercase=False) == {"HOST": "a", "PORT": 25}
    assert config.get_namespace("MAIL_", trim_namespace=False) == {
        "mail_host": "a",
        "mail_port": 25,
    }


@given(st.dictionaries(st.from_regex(r"[A-Z][A-Z_]*", fullmatch=True), st.integers()))
def test_an_empty_namespace_gives_everything(settings: dict[str, int]) -> None:
    config = ConfigDict(".")
    config.from_mapping(settings)

    assert config.get_namespace("", lowercase=False) == settings
