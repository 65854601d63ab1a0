from __future__ import annotations

import ast
from textwrap import dedent

import pytest

from kolben._calls import UNKNOWN, Reference
from kolben.checks.calls import calls_in


def calls(text: str) -> list[tuple[str, object]]:
    """Return the functions and first arguments of the links in *text*."""
    found = calls_in(ast.parse(dedent(text)), "app.py")
    linking = ("url", "url_for")
    return [(each.function, each.first) for each in found if each.function in linking]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from kolben import url_for\nurl_for('a')", id="by name"),
        pytest.param("from kolben import url_for as f\nf('a')", id="by another name"),
        pytest.param("import kolben\nkolben.url_for('a')", id="by the package"),
        pytest.param("import kolben as k\nk.url_for('a')", id="by another package"),
        pytest.param(
            "from kolben.helpers.links import url_for\nurl_for('a')", id="by its module"
        ),
        pytest.param(
            "def f():\n    from kolben import url_for\n    url_for('a')", id="inside"
        ),
        pytest.param(
            "from kolben import App\napp = App(__name__)\napp.url_for('a')",
            id="by an application",
        ),
        pytest.param("class A:\n def f(self): self.app.url_for('a')", id="by self"),
    ],
)
def test_finds_what_is_called_however_it_is_imported(text: str) -> None:
    assert calls(text) == [("url_for", "a")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from shop import url_for\nurl_for('a')", id="another's"),
        pytest.param("url_for('a')", id="nobody's"),
        pytest.param(
            "from kolben import url_for\nurl_for = print\nurl_for('a')", id="replaced"
        ),
        pytest.param(
            "from kolben import url_for\ndef f(url_for): url_for('a')", id="parameter"
        ),
        pytest.param(
            "from kolben import url_for\n[url_for('a') for url_for in x]", id="loop"
        ),
        pytest.param(
            "import pytest, kolben\nwith pytest.raises(kolben.UrlError):\n"
            "    kolben.url_for('a')",
            id="meant to fail",
        ),
    ],
)
def test_leaves_out_what_is_not_surely_meant(text: str) -> None:
    assert calls(text) == []


def test_tells_names_that_mean_the_same_all_over_the_file() -> None:
    text = """
    from kolben import url_for
    url_for(posts.Post, 3)
    Post.url(3)
    def f(Post):
        url_for(Post)
        Post.url()
    """

    assert calls(text) == [
        ("url_for", Reference("posts.Post")),
        ("url", Reference("Post")),
        ("url_for", UNKNOWN),
        ("url", UNKNOWN),
    ]


def test_tells_only_what_is_written_out() -> None:
    tree = ast.parse("import kolben\nkolben.abort(-1, f'{x}', *xs, a=[1], b=c, **d)")

    (call,) = calls_in(tree, "app.py")

    assert call.arguments == (-1, UNKNOWN, UNKNOWN)
    assert call.values == {"a": [1], "b": UNKNOWN}
    assert not call.whole
