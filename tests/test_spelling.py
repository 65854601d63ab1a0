from __future__ import annotations

import pytest
from tests.refusals import refused

from kolben import Resource, not_a_verb
from kolben.exceptions import RouteError
from kolben.spelling import meant_verb

VERBS = ("get", "post", "put", "patch", "delete", "head", "options")


@pytest.mark.parametrize(
    ("name", "verb"),
    [
        pytest.param("gett", "get", id="a letter too many"),
        pytest.param("gt", "get", id="a letter too few"),
        pytest.param("grt", "get", id="another letter"),
        pytest.param("psot", "post", id="two letters exchanged"),
        pytest.param("Get", "get", id="another case"),
        pytest.param("DELETE", "delete", id="upper case"),
        pytest.param("option", "options", id="a plural lost"),
    ],
)
def test_one_slip_away_from_a_verb_is_recognised(name: str, verb: str) -> None:
    assert meant_verb(name, VERBS) == verb


@pytest.mark.parametrize(
    "name",
    ["posts", "gets", "path", "_get", "total", "getting", "show", "options_of", "tepg"],
)
def test_other_names_are_meant(name: str) -> None:
    assert meant_verb(name, VERBS) is None


def test_a_class_with_a_misspelled_verb_is_refused() -> None:
    with pytest.raises(RouteError) as caught:

        class Post(Resource):
            def gett(self) -> str:
                return ""

    assert "Post.gett() is almost 'get'" in caught.value.problem
    assert "@not_a_verb" in caught.value.hint
    assert __file__.rpartition("/")[2] in caught.value.__notes__[0]


def test_a_marked_method_is_meant() -> None:
    class Board(Resource):
        def get(self) -> str:
            return self.port()

        @not_a_verb
        def port(self) -> str:
            return "left"

    assert Board().get() == "left"


def test_misspelled_static_and_class_methods_and_coroutines_are_refused() -> None:
    def gett() -> str:
        return ""

    async def psot() -> str:
        return ""

    for method, name in (
        (staticmethod(gett), "gett"),
        (classmethod(gett), "gett"),
        (psot, "psot"),
    ):
        with refused(RouteError, f"Post.{name}() is almost"):
            type("Post", (Resource,), {name: method})


def test_what_is_no_method_may_be_called_as_it_likes() -> None:
    class Post(Resource):
        put_ = 5
        Get = property(lambda self: "")

        def get(self) -> str:
            return self.Get

    assert Post().get() == ""


def test_a_marked_method_stays_as_it_is() -> None:
    def port() -> str:
        return "left"

    assert not_a_verb(port) is port
