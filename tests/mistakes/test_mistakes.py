"""Each mistake is found as early as promised, and nothing is found where none is."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from tests.mistakes.finding import CHECKERS, Written
from tests.mistakes.reading import Program, programs
from tests.mistakes.table import Line
from tests.typing.checkers import Reports, promised

from kolben import App

TWENTY = [f"B{number:02}" for number in range(1, 21)]

each_program = pytest.mark.parametrize(
    "program", programs(), ids=lambda program: program.name
)


def lines_of_plugin(program: Program) -> list[int]:
    """Return the lines where the plugin finds more than mypy without it."""
    by_mypy = promised(program.path, "mypy")
    by_plugin = promised(program.path, "plugin")
    return [line for line, text in by_plugin.items() if by_mypy.get(line) != text]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """All programs, wrong and right, as files."""
    return Written.into(tmp_path_factory.mktemp("mistakes"))


@cache
def reports_of(checker: str, written: Written) -> Reports:
    """Return what *checker* reports; it runs once."""
    return CHECKERS[checker](written)


with_checkers = pytest.mark.parametrize(
    "checker",
    [
        pytest.param(each, marks=pytest.mark.xdist_group("mistakes"))
        for each in CHECKERS
    ],
)


@with_checkers
@each_program
def test_a_type_checker_reports_the_mistake_where_it_is_made(
    checker: str, program: Program, written: Written
) -> None:
    file = written.file(program, "wrong")
    expected = promised(file, checker)

    reported = reports_of(checker, written).get(file, {})

    assert sorted(reported) == sorted(expected)
    for line, text in expected.items():
        assert text in " ".join(reported[line]), f"line {line}"


@each_program
def test_the_start_says_what_is_wrong_word_for_word(
    program: Program, written: Written
) -> None:
    started = written.start(program, "wrong")

    assert (started if isinstance(started, str) else None) == program.told_at_start


@each_program
def test_the_check_says_what_the_start_does_not(
    program: Program, written: Written
) -> None:
    if program.told_by_check is not None:
        assert written.check(program, "wrong") == [program.told_by_check]


@each_program
def test_the_check_has_nothing_against_the_right_program(
    program: Program, written: Written
) -> None:
    assert written.check(program, "right") == []


@pytest.mark.xdist_group("mistakes")
@pytest.mark.parametrize(
    "program",
    [
        pytest.param(program, id=program.name)
        for program in programs()
        if lines_of_plugin(program) and program.told_at_start
    ],
)
def test_the_plugin_says_what_the_start_says(
    program: Program, written: Written
) -> None:
    reported = reports_of("plugin", written)[written.file(program, "wrong")]
    told = "\n".join(
        written.shown(message, program)
        for line in lines_of_plugin(program)
        for message in reported[line]
    )

    assert program.problem_at_start is not None
    problem, hint = program.problem_at_start
    assert re.search(rf"{re.escape(problem)}  \[kolben-\w+\]\n  help: ", told)
    assert f"\n  help: {hint}" in told


@with_checkers
@each_program
def test_no_type_checker_complains_of_the_right_program(
    checker: str, program: Program, written: Written
) -> None:
    file = written.file(program, "right")

    assert dict(reports_of(checker, written).get(file, {})) == {}


@each_program
def test_the_right_program_starts_and_answers(
    program: Program, written: Written
) -> None:
    method, path, body = program.request
    app = written.start(program, "right")
    assert isinstance(app, App), app

    answer = app.test_client().open(
        path, method=method, json=None if body is None else json.loads(body)
    )

    assert answer.status_code < 300, answer.text


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(told, id=program.name)
        for program in programs()
        if (told := program.told_at_start) and not told.startswith("TypeError: ")
    ],
)
def test_a_message_of_the_start_names_a_line_and_says_what_to_do(told: str) -> None:
    assert re.search(r"\w\.(py|html):\d+\b", told)
    assert re.search(r"\n  help: .+[.?](\n|$)", told)


def test_every_row_of_the_table_has_a_program() -> None:
    rows = {program.row for program in programs()}

    assert rows - {""} == set(TWENTY)


def stages_of(program: Program) -> set[str]:
    """Return the stages that find the mistake of *program* already."""
    by_types = {each for each in CHECKERS if promised(program.path, each)}
    told = {"start": program.told_at_start, "check": program.told_by_check}
    return by_types | {stage for stage, text in told.items() if text}


def test_each_mistake_is_found_before_the_first_request() -> None:
    assert [program.name for program in programs() if not stages_of(program)] == []


def test_type_checkers_agree_on_what_they_find() -> None:
    found = [stages_of(program) & {"mypy", "pyright"} for program in programs()]

    assert [each for each in found if len(each) == 1] == []


def test_a_line_of_the_table_shows_who_finds_it_and_what_is_said_first(
    tmp_path: Path,
) -> None:
    path = tmp_path / "b00.py"
    path.write_text('"""B00: a | b."""\n# request: GET /\n# to come: check\n')

    line = Line(Program(path), {"start": "RouteError: It is.\n  help: No."})

    shown = "| B00 | a \\| b | - | - | - | X | - | check | `RouteError: It is.` |"
    assert str(line) == shown
