from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from http.cookies import Morsel, SimpleCookie
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from werkzeug.test import create_environ

from kolben.exceptions import SessionError
from kolben.json.tag import TaggedJSONSerializer
from kolben.requests import Request
from kolben.responses import Response
from kolben.sessions import CookieSettings, NullSession, Session, SignedCookies
from kolben.sessions.cookie import _name_weak_key

KEY = "a key for these tests"


def cookies_with(
    keys: Sequence[str | bytes] = (KEY,), **settings: Any
) -> SignedCookies:
    return SignedCookies(keys, CookieSettings(**settings))


def request_with(cookie: str | None = None, **environ: Any) -> Request:
    made = create_environ(**environ)
    if cookie is not None:
        made["HTTP_COOKIE"] = f"session={cookie}"
    return Request(made)


def saved(
    cookies: SignedCookies, session: Session, request: Request | None = None
) -> Response:
    response = Response("")
    cookies.save(session, response, request or request_with())
    return response


def sent_by(response: Response) -> Morsel[str] | None:
    jar: SimpleCookie = SimpleCookie()
    for header in response.headers.getlist("Set-Cookie"):
        jar.load(header)
    return next(iter(jar.values()), None)


def changed(values: Mapping[str, Any], **flags: bool) -> Session:
    session = Session()
    session.update(values)
    for name, value in flags.items():
        setattr(session, name, value)
    return session


def test_what_is_saved_comes_back_with_the_next_request() -> None:
    cookies = cookies_with()
    cookie = sent_by(saved(cookies, changed({"user": "ada", "cart": [1, 2]})))
    assert cookie is not None

    session = cookies.open(request_with(cookie.value))

    assert session == {"user": "ada", "cart": [1, 2]}
    assert not session.new
    assert not session.modified


