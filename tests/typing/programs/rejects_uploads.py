"""Uploaded files that are used wrongly."""

from __future__ import annotations

from kolben import App, File, Upload, UploadLimits

app = App("example")

UploadLimits(max_size="1 MiB")  # E mypy: incompatible type "str"; expected "int | None" # E pyright: cannot be assigned to parameter "max_size"
UploadLimits(type=("image/*",))  # E mypy: Unexpected keyword argument "type" # E pyright: No parameter named "type"
UploadLimits().max_size = 3  # E mypy: Property "max_size" defined in "UploadLimits" is read-only # E pyright: attribute "max_size"


@app.post("/photos")
def keep(photo: File[Upload]) -> str:
    photo.save("a", True)  # E mypy: Too many positional arguments for "save" # E pyright: Expected 1 positional argument
    photo.save()  # E mypy: Missing positional argument "path" # E pyright: Argument missing for parameter "path"
    photo.save(3)  # E mypy: incompatible type "int"; expected "str | PathLike[str]" # E pyright: cannot be assigned to parameter "path"
    photo.name = "b"  # E mypy: Property "name" defined in "Upload" is read-only # E pyright: attribute "name"
    photo.read() + "text"  # E mypy: Unsupported operand types for + ("bytes" and "str") # E pyright: Operator "+" not supported
    photo.sizee  # E mypy: has no attribute "sizee" # E pyright: Type of "sizee" is unknown
    return photo.read()  # E mypy: got "bytes", expected "str" # E pyright: is not assignable
