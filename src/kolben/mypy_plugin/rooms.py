"""What a room of the plugin may answer: one method for each kind of mypy's hooks.

Layer 8. The plugin only dispatches (:mod:`kolben.mypy_plugin.plugin`); each room knows
one subject, and answers ``None`` to whatever is not its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from mypy.nodes import SymbolTableNode, TypeInfo
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

__all__ = [
    "AttributeHook",
    "ClassHook",
    "FunctionHook",
    "FunctionSignatureHook",
    "MethodHook",
    "MethodSignatureHook",
    "Room",
]

AttributeHook: TypeAlias = Callable[[AttributeContext], Type]
ClassHook: TypeAlias = Callable[[ClassDefContext], None]
FunctionHook: TypeAlias = Callable[[FunctionContext], Type]
FunctionSignatureHook: TypeAlias = Callable[[FunctionSigContext], FunctionLike]
MethodHook: TypeAlias = Callable[[MethodContext], Type]
MethodSignatureHook: TypeAlias = Callable[[MethodSigContext], FunctionLike]


class Room:
    """One subject of the plugin. Override what it has an answer to.

    Args:
        options: The settings of mypy.
        lookup: Finds the symbol of a full name, in the modules that mypy has read.
    """

    def __init__(
        self, options: Options, lookup: Callable[[str], SymbolTableNode | None]
    ) -> None:
        self.options = options
        self.lookup = lookup

    def method_hooks(self, fullname: str) -> MethodHook | None:
        """Return what judges a call of the method, and gives its type."""

    def method_signature_hooks(self, fullname: str) -> MethodSignatureHook | None:
        """Return what gives the signature for one call of the method."""

    def function_hooks(self, fullname: str) -> FunctionHook | None:
        """Return what judges a call of the function or class, and gives its type."""

    def signature_hooks(self, fullname: str) -> FunctionSignatureHook | None:
        """Return what gives the signature for one call of the function."""

    def attribute_hooks(self, fullname: str) -> AttributeHook | None:
        """Return what gives the type of an attribute of an instance."""

    def class_attribute_hooks(self, fullname: str) -> AttributeHook | None:
        """Return what gives the type of an attribute of a class."""

    def class_hooks(self, fullname: str) -> ClassHook | None:
        """Return what sees each class that has the named class as a base."""

    def mro_hooks(self, fullname: str) -> ClassHook | None:
        """Return what sees the named class once its bases are known."""

    def config_data(self, context: ReportConfigContext) -> object:
        """Return what else a module depends on, as JSON can hold it; or nothing."""

    def symbol(self, fullname: str) -> SymbolTableNode | None:
        """Return the symbol of *fullname*, or nothing where mypy has not read it."""
        try:
            return self.lookup(fullname)
        except (AssertionError, KeyError):
            return None

    def class_named(self, fullname: str) -> TypeInfo | None:
        """Return the class of that full name."""
        found = self.symbol(fullname)
        return found.node if found and isinstance(found.node, TypeInfo) else None

    def method_owner(self, fullname: str) -> tuple[TypeInfo, str] | None:
        """Return the class and the name of ``module.Class.method``.

        The name that mypy gives to hooks is that of the class of the object, which
        may inherit the method.
        """
        owner, _, name = fullname.rpartition(".")
        info = self.class_named(owner) if owner else None
        return None if info is None else (info, name)
