from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage

from kolben.uploads import Upload, UploadLimits


def upload(
    content: bytes = b"hello",
    filename: str | None = "notes.txt",
    content_type: str = "text/plain; charset=utf-8",
) -> Upload:
    return Upload(FileStorage(BytesIO(content), filename, content_type=content_type))


def test_it_says_what_the_client_claims_and_what_is_measured() -> None:
    file = upload()

    assert (file.name, file.filename) == ("notes.txt", "notes.txt")
    assert file.content_type == "text/plain"
    assert file.size == 5
    assert repr(file) == "<Upload 'notes.txt' (text/plain)>"


def test_measuring_moves_nothing() -> None:
    file = upload()

    assert file.read(2) == b"he"
    assert file.size == 5
    assert file.read() == b"llo"


def test_a_file_without_a_name_has_an_empty_one() -> None:
    file = upload(filename=None)

    assert (file.name, file.filename) == ("", "")


@given(st.text())
def test_no_name_leads_out_of_a_folder(filename: str) -> None:
    name = upload(filename="../" + filename).name

    assert "/" not in name
    assert name not in {".", ".."}


def test_it_is_saved_whole_wherever_reading_stands(tmp_path: Path) -> None:
    file = upload()
    file.read()

    saved = file.save(tmp_path / "copy.txt")

    assert saved.read_bytes() == b"hello"


def test_saved_into_a_folder_it_keeps_its_safe_name(tmp_path: Path) -> None:
    saved = upload(filename="../../etc/pass wd").save(tmp_path)

    assert saved == tmp_path / "etc_pass_wd"


def test_into_a_folder_nothing_is_saved_without_a_safe_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="No safe name is left"):
        upload(filename="..").save(tmp_path)


def test_a_file_is_overwritten_only_where_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"mine")

    with pytest.raises(FileExistsError):
        upload().save(path)
    assert path.read_bytes() == b"mine"

    upload().save(path, overwrite=True)
    assert path.read_bytes() == b"hello"


@pytest.mark.parametrize(
    ("limits", "violation"),
    [
        (UploadLimits(), None),
        (UploadLimits(max_size=5), None),
        (UploadLimits(max_size=4), "must be at most 4 bytes large"),
        (UploadLimits(types=("text/*",)), None),
        (UploadLimits(types=("TEXT/plain",)), None),
        (UploadLimits(types=("*/*",)), None),
        (UploadLimits(types=("textual/*",)), "must be a file of type textual/*"),
        (
            UploadLimits(types=("image/png", "image/gif")),
            "must be a file of type image/png or image/gif",
        ),
    ],
)
def test_limits_are_held(limits: UploadLimits, violation: str | None) -> None:
    assert limits.violation(upload()) == violation


def test_sizes_are_written_for_people() -> None:
    limits = UploadLimits(max_size=2 * 1024 * 1024)

    said = limits.violation(upload(b"x" * (limits.max_size or 0) + b"x"))

    assert said == "must be at most 2 MiB large"


def test_limits_of_a_list_hold_for_each_file() -> None:
    limits = UploadLimits(max_size=5)

    assert limits.violation([upload(), upload()]) is None
    assert limits.violation([upload(), upload(b"longer")]) is not None


def test_limits_say_nothing_of_what_is_no_file() -> None:
    assert UploadLimits(max_size=0).violation("text") is None
