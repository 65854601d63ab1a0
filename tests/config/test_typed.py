from __future__ import annotations

import copy
import dataclasses
import pickle
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, IntEnum
from ipaddress import IPv4Address
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

import pytest
from annotated_types import Ge, MinLen
from hypothesis import given
from hypothesis import strategies as st
from tests.refusals import refused

from kolben import App, Config, field
from kolben.config import ConfigFileMissingError, ConfigValueError, FrozenConfigError
from kolben.exceptions import ConfigError, ContextError

SECRET = "hush-do-not-tell"


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


class Mail(Config):
    host: str = "localhost"
    port: int = 25
    password: str | None = None


@dataclass
class Point:
    x: int
    y: int = 0


class Settings(Config):
    known: ClassVar[int] = 3

    secret_key: str
    page_size: Annotated[int, Ge(1)] = 20
    debug: bool = False
    share: float = 0.5
    hosts: list[str] = field(default_factory=list)
    ports: tuple[int, ...] = ()
    pair: tuple[str, int] = ("a", 1)
    folder: Path = Path()
    pure: PurePosixPath = PurePosixPath("/")
    lifetime: timedelta = timedelta(days=1)
    level: Level = Level.LOW
    colour: Colour = Colour.RED
    mode: Literal["fast", "slow", 1] = "fast"
    proxy: int | None = None
    either: str | int = ""
    day: date | None = None
    price: Decimal = Decimal(0)
    ident: UUID | None = None
    salt: bytes = b""
    point: Point = Point(0)
    table: dict[str, int] = field(default_factory=dict)
    mail: Mail = Mail(host="mail")
    backup: Mail | None = None
    database: str = field(default="", env="DATABASE_URL", secret=True)
    public_key: str = field(default="", secret=False)

    @property
    def double(self) -> int:
        return 2 * self.page_size


class Small(Config):
    size: int
    name: str = "x"


def from_env(**variables: str) -> Settings:
    return Settings.from_env("A_", {"A_SECRET_KEY": SECRET, **variables})


READ: list[tuple[str, str, object]] = [
    ("PAGE_SIZE", " 30 ", 30),
    ("PAGE_SIZE", "", 20),
    ("DEBUG", "Yes", True),
    ("DEBUG", "0", False),
    ("SHARE", "1e3", 1000.0),
    ("HOSTS", "a, b", ["a", "b"]),
    ("HOSTS", '["a,b", "c"]', ["a,b", "c"]),
    ("HOSTS", "", []),
    ("PORTS", "80,443", (80, 443)),
    ("PAIR", "b, 2", ("b", 2)),
    ("FOLDER", "/srv/x", Path("/srv/x")),
    ("PURE", "/x", PurePosixPath("/x")),
    ("LIFETIME", "90", timedelta(seconds=90)),
    ("LIFETIME", "1.5h", timedelta(minutes=90)),
    ("LIFETIME", "7 d", timedelta(days=7)),
    ("LIFETIME", "PT5M", timedelta(minutes=5)),
    ("LEVEL", "2", Level.HIGH),
    ("COLOUR", "blue", Colour.BLUE),
    ("MODE", "1", 1),
    ("PROXY", "3", 3),
    ("PROXY", "", None),
    ("EITHER", "3", 3),
    ("EITHER", "x", "x"),
    ("DAY", "2026-01-02", date(2026, 1, 2)),
    ("PRICE", "1.20", Decimal("1.20")),
    ("IDENT", "00000000-0000-0000-0000-000000000001", UUID(int=1)),
    ("SALT", "ä", "ä".encode()),
    ("POINT", '{"x": 3}', Point(3)),
    ("TABLE", '{"a": 1}', {"a": 1}),
]


@pytest.mark.parametrize(("name", "text", "value"), READ)
def test_text_is_read_as_the_type_of_the_setting(
    name: str, text: str, value: object
) -> None:
    found = getattr(from_env(**{f"A_{name}": text}), name.lower())

    assert found == value
    assert type(found) is type(value)


UNREADABLE = [
    ("PAGE_SIZE", "many"),
    ("PAGE_SIZE", "9" * 5000),
    ("DEBUG", "maybe"),
    ("PORTS", "80,x"),
    ("PAIR", "a"),
    ("LIFETIME", "soon"),
    ("LEVEL", "3"),
    ("COLOUR", "RED"),
    ("MODE", "2"),
    ("POINT", "{"),
    ("POINT", '{"y": 1}'),
    ("TABLE", "[" * 100_000),
    ("IDENT", "x"),
]


