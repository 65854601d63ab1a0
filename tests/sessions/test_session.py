from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kolben.exceptions import SessionError
from kolben.sessions import NullSession, Session

Use = Callable[[Session], Any]

READS: list[tuple[str, Use]] = [
    ("item", lambda session: session["user"]),
    ("get", lambda session: session.get("user")),
    ("get of a missing key", lambda session: session.get("nobody")),
    ("in", lambda session: "user" in session),
    ("len", len),
    ("bool", bool),
    ("iteration", list),
    ("items", lambda session: list(session.items())),
    ("copy", lambda session: session.copy()),
    ("permanent", lambda session: session.permanent),
    ("comparison", lambda session: session == {}),
    ("pop of a missing key", lambda session: session.pop("nobody", None)),
    ("setdefault of a present key", lambda session: session.setdefault("user", "x")),
]

WRITES: list[tuple[str, Use]] = [
    ("set", lambda session: session.__setitem__("seen", 1)),
    ("delete", lambda session: session.__delitem__("user")),
    ("pop", lambda session: session.pop("user")),
    ("popitem", lambda session: session.popitem()),
    ("clear", lambda session: session.clear()),
    ("update", lambda session: session.update(seen=1)),
    ("setdefault", lambda session: session.setdefault("seen", 1)),
    ("permanent", lambda session: setattr(session, "permanent", True)),
]

each_read = pytest.mark.parametrize(
    "use", [pytest.param(use, id=name) for name, use in READS]
)
each_write = pytest.mark.parametrize(
    "use", [pytest.param(use, id=name) for name, use in WRITES]
)


def test_a_fresh_session_is_neither_accessed_nor_modified() -> None:
    session = Session({"user": "ada"})

    assert not session.accessed
    assert not session.modified
    assert not session.new


@each_read
def test_reading_counts_as_access_and_not_as_change(use: Use) -> None:
    session = Session({"user": "ada"})

    use(session)

    assert session.accessed
    assert not session.modified


@each_write
def test_writing_counts_as_access_and_as_change(use: Use) -> None:
    session = Session({"user": "ada"})

    use(session)

    assert session.accessed
    assert session.modified


def test_clearing_an_empty_session_changes_nothing() -> None:
    session = Session()

    session.clear()

    assert not session.modified


def test_a_change_inside_of_a_value_has_to_be_told() -> None:
    session = Session({"cart": []})
    session["cart"].append("apple")
    seen_by_itself = session.modified

    session.modified = True

    assert not seen_by_itself
    assert session.modified


def test_a_session_does_not_share_the_mapping_it_was_made_of() -> None:
    before = {"user": "ada"}

    Session(before)["user"] = "bob"

    assert before == {"user": "ada"}


@pytest.mark.parametrize("missing", ["pop", "__delitem__", "__getitem__"])
def test_a_missing_key_is_a_key_error_and_no_change(missing: str) -> None:
    session = Session()

    with pytest.raises(KeyError):
        getattr(session, missing)("user")

    assert not session.modified


def test_taking_a_pair_out_of_an_empty_session_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        Session().popitem()


def test_permanence_is_kept_in_the_session_itself() -> None:
    session = Session()
    before = session.permanent

    session.permanent = True

    assert before is False
    assert session.permanent is True
    assert session.copy() == {"_permanent": True}


def test_a_key_that_is_no_text_is_refused() -> None:
    key: Any = 1

    with pytest.raises(SessionError) as caught:
        Session()[key] = "one"

    assert "under 1, which is no text" in caught.value.problem


def test_the_repr_shows_the_content_and_is_an_access() -> None:
    session = Session({"user": "ada"})

    assert repr(session) == "<Session {'user': 'ada'}>"
    assert session.accessed


def test_reading_without_a_key_finds_nothing() -> None:
    session = NullSession()

    assert session.get("user") is None
    assert "user" not in session
    assert list(session) == []
    assert not session
    assert not session.permanent
    assert not session.modified


@each_write
def test_writing_without_a_key_says_how_to_make_one(use: Use) -> None:
    with pytest.raises(SessionError) as caught:
        use(NullSession())

    assert caught.value.problem == (
        "The session is unavailable because no secret key was set."
    )
    assert "python -c 'import secrets; print(secrets.token_hex())'" in caught.value.hint


def test_popping_with_a_default_is_a_write_too() -> None:
    with pytest.raises(RuntimeError, match="no secret key was set"):
        NullSession().pop("user", None)


keys = st.sampled_from("abcd")
steps = st.lists(
    st.one_of(
        st.tuples(st.just("__setitem__"), keys, st.integers()),
        st.tuples(st.just("setdefault"), keys, st.integers()),
        st.tuples(st.just("pop"), keys, st.none()),
        st.tuples(st.just("get"), keys, st.integers()),
        st.tuples(st.just("clear")),
        st.tuples(st.just("copy")),
    )
)


@given(st.dictionaries(keys, st.integers()), steps)
def test_a_session_behaves_as_a_dict_does(
    start: dict[str, int], steps: list[tuple[Any, ...]]
) -> None:
    session, model = Session(start), dict(start)
    for name, *arguments in steps:
        wanted = getattr(model, name)(*arguments)
        given_back = getattr(session, name)(*arguments)
        assert given_back == wanted

    assert session == model
    assert list(session) == list(model)
    assert session.modified or model == start
