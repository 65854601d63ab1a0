"""The plugin: asks each room in turn, and survives whatever a room does not foresee.

Layer 8. It never imports the user's application, only reads what mypy has read. What
it cannot read it lets pass: a checker that cries wolf gets switched off.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from typing import Final, TypeVar

from mypy import plugin as mypy_plugin
from mypy.nodes import SymbolTableNode
from mypy.options import Options
from mypy.plugin import (
    AttributeContext,
    ClassDefContext,
    FunctionContext,
    FunctionSigContext,
    MethodContext,
    MethodSigContext,
    ReportConfigContext,
)
from mypy.types import FunctionLike, Type

from kolben.mypy_plugin.codes import switch_off
from kolben.mypy_plugin.links import Links
from kolben.mypy_plugin.pages import Pages
from kolben.mypy_plugin.rooms import Room
from kolben.mypy_plugin.routes import Routes
from kolben.mypy_plugin.session_keys import SessionKeys

__all__ = ["KolbenPlugin", "ROOMS"]

C = TypeVar("C")
R = TypeVar("R")

ROOMS: Final[tuple[type[Room], ...]] = (Routes, Links, SessionKeys, Pages)
"""The rooms, in the order in which they are asked; the first that answers is taken."""

_DEBUG: Final = "KOLBEN_PLUGIN_DEBUG"


class KolbenPlugin(mypy_plugin.Plugin):
    """What mypy talks to."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        switch_off(options)
        self.rooms: tuple[Room, ...] = tuple(
            room(options, self._lookup) for room in ROOMS
        )

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        """Ask the rooms."""
        for room in self.rooms:
            if (hook := room.method_hooks(fullname)) is not None:
                return _guarded(hook, lambda context: context.default_return_type)
        return None

    def get_method_signature_hook(
        self, fullname: str
    ) -> Callable[[MethodSigContext], FunctionLike] | None:
        """Ask the rooms."""
        for room in self.rooms:
            if (hook := room.method_signature_hooks(fullname)) is not None:
                return _guarded(hook, lambda context: context.default_signature)
        return None

    def get_function_hook(
        self, fullname: str
    ) -> Callable[[FunctionContext], Type] | None:
        """Ask the rooms."""
        for room in self.rooms:
            if (hook := room.function_hooks(fullname)) is not None:
                return _guarded(hook, lambda context: context.default_return_type)
        return None

    def get_function_signature_hook(
        self, fullname: str
    ) -> Callable[[FunctionSigContext], FunctionLike] | None:
        """Ask the rooms."""
        for room in self.rooms:
            if (hook := room.signature_hooks(fullname)) is not None:
                return _guarded(hook, lambda context: context.default_signature)
        return None

    def get_attribute_hook(
        self, fullname: str
    ) -> Callable[[AttributeContext], Type] | None:
        """Ask the rooms."""
        for room in self.rooms:
            if (hook := room.attribute_hooks(fullname)) is not None:
                return _guarded(hook, lambda context: context.default_attr_type)
        return None

    def get_class_attribute_hook(
        self, fullname: str
    ) -> Callable[[AttributeContext], Type] | None:
        """Ask the rooms."""
        for room in self.rooms:
            if (hook := room.class_attribute_hooks(fullname)) is not None:
                return _guarded(hook, lambda context: context.default_attr_type)
        return None

    def get_base_class_hook(
        self, fullname: str
    ) -> Callable[[ClassDefContext], None] | None:
        """Ask the rooms."""
        for room in self.rooms:
            if (hook := room.class_hooks(fullname)) is not None:
                return _guarded(hook, lambda _: None)
        return None

    def get_customize_class_mro_hook(
        self, fullname: str
    ) -> Callable[[ClassDefContext], None] | None:
        """Ask the rooms."""
        for room in self.rooms:
            if (hook := room.mro_hooks(fullname)) is not None:
                return _guarded(hook, lambda _: None)
        return None

    def report_config_data(self, ctx: ReportConfigContext) -> object:
        """Return what the rooms say that a module depends on, by room."""
        found = {
            type(room).__name__: _guarded(room.config_data, lambda _: None)(ctx)
            for room in self.rooms
        }
        return {name: data for name, data in found.items() if data is not None} or None

    def _lookup(self, fullname: str) -> SymbolTableNode | None:
        return self.lookup_fully_qualified(fullname)


def _guarded(hook: Callable[[C], R], otherwise: Callable[[C], R]) -> Callable[[C], R]:
    """Return *hook* with *otherwise* in place of an exception: silence, no crash."""

    @wraps(hook)
    def guarded(context: C) -> R:
        try:
            return hook(context)
        except Exception:
            if os.environ.get(_DEBUG):
                raise
            return otherwise(context)

    return guarded