@pytest.mark.parametrize(("name", "text"), UNREADABLE, ids=range(len(UNREADABLE)))
def test_text_that_is_not_of_the_type_is_refused_by_its_variable(
    name: str, text: str
) -> None:
    with pytest.raises(ConfigError, match=f"'A_{name}' has to be "):
        from_env(**{f"A_{name}": text})


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "page_size": st.integers(1, 2**62),
            "debug": st.booleans(),
            "share": st.floats(allow_nan=False),
            "ports": st.lists(st.integers(-9, 9)).map(tuple),
            "level": st.sampled_from(Level),
            "colour": st.sampled_from(Colour),
            "day": st.dates(),
            "price": st.decimals(allow_nan=False, allow_infinity=False),
            "ident": st.uuids(),
            "public_key": st.text(),
        },
    )
)
def test_what_is_written_as_text_is_read_as_what_it_was(values: dict[str, Any]) -> None:
    def written(value: Any) -> str:
        if isinstance(value, tuple):
            return ",".join(map(str, value))
        return str(value.value if isinstance(value, Enum) else value)

    settings = from_env(**{f"A_{n.upper()}": written(v) for n, v in values.items()})

    assert {name: getattr(settings, name) for name in values} == values


@given(st.dictionaries(st.sampled_from(sorted(Settings._settings)), st.text()))
def test_no_text_is_anything_but_a_value_or_a_config_error(
    texts: dict[str, str],
) -> None:
    variables = {f"A_{name.upper()}": text for name, text in texts.items()}
    with suppress(ConfigError):
        found = Settings.from_env("A_", variables)
        assert found == found.replace()


def test_every_problem_stands_in_one_error() -> None:
    with pytest.raises(ConfigError) as caught:
        Settings.from_env(
            "A_",
            {
                "A_PAGE_SIZE": "0",
                "A_COLOUR": "pink",
                "A_MAIL__PORT": "x",
                "A_MAIL__HSOT": "y",
                "A_SECRET_KYE": SECRET,
            },
        )

    assert caught.value.problem.splitlines() == [
        "Settings cannot be made:",
        "  - the environment variable 'A_SECRET_KEY' (str) is missing",
        "  - the environment variable 'A_PAGE_SIZE' must be at least 1, and is 0",
        (
            "  - the environment variable 'A_COLOUR' has to be Colour ('red', 'blue'), "
            "and is 'pink'"
        ),
        "  - the environment variable 'A_MAIL__PORT' has to be int, and is 'x'",
        "  - no setting reads 'A_MAIL__HSOT'; did you mean 'A_MAIL__HOST'?",
        "  - no setting reads 'A_SECRET_KYE'; did you mean 'A_SECRET_KEY'?",
    ]


def test_a_problem_says_where_the_settings_were_to_be_made() -> None:
    with refused(ConfigError, "Settings cannot be made:"):
        Settings.from_env("A_", {})
    with refused(ConfigError, "Settings cannot be made:"):
        Settings(page_size="ten")  # type: ignore[call-arg,arg-type]  # the point


def test_other_variables_are_none_of_our_business() -> None:
    settings = from_env(A_SECRET_KEY_FILE="x", PATH="y", A_SOMETHING="z")

    assert settings == Settings(secret_key=SECRET)
    assert Small.from_env("", {"SIZE": "3", "NAMES": "y"}) == Small(size=3)


def test_settings_within_settings_are_read_over_their_default() -> None:
    settings = from_env(A_MAIL__PORT="99", A_BACKUP__HOST="b")

    assert settings.mail == Mail(host="mail", port=99)
    assert settings.backup == Mail(host="b")
    assert from_env().backup is None


def test_a_variable_of_its_own_takes_no_prefix() -> None:
    assert from_env(DATABASE_URL="sqlite://").database == "sqlite://"


def test_the_variables_of_the_process_are_the_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KT_SIZE", "3")

    assert Small.from_env("KT_") == Small(size=3)


def test_secrets_are_never_shown() -> None:
    class Hidden(Config):
        api_token: Literal["a"] = "a"
        signing_keys: tuple[int, ...] = ()
        dsn: int = field(default=0, secret=True)
        credentials: Mail = Mail()
        address: Literal["b"] = "b"

    found = {
        "api_token": SECRET,
        "signing_keys": SECRET,
        "dsn": SECRET,
        "credentials": {"host": [SECRET], "port": SECRET},
        "address": f"db://ada:{SECRET}@host",
    }
    with pytest.raises(ConfigError) as read:
        Hidden.from_mapping(found)
    with pytest.raises(ConfigError) as made:
        Hidden(**found)  # type: ignore[arg-type]  # what is refused
    with pytest.raises(ConfigError) as from_text:
        Hidden.from_env(
            "", {"API_TOKEN": SECRET, "DSN": SECRET, "CREDENTIALS__PORT": SECRET}
        )

    for caught in (read, made, from_text):
        assert SECRET not in str(caught.value)
        assert caught.value.__context__ is None
    settings = Settings(
        secret_key=SECRET, database=SECRET, mail=Mail(password=SECRET), public_key="x"
    )
    assert SECRET not in repr(settings)
    assert "public_key='x'" in repr(settings)


