from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, TypedDict
from uuid import UUID

import msgspec
import pytest
from annotated_types import Ge
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from tests.refusals import refused

from kolben import App, Session, SessionError, TypedSession, session
from kolben.exceptions import ContextError
from kolben.json import TaggedJSONSerializer
from kolben.sessions import NullSession, SessionKeyError, SessionTypeError
from kolben.testing import TestClient


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


@dataclass
class Item:
    number: int
    tags: list[str] = field(default_factory=list)


class Size(NamedTuple):
    width: int
    height: int


class Seen(TypedDict):
    page: int


class Note(msgspec.Struct):
    text: str


class Visit(TypedSession):
    limit: ClassVar[int] = 3

    user: str | None = None
    count: int = 0
    share: float = 0.0
    cart: list[int] = field(default_factory=list)
    item: Item = Item(1)
    colour: Colour = Colour.RED
    theme: Literal["light", "dark"] = "light"
    at: datetime | None = None
    day: date | None = None
    span: timedelta = timedelta(0)
    price: Decimal = Decimal(0)
    ident: UUID | None = None
    size: Size = Size(1, 2)
    seen: Seen = {"page": 1}  # noqa: RUF012  # a default is copied
    note: Note = Note("")
    names: dict[int, str] = {}  # noqa: RUF012  # a default is copied
    pair: tuple[int, str] = (1, "a")
    raw: bytes = b""
    anything: Any = None
    page: Annotated[int, Ge(1)] = 1

    @property
    def greeting(self) -> str:
        return f"Hello {self.user}"


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "user": st.none() | st.text(st.characters(exclude_categories=["Cs"])),
        "count": st.integers(-(2**63), 2**63 - 1),
        "share": st.floats(allow_nan=False, allow_infinity=False),
        "cart": st.lists(st.integers(-9, 9)),
        "item": st.builds(Item, st.integers(-9, 9), st.lists(st.sampled_from("ab"))),
        "colour": st.sampled_from(Colour),
        "theme": st.sampled_from(["light", "dark"]),
        "at": st.none() | st.datetimes() | st.datetimes(timezones=st.just(UTC)),
        "day": st.none() | st.dates(),
        "span": st.timedeltas(timedelta(days=-999), timedelta(days=999)),
        "price": st.decimals(allow_nan=False, allow_infinity=False),
        "ident": st.none() | st.uuids(),
        "size": st.builds(Size, st.integers(0, 9), st.integers(0, 9)),
        "names": st.dictionaries(st.integers(0, 9), st.sampled_from("ab")),
        "pair": st.tuples(st.integers(0, 9), st.sampled_from("ab")),
        "raw": st.binary(),
        "anything": st.none() | st.lists(st.integers(0, 9)),
        "page": st.integers(1, 9),
    },
)


def sent_on(kept: Session) -> Session:
    """Return the session that the next request finds."""
    kept.settle()
    serializer = TaggedJSONSerializer()
    return Session(serializer.loads(serializer.dumps(kept.copy())))


@pytest.fixture
def app(app: App) -> App:
    """An application that buys, shows and forgets."""

    @app.get("/buy/<int:number>")
    def buy(number: int) -> list[int]:
        visit = Visit.current()
        visit.cart.append(number)
        return visit.cart

    @app.get("/cart")
    def cart() -> list[int]:
        return Visit.current().cart

    @app.get("/count")
    def count() -> str:
        Visit.current().count += 1
        return str(Visit.current().count)

    @app.get("/leave")
    def leave() -> str:
        Visit.current().cart.append(99)
        session.clear()
        return "bye"

    return app


def test_a_key_without_a_value_gives_its_default() -> None:
    visit = Visit.of(Session())

    assert (visit.user, visit.count, visit.cart, visit.size) == (None, 0, [], (1, 2))
    assert visit.greeting == "Hello None"


def test_reading_marks_the_session_as_read_and_not_as_changed() -> None:
    kept = Session()
    _ = Visit.of(kept).cart
    kept.settle()

    assert (kept.accessed, kept.modified) == (True, False)


