"""Literal keys of the session are compared with those of typed sessions."""

from __future__ import annotations

from pathlib import Path

from tests.mypy_plugin.projects import Project, promised

VISITS = """
from kolben import TypedSession


class Visit(TypedSession):
    user: str | None = None
    cart: list[int] = []


class LongVisit(Visit):
    visited: int = 0
    age: int = 0
"""
USES = """
from typing import Final

import visits
from kolben import Session, session
from visits import Visit

KEY: Final = "usser"

session["user"] = "ada"
session["seen"] = session.get("seen", 0) + 1
session["users"] = ["ada"]
session["_usr"] = 3
session["aeg"] = 3
session.pop("other", None)
session[KEY]  # E: Visit declares no 'usser'.  [kolben-session]
session["usre"] = "ada"  # E: Visit declares no 'usre'.  [kolben-session]
session.get("User")  # E: Visit declares no 'User'.  [kolben-session]
session.setdefault("crat", [])  # E: Visit declares no 'crat'.  [kolben-session]
del session["visitd"]  # E: LongVisit declares no 'visitd'.  [kolben-session]


def of(own: Session, key: str) -> None:
    own[key]
    own["usre"]  # type: ignore[kolben-session]  # an older release wrote it
    own["usre"]  # E: Visit declares no 'usre'.  [kolben-session]
"""


def test_a_key_that_is_one_slip_away_from_a_declared_one_is_told(
    tmp_path: Path,
) -> None:
    project = Project.into(tmp_path, visits=VISITS, uses=USES)

    told = project.mypy("uses")

    assert {line: messages[0] for line, messages in told.items()} == promised(USES)
    assert told[16][1] == "Did you mean 'user'?"


def test_a_module_that_knows_no_typed_session_is_left_alone(tmp_path: Path) -> None:
    uses = 'from kolben import session\n\nsession["usre"] = 3\n'
    project = Project.into(tmp_path, visits=VISITS, uses=uses)

    assert project.mypy("uses") == {}
