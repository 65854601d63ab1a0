"""The documented mapping of settings, and its loaders.

Layer 0. A loader takes what a source holds (:mod:`kolben.config.sources`) and keeps
what is written in upper case; what a setting means, it does not know.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from os import PathLike
from pathlib import Path
from typing import IO, Any

from kolben._environment import PREFIXES
from kolben.config.counted import CountedDict
from kolben.config.sources import (
    environment_values,
    execute_file,
    imported,
    is_absent,
    parse_file,
    read_text,
)
from kolben.exceptions import ConfigError

__all__ = ["ConfigDict", "ConfigUnsetError"]


class ConfigUnsetError(ConfigError, RuntimeError):
    """An environment variable that has to name a file is not set."""


class ConfigDict(CountedDict):
    """Settings by their upper-case names.

    Only keys in upper case are taken from objects, files and mappings, so that a
    file may hold helpers of its own beside the settings.

    Args:
        root_path: The folder that relative file names are relative to.
        defaults: What the mapping holds at first.

    Attributes:
        root_path: The folder that relative file names are relative to.
        version: How often the mapping changed. Compare it with a remembered one to
            learn whether what was derived from the mapping is out of date.

    Example:
        >>> config = ConfigDict(".", {"DEBUG": False})
        >>> config.from_mapping(PAGE_SIZE=20, helper=1)
        True
        >>> config
        <ConfigDict {'DEBUG': False, 'PAGE_SIZE': 20}>
    """

    version: int

    def __init__(
        self, root_path: str | PathLike[str], defaults: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(defaults or {})
        self.root_path: str = os.fspath(root_path)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {super().__repr__()}>"

    def from_object(self, source: object) -> None:
        """Take the upper-case attributes of an object, class or module.

        Args:
            source: The object, or its import path (``"shop.settings"``,
                ``"shop.settings.Production"`` or ``"shop.settings:Production"``).

        Raises:
            ConfigImportError: If nothing can be imported under that path.
            ConfigError: If *source* is a mapping, whose keys are not attributes.

        Example:
            >>> class Settings:
            ...     PAGE_SIZE = 20
            >>> config = ConfigDict(".")
            >>> config.from_object(Settings)
            >>> config["PAGE_SIZE"]
            20
        """
        if isinstance(source, Mapping):
            raise ConfigError(
                f"from_object() reads attributes, and a {type(source).__name__} "
                "keeps its settings as keys.",
                hint="Call from_mapping() instead.",
            )
        found = imported(source) if isinstance(source, str) else source
        self.update((key, getattr(found, key)) for key in dir(found) if key.isupper())

    def from_mapping(
        self, mapping: Mapping[str, Any] | None = None, /, **settings: Any
    ) -> bool:
        """Take the upper-case keys of *mapping*, then those of *settings*.

        Returns:
            ``True``, as every loader does that found what it was to load.
        """
        merged = {**(mapping or {}), **settings}
        self.update((key, merged[key]) for key in merged if key.isupper())
        return True

    def from_file(
        self,
        filename: str | PathLike[str],
        load: Callable[[IO[Any]], Mapping[str, Any]] | None = None,
        silent: bool = False,
        text: bool = True,
    ) -> bool:
        """Take the upper-case keys of a data file.

        Args:
            filename: The file, relative to ``root_path``.
            load: What reads the opened file. Left out, the suffix decides: ``.toml``
                or ``.json``.
            silent: Whether a file that does not exist is no error.
            text: Whether *load* takes text rather than bytes.

        Returns:
            Whether there was such a file.

        Raises:
            ConfigFileError: If the file cannot be read; an ``OSError``, and a
                ``FileNotFoundError`` if it is not there.
            ConfigValueError: If it is not what its suffix says; a ``ValueError``.
            ConfigError: If the suffix is unknown, or the file holds no table.
        """
        path = self._located(filename)
        if silent and is_absent(path):
            return False
        return self.from_mapping(parse_file(path, load, text=text))

    def from_pyfile(
        self,
        filename: str | PathLike[str],
        silent: bool = False,
    ) -> bool:
        """Execute a Python file, and take its upper-case names.

        Args:
            filename: The file, relative to ``root_path``.
            silent: Whether a file that does not exist is no error.

        Returns:
            Whether there was such a file.

        Raises:
            ConfigFileError: If the file cannot be read; an ``OSError``, and a
                ``FileNotFoundError`` if it is not there.
        """
        path = self._located(filename)
        if silent and is_absent(path):
            return False
        return self.from_mapping(execute_file(path))

    def from_envvar(
        self,
        variable_name: str,
        silent: bool = False,
    ) -> bool:
        """Execute the Python file that an environment variable names.

        Args:
            variable_name: The environment variable.
            silent: Whether an unset variable, or a missing file, is no error.

        Returns:
            Whether there was such a file.

        Raises:
            ConfigUnsetError: If the variable is not set; a ``RuntimeError``.
            ConfigFileError: If the file cannot be read; an ``OSError``.
        """
        filename = os.environ.get(variable_name)
        if filename:
            return self.from_pyfile(filename, silent=silent)
        if silent:
            return False
        raise ConfigUnsetError(
            f"The environment variable {variable_name!r} is not set, so there is no "
            "file to read settings from.",
            hint=f"Run 'export {variable_name}=/path/to/settings.py' first, or pass "
            "silent=True if the file is optional.",
        )

    def from_prefixed_env(
        self,
        prefix: str | None = None,
        *,
        loads: Callable[[str], Any] = read_text,
    ) -> bool:
        """Take the environment variables whose names start with a prefix.

        ``KOLBEN_PAGE_SIZE=20`` becomes ``config["PAGE_SIZE"] = 20``. A double
        underscore leads into a nested mapping: ``KOLBEN_DB__HOST=a`` becomes
        ``config["DB"]["HOST"] = "a"``.

        Args:
            prefix: The prefix, without its underscore. Left out, it is ``KOLBEN``,
                and ``FLASK`` for what has no variable of Kolben's own.
            loads: What makes a value of the text, by default JSON, with ``True`` and
                ``False`` besides. Text that it refuses stays text.

        Returns:
            ``True``, as every loader does that found what it was to load.

        Raises:
            ConfigError: If a nested name leads through something that is no mapping.
        """
        usual = reversed(PREFIXES)  # what is read later wins
        for start in usual if prefix is None else (f"{prefix}_",):
            for keys, value in environment_values(start, loads):
                self._set_nested(keys, value)
        return True

    def get_namespace(
        self,
        namespace: str,
        lowercase: bool = True,
        trim_namespace: bool = True,
    ) -> dict[str, Any]:
        """Return the settings whose names start with *namespace*.

        Args:
            namespace: How the names start.
            lowercase: Whether to return the names in lower case.
            trim_namespace: Whether to return the names without *namespace*.

        Example:
            >>> config = ConfigDict(".", {"MAIL_HOST": "a", "MAIL_PORT": 25, "X": 1})
            >>> config.get_namespace("MAIL_")
            {'host': 'a', 'port': 25}
        """
        start = len(namespace) if trim_namespace else 0
        return {
            key[start:].lower() if lowercase else key[start:]: value
            for key, value in self.items()
            if key.startswith(namespace)
        }

    def _located(self, filename: str | PathLike[str]) -> Path:
        return Path(self.root_path, filename)

    def _set_nested(self, keys: list[str], value: Any) -> None:
        """Store *value* below *keys*, making the mappings on the way."""
        *outer, last = keys
        table: dict[str, Any] = self
        for key in outer:
            table = table.setdefault(key, {})
            if not isinstance(table, dict):
                raise ConfigError(
                    f"The environment variable that ends in {'__'.join(keys)!r} sets "
                    f"a key within {key!r}, which is {table!r} and not a mapping.",
                    hint=f"Rename the variable, or make {key!r} a mapping.",
                )
        table[last] = value
        self.version += 1
