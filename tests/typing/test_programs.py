"""Right programs pass both checkers; wrong ones are told what is wrong, and where."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.typing.checkers import CHECKERS, PROGRAMS, promised


def programs_that(verb: str) -> list[object]:
    """Return parameters: each checker with each program whose name begins so."""
    return [
        pytest.param(
            checker,
            program,
            id=f"{program.stem}-{checker}",
            marks=pytest.mark.xdist_group(checker),
        )
        for checker in CHECKERS
        for program in PROGRAMS
        if program.stem.startswith(verb)
    ]


@pytest.mark.parametrize(("checker", "program"), programs_that("accepts"))
def test_a_right_program_is_accepted(checker: str, program: Path) -> None:
    assert dict(CHECKERS[checker]().get(program, {})) == {}


@pytest.mark.parametrize(("checker", "program"), programs_that("rejects"))
def test_every_mistake_is_reported_where_it_is_made(
    checker: str, program: Path
) -> None:
    expected = promised(program, checker)

    reported = CHECKERS[checker]().get(program, {})

    assert sorted(reported) == sorted(expected)
    for line, text in expected.items():
        assert text in " ".join(reported[line]), f"line {line}"


def test_there_are_programs_of_both_kinds() -> None:
    kinds = {program.stem.partition("_")[0] for program in PROGRAMS}

    assert kinds == {"accepts", "rejects"}