def test_the_constructor_judges_types_at_run_time() -> None:
    made: Any = Small
    with pytest.raises(ConfigError, match="'size' has to be int, and is '3'"):
        made(size="3")
    with pytest.raises(ConfigError, match=r"'size' \(int\) is missing"):
        made()
    with pytest.raises(ConfigError, match="'nmae'; did you mean 'name'"):
        made(size=3, nmae="x")


def test_settings_are_frozen() -> None:
    settings: Any = Small(size=3)
    with pytest.raises(FrozenConfigError, match=r"Small\.size stays") as caught:
        settings.size = 4
    with pytest.raises(AttributeError):
        del settings.size

    assert "settings.replace(size=...)" in caught.value.hint
    assert settings.replace(size=4) == Small(size=4)
    with pytest.raises(ConfigError, match="'size' has to be int"):
        settings.replace(size="4")


def test_settings_are_values() -> None:
    settings = Small(size=3)

    assert settings == copy.deepcopy(settings) == pickle.loads(pickle.dumps(settings))
    assert hash(settings) == hash(Small(size=3))
    assert settings != Small(size=4)
    assert settings != object()
    assert repr(settings) == "Small(size=3, name='x')"


def test_a_mapping_is_read_strictly() -> None:
    with pytest.raises(ConfigError, match="'page_size' has to be int, and is '3'"):
        Settings.from_mapping({"secret_key": "x", "page_size": "3"})
    with pytest.raises(ConfigError, match="'Page-Size'; did you mean 'page_size'"):
        Settings.from_mapping({"secret_key": "x", "Page-Size": 3})
    with pytest.raises(ConfigError, match=r"'mail\.prot'; did you mean 'mail\.port'"):
        Settings.from_mapping({"secret_key": "x", "mail": {"prot": 3}})


