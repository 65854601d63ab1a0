from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kolben.exceptions import UrlError
from kolben.routing import URL, Origin

HERE = Origin("http", "example.com:8000", "/app")


@pytest.mark.parametrize(
    ("url", "scheme", "external"),
    [
        pytest.param("/a?b#c", None, "http://example.com:8000/a?b#c", id="path"),
        pytest.param("/a", "https", "https://example.com:8000/a", id="scheme"),
        pytest.param("/a", "", "//example.com:8000/a", id="scheme of the page"),
        pytest.param("https://x.org/a", None, "https://x.org/a", id="external"),
        pytest.param("http://x.org?a", "https", "https://x.org?a", id="upgraded"),
        pytest.param("//x.org/a", None, "http://x.org/a", id="without scheme"),
    ],
)
def test_an_external_link_names_scheme_and_host(
    url: str, scheme: str | None, external: str
) -> None:
    assert URL(url, HERE).external(scheme) == external


def test_an_external_link_stays_on_the_subdomain_of_its_request() -> None:
    origin = Origin("https", "example.com", subdomain="ada")

    assert URL("/a", origin).external() == "https://ada.example.com/a"


@pytest.mark.parametrize(
    "url",
    [
        pytest.param(URL("/a"), id="no origin"),
        pytest.param(URL("/a", Origin.from_settings(None)), id="no host"),
        pytest.param(URL("a", HERE), id="no path from the root"),
        pytest.param(URL("", HERE), id="nothing"),
        pytest.param(
            URL("/a", Origin("http", "x.org", subdomain="<invalid>")), id="foreign host"
        ),
    ],
)
def test_without_a_known_host_there_is_no_external_link(url: URL) -> None:
    with pytest.raises(UrlError, match="No host is known"):
        url.external()


@pytest.mark.parametrize("scheme", ["ht tp", "1", "https:", "é"])
def test_a_scheme_has_to_be_one(scheme: str) -> None:
    with pytest.raises(UrlError, match="is not the scheme of a URL"):
        URL("/a", HERE).external(scheme)


@pytest.mark.parametrize(
    ("url", "changed"),
    [
        pytest.param("/a", "/a?page=2", id="added"),
        pytest.param("/a?page=1", "/a?page=2", id="replaced"),
        pytest.param("/a?page=1&page=3&b=%20#c", "/a?b=%20&page=2#c", id="all"),
        pytest.param("/a#c?d", "/a?page=2#c?d", id="before the anchor"),
        pytest.param("http://x.org/?p%61ge=1", "http://x.org/?page=2", id="quoted"),
    ],
)
def test_a_query_argument_is_added_or_replaced(url: str, changed: str) -> None:
    assert URL(url).with_query(page=2) == changed


def test_a_mapping_names_what_is_no_word() -> None:
    url = URL("/a").with_query({"sort-by": "name", "self": 1}, page=True)

    assert url == "/a?sort-by=name&self=1&page=true"


@pytest.mark.parametrize(
    ("url", "text", "anchored"),
    [
        pytest.param("/a", "top", "/a#top", id="added"),
        pytest.param("/a?b=1#c", "é d", "/a?b=1#%C3%A9%20d", id="replaced"),
        pytest.param("/a?b=1#c", "", "/a?b=1", id="taken away"),
    ],
)
def test_an_anchor_is_set(url: str, text: str, anchored: str) -> None:
    assert URL(url).with_anchor(text) == anchored


def test_half_a_surrogate_is_no_anchor() -> None:
    with pytest.raises(UrlError, match="is not text that a URL can hold"):
        URL("/a").with_anchor("\ud800")


words = st.text("ab %#?&é/", max_size=5)


@given(words, st.dictionaries(words, words), words)
def test_the_order_of_changes_does_not_matter(
    path: str, query: dict[str, str], anchor: str
) -> None:
    url = URL(f"/{path}", HERE)

    one = url.with_anchor(anchor).with_query(query).external()
    assert one == url.external().with_query(query).with_anchor(anchor)
    assert one.origin is HERE
    assert pickle.loads(pickle.dumps(one)).external() == one
