from __future__ import annotations

from kolben._sites import Site
from kolben.context import Context
from kolben.endpoints import Endpoint, Scope, with_head


def view(word: str) -> str:
    return word


def get(context: Context) -> str:
    return "get"


def head(context: Context) -> str:
    return "head"


def test_a_scope_knows_the_routers_round_it() -> None:
    root = Scope("", None, "the application")
    inner = Scope("admin.users", Scope("admin", root, "admin"), "users")

    assert inner.chain == ("the application", "admin", "users")
    assert [place.name for place in inner.line] == ["", "admin", "admin.users"]


def test_two_scopes_are_never_the_same() -> None:
    assert Scope("admin", None, "owner") != Scope("admin", None, "owner")


def test_an_endpoint_is_labelled_by_its_handler() -> None:
    endpoint = Endpoint("view", view, {}, Scope("", None, None), Site("app.py", 1))

    assert endpoint.label == "view"


def test_head_is_answered_by_get() -> None:
    assert with_head({"GET": get}) == {"GET": get, "HEAD": get}


def test_an_own_head_stays() -> None:
    assert with_head({"GET": get, "HEAD": head}) == {"GET": get, "HEAD": head}


def test_without_get_there_is_no_head() -> None:
    assert with_head({"POST": get}) == {"POST": get}
