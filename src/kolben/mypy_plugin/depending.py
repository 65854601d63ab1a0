"""What mypy's daemon has to look at again when a class changes elsewhere.

Layer 8. The daemon follows what types say of each other. That a path was compared
with the methods of a class is not among it, so it is told.
"""

from __future__ import annotations

from mypy.checker import TypeChecker
from mypy.nodes import TypeInfo
from mypy.plugin import CheckerPluginInterface
from mypy.server.trigger import make_wildcard_trigger

__all__ = ["judge_again"]


def judge_again(api: CheckerPluginInterface, info: TypeInfo) -> None:
    """Let what is checked now be checked again when *info* or a base of it changes."""
    if not isinstance(api, TypeChecker):
        return
    target = api.tscope.current_target()
    for each in info.mro:
        trigger = make_wildcard_trigger(each.fullname)
        api.tree.plugin_deps.setdefault(trigger, set()).add(target)
