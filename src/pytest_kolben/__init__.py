"""The door of pytest: options, and the fixtures ``client`` and ``runner``.

It stands beside the package ``kolben`` and not in it, because pytest opens it in every
run where Kolben is installed: nothing of Kolben is imported until a test or an option
asks for it, so other projects pay nothing, and coverage starts before Kolben does.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Final

import pytest

from pytest_kolben import fixtures

__all__ = ["pytest_addoption", "pytest_configure", "pytest_sessionstart"]

_FIXTURES: Final = "_pytest.fixtures"
_MARKERS: Final = (
    "_fixture_function_marker",
    "_pytestfixturefunction",
)  # since, to 8.3


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--kolben-reached``, and the setting of what it leaves out."""
    parser.getgroup("kolben").addoption(
        "--kolben-reached",
        action="store_true",
        help="fail if an endpoint and method, an error handler or a template of the "
        "fixture 'app' was never reached",
    )
    parser.addini(
        "kolben_unreached",
        type="linelist",
        default=[],
        help="what --kolben-reached leaves out; each line is 'pattern: reason'",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Watch what is reached, if that is wanted."""
    if config.getoption("kolben_reached"):
        plugin = import_module("kolben.pytest_plugin")
        config.pluginmanager.register(plugin.ReachedPlugin(config), "kolben-reached")


@pytest.hookimpl(tryfirst=True)  # in the same hook pytest reads what plugins offer
def pytest_sessionstart(session: pytest.Session) -> None:
    """Offer our fixtures, but for those that another plugin has under their name."""
    manager = session.config.pluginmanager
    taken = {
        fixture
        for name, plugin in manager.list_name_plugin()
        if plugin is not None and not name.endswith("conftest.py")
        for fixture in _fixtures_of(plugin)
    }
    offered = ModuleType("kolben_fixtures")  # pytest reads the fixtures of modules
    for name in fixtures.__all__:
        if name not in taken:
            setattr(offered, name, getattr(fixtures, name))
    manager.register(offered, "kolben-fixtures")


def _fixtures_of(plugin: object) -> Iterator[str]:
    """Yield the names of the fixtures that *plugin* defines."""
    holder = plugin if isinstance(plugin, ModuleType | type) else type(plugin)
    for name, value in vars(holder).items():
        kept = getattr(value, "__dict__", {}) if _is_of_pytest(value) else {}
        for attribute in _MARKERS:
            if attribute in kept:
                yield kept[attribute].name or name


def _is_of_pytest(value: object) -> bool:
    """Whether *value* is a fixture; what plugins hold besides may mind being asked."""
    return isinstance(value, FunctionType) or type(value).__module__ == _FIXTURES