def test_what_a_file_cannot_express_is_read_from_text(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(
        """
        [tool.blog]
        secret_key = "x"
        folder = "/srv"
        lifetime = 90
        colour = "blue"
        day = 2026-01-02
        hosts = ["a"]
        pair = ["b", 2]
        point = { x = 3 }
        [tool.blog.mail]
        port = 99
        """
    )

    settings = Settings.from_toml(file, "tool.blog")

    assert settings == Settings(
        secret_key="x",
        folder=Path("/srv"),
        lifetime=timedelta(seconds=90),
        colour=Colour.BLUE,
        day=date(2026, 1, 2),
        hosts=["a"],
        pair=("b", 2),
        point=Point(3),
        mail=Mail(host="mail", port=99),
    )


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    with pytest.raises(ConfigFileMissingError, match=r"settings\.toml"):
        Small.from_toml(file)
    file.write_text("size = ")
    with pytest.raises(ConfigValueError, match=r"settings\.toml"):
        Small.from_toml(file)
    file.write_text("[blog]\nsize = 3")
    with pytest.raises(ConfigError, match=r"no table \[blgo\]") as caught:
        Small.from_toml(file, "blgo")
    with pytest.raises(ConfigError, match="is no TOML file"):
        Small.from_toml(tmp_path / "settings.json")

    assert "Did you mean 'blog'?" in caught.value.hint
    assert Small.from_toml(str(file), "blog").size == 3


def test_settings_are_judged_together_by_post_init() -> None:
    class Both(Config):
        low: int = 0
        high: int = 9

        def __post_init__(self) -> None:
            if self.low > self.high:
                raise ConfigError("'low' is above 'high'.", hint="Exchange them.")

    with pytest.raises(ConfigError, match="is above"):
        Both(low=10)


def test_settings_are_inherited() -> None:
    class Larger(Small):
        more: int = 1

    assert Larger(size=3).more == 1
    assert "more" not in Small._settings


def test_any_type_may_be_given_to_the_constructor() -> None:
    class Odd(Config):
        address: IPv4Address = IPv4Address("127.0.0.1")
        short: Annotated[str, MinLen(2)] = "ab"

    assert Odd().address == IPv4Address("127.0.0.1")
    with pytest.raises(ConfigError, match="'address' has to be IPv4Address"):
        Odd.from_mapping({"address": "127.0.0.1"})
    with pytest.raises(ConfigError, match="'short'"):
        Odd(short="a")


def test_wrong_declarations_are_refused_when_the_class_is_created() -> None:
    with refused(ConfigError, "default of Wrong.size has to be int, and is 'x'"):

        class Wrong(Config):
            size: int = "x"  # type: ignore[assignment]  # what is refused

    with refused(ConfigError, "default of Shared.sizes is a list"):

        class Shared(Config):
            sizes: list[int] = []  # noqa: RUF012  # what is refused

    with refused(ConfigError, "no annotation for 'size'"):

        class Bare(Config):
            size = 3

    with refused(ConfigError, "declares 'replace', which means something else"):

        class Taken(Config):
            replace: int = 3  # type: ignore[assignment]  # what is refused


def test_an_application_holds_its_settings() -> None:
    settings = Settings(secret_key=SECRET, page_size=5)
    app = App("tested", config=settings)

    assert app.settings is settings
    assert (app.secret_key, app.config["PAGE_SIZE"]) == (SECRET, 5)
    assert app.config["MAIL"] == Mail(host="mail")
    with app.app_context():
        assert Settings.current() is settings
        assert Config.current() is settings
        with pytest.raises(ConfigError, match="no settings of Small, but Settings"):
            Small.current()


def test_settings_of_a_mapping_are_of_no_class() -> None:
    app = App("tested", config={"SIZE": 3})

    assert app.settings is None
    with (
        app.app_context(),
        pytest.raises(ConfigError, match="'tested' has no settings"),
    ):
        Small.current()
    with pytest.raises(ContextError, match=r"Small\.current"):
        Small.current()


@dataclass
class Database:
    host: str
    password: str
    port: int = 5432


class Stored(Config):
    database: Database = Database("db", SECRET)
    extra: dict[str, Any] = field(default_factory=dict)


def test_secrets_within_a_setting_are_hidden() -> None:
    stored = Stored(extra={"api_token": SECRET, "urls": [f"db://ada:{SECRET}@db"]})

    assert SECRET not in repr(stored)
    assert repr(stored) == (
        "Stored(database=Database(host='db', password=<hidden>, port=5432), "
        "extra={'api_token': <hidden>, 'urls': [<hidden>]})"
    )


def test_what_is_wrong_within_a_structure_is_said_without_its_values() -> None:
    with refused(ConfigError, "missing required field `password`"):
        Stored.from_env("", {"DATABASE": '{"host": "db"}'})
    with refused(ConfigError, "expected `int`, got `str`") as caught:
        text = f'{{"host": "{SECRET}", "password": "{SECRET}", "port": "x"}}'
        Stored.from_env("", {"DATABASE": text})
    assert SECRET not in str(caught.error)


def test_a_long_text_is_shortened_in_messages() -> None:
    with refused(ConfigError, "has to be int, and is '999") as caught:
        Settings.from_env("", {"SECRET_KEY": SECRET, "PAGE_SIZE": "9" * 5000})
    assert len(caught.error.problem) < 250
    with refused(ConfigError, "a very large int"):
        Stored.from_mapping({"database": 10**5000})


def test_the_class_itself_is_no_settings() -> None:
    with refused(ConfigError, "The settings are the class Stored itself") as caught:
        App("example", config=Stored)  # type: ignore[arg-type]  # the mistake
    assert "config=Stored.from_env()" in caught.error.hint


def test_a_setting_has_one_default() -> None:
    with refused(ConfigError, "both a default and a factory"):
        field(default=1, default_factory=int)  # type: ignore[call-overload]  # the mistake


def test_a_table_that_is_none_is_told_from_one_that_is_misspelled(
    tmp_path: Path,
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("blog = 3\n[shop]\n")
    with refused(ConfigError, "no table [blog]") as caught:
        Stored.from_toml(file, "blog")
    assert caught.error.hint == "Let 'blog' be a table, not 'int'."
    with refused(ConfigError, "no table [shpo]") as caught:
        Stored.from_toml(file, "shpo")
    assert caught.error.hint == "Did you mean 'shop'?"


def test_a_field_is_one_in_dataclasses_as_well_and_theirs_is_one_here() -> None:
    @dataclass
    class Order:
        tags: list[str] = field(default_factory=list)  # noqa: RUF009  # it is one
        size: int = field(default=3)

    class Lists(Config):
        tags: list[str] = dataclasses.field(default_factory=list)
        size: int = dataclasses.field(default=3)

    assert Order() == Order([], 3)
    assert Lists() == Lists(tags=[], size=3)
