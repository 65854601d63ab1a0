"""Uploaded files, with limits and without."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, assert_type

from kolben import App, File, Upload, UploadLimits

app = App("example")

Photo = Annotated[File[Upload], UploadLimits(max_size=1024, types=("image/*",))]


@app.post("/photos")
def keep(photo: Photo, others: File[list[Upload]]) -> str:
    assert_type(photo.name, str)
    assert_type(photo.content_type, str)
    assert_type(photo.size, int)
    assert_type(photo.read(16), bytes)
    assert_type(photo.save("folder"), Path)
    assert_type(others, list[Upload])
    return photo.save(Path("folder"), overwrite=True).name