offsets = st.timedeltas(
    min_value=timedelta(hours=-23), max_value=timedelta(hours=23)
).map(lambda offset: timezone(timedelta(minutes=offset // timedelta(minutes=1))))
plain_values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(min_value=-(2**63), max_value=2**63),
    st.floats(allow_nan=False),
    st.text(st.characters(codec="utf-8")),
    st.binary(),
    st.uuids(),
    # An offset says which of two equal clock times is meant, so 'fold' is not kept.
    st.datetimes(timezones=st.just(UTC) | offsets).map(lambda at: at.replace(fold=0)),
    st.text(st.characters(codec="utf-8")).map(Markup),
)
texts = st.text(st.characters(codec="utf-8"), max_size=8)
tag_like = st.sampled_from([" t", " b", " m", " u", " d", " di", " it", " f", ""])
any_value = st.recursive(
    plain_values,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(texts | tag_like, inner)
    ),
    max_leaves=12,
)


@given(st.dictionaries(texts | tag_like, any_value, min_size=1))
def test_every_supported_value_comes_back_as_what_it_was(
    values: dict[str, Any],
) -> None:
    cookies = cookies_with(max_size=0)
    cookie = sent_by(saved(cookies, changed(values)))
    assert cookie is not None

    session = cookies.open(request_with(cookie.value))

    assert session == values
    assert repr(session.copy()) == repr(values)


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_whatever_a_client_sends_gives_an_empty_session(text: str) -> None:
    environ = create_environ()
    environ["HTTP_COOKIE"] = "session=" + text.encode(errors="replace").decode(
        "latin-1"
    )

    session = cookies_with().open(Request(environ))

    assert session == {}
    assert session.new


@given(st.data())
def test_a_changed_or_truncated_cookie_gives_an_empty_session(
    data: st.DataObject,
) -> None:
    cookies = cookies_with()
    good = cookies.sign({"user": "ada", "admin": False})
    place = data.draw(st.integers(0, len(good) - 2), label="place")
    letter = data.draw(st.sampled_from("._-aZ09"), label="letter")
    forged = data.draw(
        st.sampled_from(
            [good[: place + 1], good[:place] + letter + good[place + 1 :]]
        ).filter(lambda text: text != good),
        label="forged",
    )

    session = cookies.open(request_with(forged))

    # The last letter of a base64 text may be spelled in several ways.
    assert session in ({}, {"user": "ada", "admin": False})


@given(st.binary(min_size=1), st.binary(min_size=1))
def test_a_cookie_of_another_key_gives_an_empty_session(
    ours: bytes, theirs: bytes
) -> None:
    # HMAC pads keys with zeros, so these two would be one key.
    alike = ours.rstrip(b"\0") == theirs.rstrip(b"\0")
    cookie = cookies_with([theirs]).sign({"user": "ada"})

    session = cookies_with([ours]).open(request_with(cookie))

    assert session == ({"user": "ada"} if alike else {})


def test_a_cookie_with_another_salt_gives_an_empty_session() -> None:
    other = SignedCookies([KEY], CookieSettings(), salt="password-reset")

    session = cookies_with().open(request_with(other.sign({"user": "ada"})))

    assert session == {}


@given(
    st.lists(st.text("abcdef", min_size=4), min_size=1, max_size=4, unique=True),
    st.data(),
)
def test_every_key_verifies_and_the_first_one_signs(
    keys: list[str], data: st.DataObject
) -> None:
    signed_by = data.draw(st.sampled_from(keys), label="signed by")
    cookie = cookies_with([signed_by]).sign({"n": 1})
    cookies = cookies_with(keys)

    session = cookies.open(request_with(cookie))
    signed_anew = cookies.sign({"n": 2})

    assert session == {"n": 1}
    assert cookies_with(keys[:1]).open(request_with(signed_anew)) == {"n": 2}


def test_a_retired_key_is_no_longer_accepted() -> None:
    cookie = cookies_with(["the old key"]).sign({"user": "ada"})

    session = cookies_with(["the new key"]).open(request_with(cookie))

    assert session == {}


def test_a_key_may_be_bytes_or_the_same_as_text() -> None:
    cookie = cookies_with([b"the same key"]).sign({"user": "ada"})

    session = cookies_with(["the same key"]).open(request_with(cookie))

    assert session == {"user": "ada"}


def test_an_expired_cookie_gives_an_empty_session() -> None:
    cookies = cookies_with(lifetime=timedelta(seconds=-1))

    session = cookies.open(request_with(cookies.sign({"user": "ada"})))

    assert session == {}
    assert session.new


def test_a_signed_cookie_that_holds_no_mapping_gives_an_empty_session() -> None:
    class Lists(TaggedJSONSerializer):
        def dumps(self, value: Any) -> str:
            return super().dumps(list(value))

    cookie = SignedCookies([KEY], CookieSettings(), Lists()).sign({"user": "ada"})

    assert cookies_with().open(request_with(cookie)) == {}


def test_a_request_without_a_cookie_opens_a_new_session() -> None:
    session = cookies_with().open(request_with())

    assert session.new
    assert session == {}


def test_an_unused_session_leaves_the_response_alone() -> None:
    response = saved(cookies_with(), Session({"user": "ada"}))

    assert "Set-Cookie" not in response.headers
    assert "Vary" not in response.headers


def test_a_session_that_was_only_read_varies_the_response_and_sends_nothing() -> None:
    session = Session({"user": "ada"})
    session.get("user")

    response = saved(cookies_with(), session)

    assert response.headers["Vary"] == "Cookie"
    assert "Set-Cookie" not in response.headers


def test_a_changed_session_is_sent_and_varies_the_response() -> None:
    response = saved(cookies_with(), changed({"user": "ada"}))

    assert response.headers["Vary"] == "Cookie"
    assert sent_by(response) is not None


def test_what_the_response_varied_by_before_is_kept() -> None:
    response = Response("")
    response.vary.add("Accept")

    cookies_with().save(changed({"user": "ada"}), response, request_with())

    assert set(response.vary) == {"Accept", "Cookie"}


def test_a_change_inside_of_a_value_is_saved_when_it_is_told() -> None:
    session = Session({"cart": ["apple"]})
    session.modified = True

    assert sent_by(saved(cookies_with(), session)) is not None


def test_an_emptied_session_takes_its_cookie_back() -> None:
    cookies = cookies_with(path="/shop", domain="example.com")
    request = request_with(cookies.sign({"user": "ada"}))
    session = cookies.open(request)
    session.clear()

    cookie = sent_by(saved(cookies, session, request))

    assert cookie is not None
    assert cookie.value == ""
    assert cookie["max-age"] == "0"
    assert cookie["expires"] == "Thu, 01 Jan 1970 00:00:00 GMT"
    assert (cookie["path"], cookie["domain"]) == ("/shop", "example.com")


def test_a_session_that_ends_as_it_began_sends_nothing() -> None:
    session = Session(new=True)
    session["user"] = "ada"
    del session["user"]

    assert sent_by(saved(cookies_with(), session)) is None


def test_an_ordinary_session_ends_with_the_browser() -> None:
    cookie = sent_by(saved(cookies_with(), changed({"user": "ada"})))

    assert cookie is not None
    assert cookie["expires"] == ""
    assert cookie["max-age"] == ""


def test_a_permanent_session_lasts_as_long_as_configured() -> None:
    cookies = cookies_with(lifetime=timedelta(hours=2))

    cookie = sent_by(saved(cookies, changed({"user": "ada"}, permanent=True)))

    assert cookie is not None
    left = parsedate_to_datetime(cookie["expires"]) - datetime.now(UTC)
    assert timedelta(minutes=119) < left <= timedelta(hours=2)


@pytest.mark.parametrize("refresh", [True, False])
def test_a_permanent_session_is_refreshed_if_configured(refresh: bool) -> None:
    cookies = cookies_with(refresh_each_request=refresh)

    response = saved(cookies, Session({"user": "ada", "_permanent": True}))

    assert (sent_by(response) is not None) is refresh
    assert ("Vary" in response.headers) is refresh


@pytest.mark.parametrize(
    ("settings", "environ", "part", "present"),
    [
        pytest.param({}, {}, "; HttpOnly", True, id="http only"),
        pytest.param({"httponly": False}, {}, "HttpOnly", False, id="for scripts"),
        pytest.param({}, {}, "; SameSite=Lax", True, id="lax"),
        pytest.param({"samesite": None}, {}, "SameSite", False, id="no same-site"),
        pytest.param({"path": "/shop"}, {}, "; Path=/shop", True, id="path"),
        pytest.param({"domain": "a.example"}, {}, "; Domain=a.example", True, id="dom"),
        pytest.param({}, {}, "Domain", False, id="host only"),
        pytest.param({}, {}, "Secure", False, id="http"),
        pytest.param({}, {"base_url": "https://a"}, "; Secure", True, id="https"),
        pytest.param(
            {"secure": False}, {"base_url": "https://a"}, "Secure", False, id="insecure"
        ),
        pytest.param({"secure": True}, {}, "; Secure", True, id="always secure"),
        pytest.param({"partitioned": True}, {}, "; Partitioned", True, id="parts"),
    ],
)
def test_the_cookie_is_sent_as_configured(
    settings: dict[str, Any], environ: dict[str, Any], part: str, present: bool
) -> None:
    response = saved(
        cookies_with(**settings), changed({"user": "ada"}), request_with(**environ)
    )

    assert (part in response.headers["Set-Cookie"]) is present


def test_the_cookie_has_the_configured_name() -> None:
    cookie = sent_by(saved(cookies_with(name="visit"), changed({"user": "ada"})))

    assert cookie is not None
    assert cookie.key == "visit"


def test_a_cookie_that_is_too_large_is_warned_of_with_its_size_and_the_limit() -> None:
    cookies = cookies_with(max_size=200)
    text = "".join(chr(33 + number * 7 % 90) for number in range(400))

    with pytest.warns(UserWarning, match=r"needs \d+ bytes and the limit is 200"):
        response = saved(cookies, changed({"text": text}))

    assert sent_by(response) is not None


@pytest.mark.parametrize(
    ("value", "named"),
    [
        pytest.param(object(), "type 'object' under 'bad'", id="no form in JSON"),
        pytest.param("\ud800", "type 'str' under 'bad'", id="lone surrogate"),
    ],
)
def test_a_value_that_cannot_be_kept_is_named(value: object, named: str) -> None:
    with pytest.raises(SessionError) as caught:
        saved(cookies_with(), changed({"good": 1, "bad": value}))

    assert named in caught.value.problem


def test_a_value_that_holds_itself_is_named() -> None:
    loop: list[Any] = []
    loop.append(loop)

    with pytest.raises(SessionError) as caught:
        saved(cookies_with(), changed({"loop": loop}))

    assert "type 'list' under 'loop'" in caught.value.problem


def test_a_key_that_cannot_be_kept_is_an_error_too() -> None:
    with pytest.raises(SessionError) as caught:
        saved(cookies_with(), changed({"\ud800": 1}))

    assert "which cannot be kept" in caught.value.problem


def test_without_a_key_the_session_is_the_null_session() -> None:
    cookies = cookies_with([])
    session = cookies.open(request_with(cookies_with().sign({"user": "ada"})))
    session.get("user")

    response = saved(cookies, session)

    assert isinstance(session, NullSession)
    assert not response.headers.getlist("Set-Cookie")


def test_nothing_can_be_signed_without_a_key() -> None:
    with pytest.raises(SessionError, match="without a secret key"):
        cookies_with([]).sign({"user": "ada"})


def test_the_configuration_gives_keys_and_settings() -> None:
    cookies = SignedCookies.from_config(
        {
            "SECRET_KEY": "the new key of tests",
            "SECRET_KEY_FALLBACKS": [b"the old key of tests"],
            "SESSION_COOKIE_NAME": "session",
        }
    )
    old = cookies_with(["the old key of tests"]).sign({"user": "ada"})
    signed = cookies.sign({"user": "bob"})

    assert cookies.open(request_with(old)) == {"user": "ada"}
    assert cookies_with(["the new key of tests"]).open(request_with(signed)) == {
        "user": "bob"
    }


@pytest.mark.parametrize("key", [None, "", b""])
def test_an_empty_key_is_no_key(key: str | bytes | None) -> None:
    cookies = SignedCookies.from_config(
        {"SECRET_KEY": key, "SECRET_KEY_FALLBACKS": ["old"]}
    )

    assert isinstance(cookies.open(request_with()), NullSession)


@pytest.mark.parametrize("fallbacks", ["old key", b"old key"])
def test_a_single_text_for_the_fallbacks_is_refused(fallbacks: str | bytes) -> None:
    with pytest.raises(SessionError) as caught:
        SignedCookies.from_config(
            {"SECRET_KEY": KEY, "SECRET_KEY_FALLBACKS": fallbacks}
        )

    assert "SECRET_KEY_FALLBACKS" in caught.value.problem


@pytest.mark.parametrize(
    ("config", "setting"),
    [
        pytest.param({"SECRET_KEY": 1234567890}, "SECRET_KEY", id="a number"),
        pytest.param({"SECRET_KEY": True}, "SECRET_KEY", id="a truth value"),
        pytest.param(
            {"SECRET_KEY": KEY, "SECRET_KEY_FALLBACKS": [7]},
            "SECRET_KEY_FALLBACKS",
            id="an older key",
        ),
    ],
)
def test_a_key_that_is_no_text_is_refused_and_not_shown(
    config: dict[str, Any], setting: str
) -> None:
    with pytest.raises(SessionError) as caught:
        SignedCookies.from_config(config)

    assert f"the setting {setting!r} is of type" in caught.value.problem
    assert "123" not in str(caught.value)


@pytest.mark.parametrize(
    ("config", "said"),
    [
        pytest.param({}, 1, id="production"),
        pytest.param({"DEBUG": True}, 0, id="debug"),
        pytest.param({"TESTING": True}, 0, id="testing"),
    ],
)
def test_a_weak_key_is_named_once_and_not_shown(
    config: dict[str, Any], said: int, caplog: pytest.LogCaptureFixture
) -> None:
    _name_weak_key.cache_clear()

    with caplog.at_level(logging.WARNING, "kolben.sessions"):
        for _ in range(2):
            SignedCookies.from_config({"SECRET_KEY": "hunter2", **config})

    assert len(caplog.records) == said
    assert "hunter2" not in caplog.text