def test_values_last_over_real_cookies(client: TestClient) -> None:
    assert [client.get("/count").text for _ in range(3)] == ["1", "2", "3"]


def test_a_change_within_a_value_is_not_lost(client: TestClient) -> None:
    client.get("/buy/3")
    client.get("/buy/4")

    assert client.get("/cart").json == [3, 4]


def test_reading_a_list_sends_no_cookie(client: TestClient) -> None:
    client.get("/buy/3")

    assert "Set-Cookie" not in client.get("/cart").headers


def test_a_default_is_shared_by_nobody(app: App, client: TestClient) -> None:
    client.get("/buy/3")

    assert app.test_client().get("/cart").json == []


def test_what_was_changed_before_the_session_was_cleared_is_gone(
    client: TestClient,
) -> None:
    client.get("/leave")

    assert client.get("/cart").json == []


def test_a_forged_cookie_gives_the_defaults(client: TestClient) -> None:
    client.set_cookie("session", "eyJjYXJ0IjpbMV19.forged.signature")

    assert client.get("/cart").json == []


@given(VALUES)
def test_what_is_set_comes_back_as_what_it_was(values: dict[str, Any]) -> None:
    kept = Session()
    for name, value in values.items():
        setattr(Visit.of(kept), name, value)
    visit = Visit.of(sent_on(kept))

    found = {name: getattr(visit, name) for name in values}
    assert found == values
    assert list(map(type, found.values())) == list(map(type, values.values()))


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.uuids(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(sorted(Visit._keys)), JUNK))
def test_no_old_cookie_is_an_error(values: dict[str, Any]) -> None:
    kept = Session(values)
    visit = Visit.of(kept)
    for name in Visit._keys:
        setattr(visit, name, getattr(visit, name))
    kept.settle()


def test_what_does_not_fit_is_dropped_and_logged_without_its_value(
    app: App, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with client.session_transaction() as kept:
        kept.update(cart="confidential", other="stays")
    with caplog.at_level(logging.WARNING, "kolben.sessions"):
        assert client.get("/cart").json == []

    assert "The session holds str for 'cart'" in caplog.text
    assert "Visit.cart is declared as list[int]" in caplog.text
    assert "confidential" not in caplog.text
    with client.session_transaction() as kept:
        assert dict(kept) == {"other": "stays"}


def test_a_violated_constraint_drops_the_key_and_is_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    kept = Session({"page": 0})

    assert Visit.of(kept).page == 1
    assert "Visit.page is declared as int with constraints" in caplog.text
    assert "page" not in kept


def test_a_sealed_session_is_read_and_left_alone() -> None:
    kept = Session({"count": "many"})
    kept.sealed = True

    assert Visit.of(kept).count == 0
    assert "count" in kept


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("user", 3),
        ("count", "3"),
        ("count", True),
        ("cart", ["3"]),
        ("cart", (3,)),
        ("colour", "red"),
        ("theme", "pink"),
        ("at", "2020-01-01T00:00:00"),
        ("item", Item("x")),  # type: ignore[arg-type]  # what is refused
        ("page", 0),
        ("anything", print),
        ("anything", {1: {2: print}}),
    ],
)
def test_writing_what_is_not_declared_is_refused(name: str, value: Any) -> None:
    kept = Session()
    with pytest.raises(SessionTypeError, match=rf"Visit\.{name} is given"):
        setattr(Visit.of(kept), name, value)

    assert dict(kept) == {}


def test_a_value_that_became_wrong_is_refused_when_it_is_saved() -> None:
    kept = Session()
    cart: list[Any] = Visit.of(kept).cart
    cart.append("3")

    with pytest.raises(SessionTypeError, match=r"Visit\.cart is given"):
        kept.settle()


def test_markup_is_text_and_stays_markup() -> None:
    kept = Session()
    Visit.of(kept).user = Markup("<b>ada</b>")

    assert type(Visit.of(sent_on(kept)).user) is Markup


def test_the_mapping_and_the_view_agree() -> None:
    kept = Session()
    visit = Visit.of(kept)
    visit.cart.append(1)
    kept["cart"] = [2]

    assert visit.cart == [2]
    visit.cart.append(3)
    kept.settle()
    assert kept["cart"] == [2, 3]


