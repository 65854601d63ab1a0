"""S138-S142: APIs with JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import msgspec
import pytest

from kolben import App, jsonify, url_for
from kolben.testing import TestClient

AN_ID = UUID("a8098c1a-f86e-11da-bd1a-00112444be1e")


@dataclass
class Point:
    """A value that is written as an object."""

    y: int
    x: int


class Opaque:
    """A value that no serializer knows."""


class Person(msgspec.Struct):
    """A value that a library of serialization converts."""

    name: str
    born: date


def test_s138_a_dict_becomes_an_object(app: App, client: TestClient) -> None:
    @app.route("/me")
    def me_api() -> dict[str, str]:
        return {"username": "ada", "image": url_for("user_image", filename="ada.png")}

    @app.route("/image/<filename>")
    def user_image(filename: str) -> str:
        return filename

    response = client.get("/me")

    assert response.headers["Content-Type"] == "application/json"
    assert response.json == {"username": "ada", "image": "/image/ada.png"}


def test_s139_a_list_becomes_an_array(app: App, client: TestClient) -> None:
    @app.route("/users")
    def users_api() -> list[dict[str, str]]:
        return [{"name": name} for name in ("ada", "bob")]

    response = client.get("/users")

    assert response.headers["Content-Type"] == "application/json"
    assert response.text == '[{"name":"ada"},{"name":"bob"}]'


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param("Grüße", '"Grüße"', id="text"),
        pytest.param([1, 2.5, True, None], "[1,2.5,true,null]", id="plain values"),
        pytest.param(date(2026, 11, 3), '"2026-11-03"', id="date"),
        pytest.param(
            datetime(2026, 11, 3, 12, 30, tzinfo=UTC),
            '"2026-11-03T12:30:00Z"',
            id="datetime",
        ),
        pytest.param(Decimal("1.50"), '"1.50"', id="decimal"),
        pytest.param(AN_ID, f'"{AN_ID}"', id="uuid"),
        pytest.param(Point(y=1, x=2), '{"y":1,"x":2}', id="dataclass"),
        pytest.param({"b": 1, "a": 2}, '{"b":1,"a":2}', id="order of the keys"),
    ],
)
def test_s140_every_supported_type_is_written(
    app: App, client: TestClient, value: object, text: str
) -> None:
    app.add_url_rule("/dict", "in_dict", lambda: {"value": value})
    app.add_url_rule("/jsonify", "by_function", lambda: jsonify(value))

    assert client.get("/dict").data == f'{{"value":{text}}}'.encode()
    assert client.get("/jsonify").data == text.encode()


def test_s141_what_cannot_be_written_is_an_error(app: App, client: TestClient) -> None:
    app.add_url_rule("/", "view", lambda: {"value": Opaque()})

    assert client.get("/").status_code == 500
    app.testing = True
    with pytest.raises(TypeError, match="Opaque"):
        client.get("/")


def test_s142_a_library_converts_complex_types_first(
    app: App, client: TestClient
) -> None:
    @app.route("/")
    def view() -> dict[str, object]:
        person = Person("ada", date(1815, 12, 10))
        converted: dict[str, object] = msgspec.to_builtins(person)
        return converted

    assert client.get("/").json == {"name": "ada", "born": "1815-12-10"}
