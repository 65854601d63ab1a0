from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import pytest

from kolben import App, Body, Json, Query, Resource
from kolben.exceptions import BindError

T = TypeVar("T")
K = TypeVar("K")


@dataclass
class Page(Generic[T]):
    items: list[T]


class Shelf(Generic[T]):
    pass


class Items(Resource, Generic[K, T]):
    def __init__(self, shelf: Shelf[T]) -> None:
        self.shelf = shelf

    def get(self, key: K, wanted: Query[T | None] = None) -> dict[str, Any]:
        return {"key": key, "wanted": wanted}

    def put(self, key: K, body: Body[Page[T]]) -> Json[Page[T]]:
        return Json(body)


class Numbered(Items[int, K], Generic[K]):
    pass


class Numbers(Numbered[int]):
    pass


@pytest.fixture
def generic(app: App) -> App:
    app.provide(Shelf[int], Shelf)
    app.add("/numbers/<key>", Numbers)
    return app


def test_what_a_subclass_says_of_a_type_is_demanded_of_inputs(generic: App) -> None:
    client = generic.test_client()

    assert client.get("/numbers/1?wanted=2").json == {"key": 1, "wanted": 2}
    assert client.get("/numbers/1?wanted=x").status_code == 422
    assert client.get("/numbers/x").status_code == 404
    assert client.put("/numbers/1", json={"items": [1]}).json == {"items": [1]}
    assert client.put("/numbers/1", json={"items": ["x"]}).status_code == 422


@pytest.mark.parametrize("cls", [Items, Numbered])
def test_a_resource_whose_types_nobody_says_is_refused(app: App, cls: Any) -> None:
    with pytest.raises(BindError, match=r"nothing says what [KT] is"):
        app.add("/items/<key>", cls)