def test_two_views_share_what_they_read() -> None:
    kept = Session()
    Visit.of(kept).cart.append(1)

    assert Visit.of(kept).cart == [1]


def test_deleting_gives_the_default_again() -> None:
    kept = Session({"user": "ada"})
    visit = Visit.of(kept)
    del visit.user
    del visit.user

    assert visit.user is None
    assert dict(kept) == {}


def test_clearing_takes_out_the_declared_keys_only() -> None:
    kept = Session({"user": "ada", "other": 1})
    Visit.of(kept).cart.append(1)
    Visit.of(kept).clear()
    kept.settle()

    assert dict(kept) == {"other": 1}


def test_a_misspelled_attribute_is_refused() -> None:
    visit: Any = Visit.of(Session())
    with pytest.raises(SessionKeyError, match="Visit declares no 'usr'") as caught:
        visit.usr = "ada"

    assert caught.value.hint == "Did you mean 'user'?"
    with pytest.raises(AttributeError):
        _ = visit.usr


def test_keys_are_inherited() -> None:
    class Longer(Visit):
        more: int = 1

    kept = Session({"user": "ada"})

    assert (Longer.of(kept).user, Longer.of(kept).more) == ("ada", 1)
    assert "more" not in Visit._keys


def test_without_a_request_there_is_no_view() -> None:
    with pytest.raises(ContextError, match="request context"), App("x").app_context():
        Visit.current()


def test_without_a_key_reading_works_and_writing_says_what_to_do() -> None:
    visit = Visit.of(NullSession())

    assert visit.count == 0
    with pytest.raises(SessionError, match="no secret key"):
        visit.count = 1


def test_a_transaction_of_a_test_is_seen_through_a_view(client: TestClient) -> None:
    with client.session_transaction() as kept:
        Visit.of(kept).cart.append(7)

    assert client.get("/cart").json == [7]


def test_the_repr_shows_no_values() -> None:
    assert "ada" not in repr(Visit.of(Session({"user": "ada"})))


class Stranger:
    pass


def test_wrong_declarations_are_refused_when_the_class_is_created() -> None:
    with pytest.raises(SessionError, match=r"Bare\.user has no default"):

        class Bare(TypedSession):
            user: str

    with pytest.raises(SessionError, match=r"cannot keep: nothing .* Stranger"):

        class Odd(TypedSession):
            one: list[Stranger] | None = None

    with pytest.raises(SessionTypeError, match=r"Wrong\.count is given .* 'str'"):

        class Wrong(TypedSession):
            count: int = "0"  # type: ignore[assignment]  # what is refused

    with pytest.raises(SessionError, match="declares 'clear'"):

        class Taken(TypedSession):
            clear: int = 0  # type: ignore[assignment]  # what is refused

    with pytest.raises(SessionError, match="'_flashes', which is private"):

        class Private(TypedSession):
            _flashes: int = 0

    with pytest.raises(SessionError, match="no annotation for 'user'"):

        class Unannotated(TypedSession):
            user = None


def test_what_is_refused_names_its_place() -> None:
    with refused(SessionError, "has no default"):

        class Bare(TypedSession):
            user: str


def test_the_proxy_of_the_session_has_views_too(app: App) -> None:
    with app.test_request_context():
        Visit.of(session).cart.append(3)

        assert Visit.current().cart == [3]
        assert "cart" not in session


def test_attrs_classes_are_kept_and_models_of_pydantic_refused() -> None:
    attrs = pytest.importorskip("attrs")
    pydantic = pytest.importorskip("pydantic")
    place: Any = attrs.make_class("Place", {"name": attrs.field(type=str)})
    model: Any = pydantic.create_model("Model", name=(str, "x"))

    class Kept(TypedSession):
        where: place | None = None

    kept = Session()
    Kept.of(kept).where = place("here")
    assert Kept.of(sent_on(kept)).where == place("here")
    with pytest.raises(SessionError, match="how to keep Model"):

        class Refused(TypedSession):
            kind: model | None = None
