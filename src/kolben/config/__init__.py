"""The settings of an application: the documented mapping, and how it is filled.

Layer 0. Everything above reads settings from here, so nothing here knows what a
setting means. A mapping counts its changes, because what was derived from it (the
cookie's settings, the routing table's) has to be derived anew after a change.
"""

from __future__ import annotations

from kolben.config.defaults import DEFAULTS
from kolben.config.mapping import ConfigDict, ConfigUnsetError
from kolben.config.sources import (
    ConfigFileError,
    ConfigFileMissingError,
    ConfigImportError,
    ConfigValueError,
)
from kolben.config.typed import FrozenConfigError

__all__ = [
    "ConfigDict",
    "ConfigFileError",
    "ConfigFileMissingError",
    "ConfigImportError",
    "ConfigUnsetError",
    "ConfigValueError",
    "DEFAULTS",
    "FrozenConfigError",
]
