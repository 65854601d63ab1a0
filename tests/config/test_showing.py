from __future__ import annotations

import dataclasses
from typing import Any, NamedTuple

import attrs
import msgspec
import pydantic
import pytest

from kolben.config.showing import shown


@dataclasses.dataclass
class Plain:
    password: str
    host: str = "db"
    unseen: str = dataclasses.field(default="x", repr=False)


@attrs.define
class Defined:
    password: str
    host: str = "db"


class Model(pydantic.BaseModel):
    password: str
    host: str = "db"


class Record(msgspec.Struct):
    password: str
    host: str = "db"


class Row(NamedTuple):
    password: str
    host: str = "db"


@dataclasses.dataclass
class Own:
    password: str

    def __repr__(self) -> str:
        return "Own(***)"


@pytest.mark.parametrize("kind", [Plain, Defined, Model, Record, Row])
def test_fields_that_are_secrets_are_hidden_whatever_the_library(kind: Any) -> None:
    name = kind.__name__
    value = kind(password="hush")
    assert shown(value) == f"{name}(password=<hidden>, host='db')"
    assert shown({"a": (value,)}) == f"{{'a': ({name}(password=<hidden>, host='db'))}}"


def test_what_a_class_says_of_itself_is_trusted() -> None:
    assert shown(Own("hush")) == "Own(***)"


def test_what_holds_itself_is_shown_to_some_depth() -> None:
    table: dict[str, Any] = {}
    table["again"] = table
    assert shown(table).endswith("..." + "}" * 8)
