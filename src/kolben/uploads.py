"""Files that clients send with a form.

Layer 2. What a client says about a file is a claim: its name is made safe before it
is used, its size is measured, and nothing is overwritten unless that is asked for.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from werkzeug.datastructures import FileStorage
from werkzeug.utils import secure_filename

__all__ = ["Upload", "UploadLimits"]

_UNITS: Final = ("bytes", "KiB", "MiB", "GiB")
_UNIT: Final = 1024


class Upload:
    """A file that a client sent.

    Args:
        storage: The file as werkzeug parsed it.

    Attributes:
        stream: The bytes, to be read piece by piece.

    Example:
        >>> from io import BytesIO
        >>> from werkzeug.datastructures import FileStorage
        >>> upload = Upload(FileStorage(BytesIO(b"hello"), filename="../a b.txt"))
        >>> upload.name, upload.filename, upload.size
        ('a_b.txt', '../a b.txt', 5)
        >>> upload.read()
        b'hello'
    """

    def __init__(self, storage: FileStorage) -> None:
        self._storage = storage
        self.stream: IO[bytes] = storage.stream

    @property
    def filename(self) -> str:
        """The name as the client wrote it, which may be anything; never a path."""
        return self._storage.filename or ""

    @property
    def name(self) -> str:
        """The name made safe for a file system; empty if nothing safe is left."""
        return secure_filename(self.filename)

    @property
    def content_type(self) -> str:
        """The media type that the client claims, in lower case, without options."""
        return self._storage.mimetype

    @property
    def size(self) -> int:
        """The number of bytes."""
        place = self.stream.tell()
        size = self.stream.seek(0, os.SEEK_END)
        self.stream.seek(place)
        return size

    def read(self, size: int = -1) -> bytes:
        """Return *size* bytes from where reading stands, by default all the rest."""
        return self.stream.read(size)

    def save(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> Path:
        """Write the file to *path*, wherever reading stands.

        Args:
            path: Where to. For a folder that exists, the safe name is appended.
            overwrite: Whether a file that exists may be replaced.

        Returns:
            The path of the file.

        Raises:
            FileExistsError: If there is a file already.
            ValueError: If *path* is a folder, and nothing of the name is safe.
        """
        target = Path(path)
        if target.is_dir():
            if not self.name:
                raise ValueError(f"No safe name is left of {self.filename!r}.")
            target /= self.name
        self.stream.seek(0)
        with target.open("wb" if overwrite else "xb") as file:
            shutil.copyfileobj(self.stream, file)
        return target

    def __repr__(self) -> str:
        return f"<Upload {self.filename!r} ({self.content_type})>"


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """What an uploaded file may be.

    Attributes:
        max_size: The greatest number of bytes.
        types: The media types that are taken, such as ``"image/*"``; by default any.
            They are compared with what the client claims.

    Example:
        >>> from io import BytesIO
        >>> from werkzeug.datastructures import FileStorage
        >>> limits = UploadLimits(max_size=2, types=("image/*",))
        >>> file = FileStorage(BytesIO(b"GIF"), "a.gif", content_type="image/gif")
        >>> limits.violation(Upload(file))
        'must be at most 2 bytes large'
    """

    max_size: int | None = None
    types: tuple[str, ...] = ()

    def violation(self, upload: Any) -> str | None:
        """Return what *upload* violates as the end of a sentence, or ``None``.

        Of a list of them, what the first violates that violates anything.
        """
        if isinstance(upload, list):
            return next(filter(None, map(self.violation, upload)), None)
        if not isinstance(upload, Upload):
            return None
        if self.types and not any(_is_of(upload.content_type, t) for t in self.types):
            return f"must be a file of type {' or '.join(self.types)}"
        if self.max_size is not None and upload.size > self.max_size:
            return f"must be at most {_written(self.max_size)} large"
        return None


def _is_of(content_type: str, wanted: str) -> bool:
    """Say whether a media type is *wanted*, which may end in a wildcard."""
    wanted = wanted.lower()
    if wanted in {"*", "*/*"}:
        return True
    if wanted.endswith("/*"):
        return content_type.startswith(wanted[:-1])
    return content_type == wanted


def _written(size: int) -> str:
    """Return a size in the greatest unit that it is a whole number of."""
    unit = 0
    while size and size % _UNIT == 0 and unit < len(_UNITS) - 1:
        size //= _UNIT
        unit += 1
    return f"{size} {_UNITS[unit]}"
