"""Where settings come from: modules, files and the environment.

Layer 0. Reading a source knows nothing of the mapping that is filled from it; it
returns plain values, or says what was tried and why it failed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Final

from kolben._lazy import load
from kolben.exceptions import ConfigError, nearest

__all__ = [
    "ConfigFileError",
    "ConfigFileMissingError",
    "ConfigImportError",
    "ConfigValueError",
    "environment_values",
    "execute_file",
    "imported",
    "is_absent",
    "parse_file",
    "read_text",
]


def _toml(file: IO[bytes]) -> Any:
    return load("tomllib", "load")(file)


_LOADERS: Final[Mapping[str, Callable[[IO[bytes]], Any]]] = {
    ".json": json.load,
    ".toml": _toml,
}


class ConfigFileError(ConfigError, OSError):
    """A file of settings cannot be read."""


class ConfigFileMissingError(ConfigFileError, FileNotFoundError):
    """A file of settings is not there."""


class ConfigImportError(ConfigError, ImportError):
    """An import path of settings leads nowhere."""


class ConfigValueError(ConfigError, ValueError):
    """A file of settings is not written as its format demands."""


def is_absent(path: Path) -> bool:
    """Return whether there is no file at *path*; a folder is not a file.

    Example:
        >>> is_absent(Path("no/such/file"))
        True
    """
    return not path.exists() or path.is_dir()


def parse_file(
    path: Path, load: Callable[[IO[Any]], Mapping[str, Any]] | None, *, text: bool
) -> Mapping[str, Any]:
    """Return the table that a data file holds.

    Args:
        path: The file.
        load: What reads the opened file; ``None`` lets the suffix decide.
        text: Whether *load* takes text rather than bytes.

    Raises:
        ConfigFileError: If the file cannot be read.
        ConfigValueError: If it is not written in the format of its suffix.
        ConfigError: If the suffix is unknown, or the file holds no table.
    """
    reader = load or _loader_for(path)
    as_text = text and load is not None
    mode, encoding = ("r", "utf-8") if as_text else ("rb", None)
    try:
        with path.open(mode, encoding=encoding) as file:
            table = reader(file)
    except OSError as error:
        raise _unreadable(path, error) from error
    except ValueError as error:
        if load is not None:
            error.add_note(f"while reading the settings file {str(path)!r}")
            raise
        raise ConfigValueError(
            f"The settings in {str(path)!r} cannot be read: {error}.",
            hint="Correct the file at that place.",
        ) from error
    if not isinstance(table, Mapping):
        raise ConfigError(
            f"The file {str(path)!r} holds {type(table).__name__!r}, not a table.",
            hint="Let the outermost value be a table of names and settings.",
        )
    return table


def execute_file(path: Path) -> Mapping[str, Any]:
    """Return the names that a Python file defines.

    Raises:
        ConfigFileError: If the file cannot be read.
        Exception: Whatever the file raises, with a note that names the file.
    """
    try:
        source = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    names: dict[str, Any] = {"__name__": "config", "__file__": str(path)}
    try:
        exec(compile(source, path, "exec"), names)  # noqa: S102  # the file is ours
    except Exception as error:
        error.add_note(f"while executing the settings file {str(path)!r}")
        raise
    return names


def imported(path: str) -> object:
    """Return the module, or the attribute of a module, that *path* names.

    Raises:
        ConfigImportError: If there is no such module or attribute.
        Exception: Whatever the module raises when it is imported.

    Example:
        >>> imported("string.digits") == imported("string:digits")
        True
    """
    names = path.replace(":", ".").split(".")
    if not all(name.isidentifier() for name in names):
        raise _not_found(path, "that is not an import path")
    found, rest = _longest_module(path, names)
    for name in rest:
        if not hasattr(found, name):
            meant = nearest(name, dir(found))
            also = f"; did you mean {meant!r}?" if meant else ""
            owner = getattr(found, "__name__", repr(found))
            raise _not_found(path, f"{owner!r} has no {name!r}{also}")
        found = getattr(found, name)
    return found


def _longest_module(path: str, names: list[str]) -> tuple[object, list[str]]:
    """Import as much of *names* as is a module; return it and what is left."""
    for end in range(len(names), 0, -1):
        module = ".".join(names[:end])
        try:
            return import_module(module), names[end:]
        except ModuleNotFoundError as error:
            if not f"{module}.".startswith(f"{error.name}."):
                raise
    raise _not_found(path, f"there is no module {names[0]!r}")


def environment_values(
    start: str, loads: Callable[[str], Any]
) -> Iterator[tuple[list[str], Any]]:
    """Yield the path of keys and the value of each variable whose name starts so.

    Args:
        start: How the names start, with the underscore that ends it.
        loads: What makes a value of the text. Text that it refuses stays text.
    """
    for name in sorted(os.environ):
        keys = name.removeprefix(start).split("__")
        if name.startswith(start) and all(keys):
            yield keys, _value_of(os.environ[name], loads)


def read_text(text: str) -> Any:
    """Return the value that the text of an environment variable stands for.

    It is read as JSON; truth may be written as in Python, too, for ``"False"`` left as
    text would be true.

    Raises:
        ValueError: If it is nothing of the kind.

    Example:
        >>> read_text("20"), read_text("[1, 2]"), read_text("False")
        (20, [1, 2], False)
    """
    return json.loads(text.lower() if text in {"True", "False"} else text)


def _value_of(text: str, loads: Callable[[str], Any]) -> Any:
    try:
        return loads(text)
    except Exception:  # noqa: BLE001  # a loader may refuse text in any way it likes
        return text


def _loader_for(path: Path) -> Callable[[IO[bytes]], Any]:
    suffix = path.suffix.lower()
    if suffix not in _LOADERS:
        raise ConfigError(
            f"Nothing is known of the format of {str(path)!r}.",
            hint=f"Name it {path.stem}.toml or {path.stem}.json, or pass 'load'.",
        )
    return _LOADERS[suffix]


def _unreadable(path: Path, error: OSError) -> ConfigFileError:
    """Return the error of Kolben's that stands for *error*."""
    missing = isinstance(error, FileNotFoundError)
    kind = ConfigFileMissingError if missing else ConfigFileError
    hint = "Create it, or pass silent=True if it is optional."
    raised = kind(
        f"The settings file {str(path)!r} cannot be read: {error.strerror}.",
        hint=hint if missing else "Make it a file that this user may read.",
    )
    raised.errno, raised.filename = error.errno, str(path)
    raised.strerror = error.strerror
    return raised


def _not_found(path: str, reason: str) -> ConfigImportError:
    return ConfigImportError(
        f"No settings can be imported from {path!r}: {reason}.",
        hint="Write the dotted path of a module, or of a class in one, that can be "
        f"imported from {str(Path.cwd())!r}.",
    )
