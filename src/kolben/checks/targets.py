"""What a name in a file stands for, where it may be linked to.

Layer 8. The modules of an application are loaded when it is checked, so a name at the
top of a file is looked up there; nothing is run but attributes of modules and classes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from kolben._calls import Reference
from kolben.app import App
from kolben.endpoints import Endpoint
from kolben.resources import is_resource, verbs_of
from kolben.routing import Route

__all__ = ["Targets", "routes_of"]


class Targets:
    """Finds the classes and functions that names stand for.

    Example:
        >>> Targets().find("nowhere.py", Reference("Posts")) is None
        True
    """

    def __init__(self) -> None:
        self._modules: dict[str, ModuleType] = dict(_modules_by_file())

    def find(self, file: str, reference: Reference) -> Any:
        """Return the resource, the method or the function of a name, or None."""
        first, *others = reference.name.split(".")
        found = vars(self._modules[file]).get(first) if file in self._modules else None
        for name in others:
            if not isinstance(found, ModuleType | type):
                return None
            found = getattr(found, name, None)
        return found if isinstance(found, FunctionType) or is_resource(found) else None


def routes_of(app: App, target: Any) -> tuple[Route[Endpoint], ...]:
    """Return the routes that *target* answers, or one of its methods."""
    return tuple(route for route in app.routes if _answers(route, target))


def _answers(route: Route[Endpoint], target: Any) -> bool:
    handler = route.target.handler
    if handler is target:
        return True
    if not is_resource(handler):
        return False
    return any(getattr(handler, verb) is target for verb in verbs_of(handler))


def _modules_by_file() -> Iterator[tuple[str, ModuleType]]:
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if isinstance(file, str):
            yield str(Path(file).resolve()), module
