"""The plugin for mypy: ``plugins = ["kolben.mypy_plugin"]`` in its settings.

Layer 8. It reads what no type can say, the content of strings: paths against the
methods that answer them, links, templates. It is optional: the start of the
application and ``kolben check`` find the same mistakes, later.
"""

from __future__ import annotations

from kolben.mypy_plugin.plugin import KolbenPlugin
from kolben.mypy_plugin.version import VERSION

__all__ = ["KolbenPlugin", "VERSION", "plugin"]

__version__ = VERSION


def plugin(version: str) -> type[KolbenPlugin]:  # noqa: ARG001  # mypy calls it so
    """Return the plugin; mypy finds this function by its name.

    Args:
        version: That of mypy.

    Example:
        >>> plugin("2.4.1").__name__
        'KolbenPlugin'
    """
    return KolbenPlugin
