from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from notes.tests.visitor import Visitor

NOTES = Path(__file__).parents[1]


def command(
    environment: dict[str, str], *words: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kolben", "--app", str(NOTES), *words],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )


def test_the_first_start_makes_all_that_is_needed(port: int, folder: Path) -> None:
    assert Visitor(port).get("/account/sign-in").status == 200
    assert (folder / "notes.sqlite3").exists()
    assert (folder / "uploads").is_dir()
    assert (folder / "secret_key").stat().st_mode & 0o077 == 0


def test_the_database_can_be_made_by_a_command(
    environment: dict[str, str], tmp_path: Path
) -> None:
    done = command({**environment, "NOTES_FOLDER": str(tmp_path / "new")}, "init-db")

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "new/notes.sqlite3").exists()


def test_a_user_can_be_added_by_a_command(
    environment: dict[str, str], port: int
) -> None:
    words = ("add-user", "sophie", "--password", "correct horse")

    first, second = command(environment, *words), command(environment, *words)

    assert first.stdout == "sophie can sign in now.\n"
    assert second.returncode == 1
    assert "There is a user 'sophie' already." in second.stderr
    signed_in = Visitor(port).post(
        "/account/sign-in",
        name="sophie",
        password="correct horse",
    )
    assert signed_in.status == 303


def test_a_name_that_is_none_is_refused_by_the_command(
    environment: dict[str, str],
) -> None:
    done = command(environment, "add-user", "<b>", "--password", "short")

    assert done.returncode == 1
    assert "2 to 32 letters" in done.stderr
    assert "At least 8 characters." in done.stderr


def test_the_routes_are_listed(environment: dict[str, str]) -> None:
    done = command(environment, "routes")

    assert done.returncode == 0, done.stderr
    assert "/notes/<note_id>/files/<file_id>" in done.stdout


def test_a_setting_that_is_wrong_stops_the_start(environment: dict[str, str]) -> None:
    done = command({**environment, "NOTES_PAGE_SIZE": "many"}, "routes")

    assert done.returncode != 0
    assert "'NOTES_PAGE_SIZE' has to be int, and is 'many'" in done.stderr
