"""The room of templates: classes and calls that name one, against the file itself.

Layer 8. A class declares types, so here more is seen than at the start: chains such
as ``post.author.nmae``, also of what loops run over, in all that a template is made of.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol, cast

from mypy.nodes import (
    ARG_NAMED,
    Context,
    Expression,
    ListExpr,
    MypyFile,
    StrExpr,
    SymbolTableNode,
    TypeInfo,
    Var,
)
from mypy.options import Options
from mypy.plugin import (
    ClassDefContext,
    FunctionContext,
    MethodContext,
    ReportConfigContext,
)
from mypy.scope import Scope
from mypy.server.trigger import make_wildcard_trigger
from mypy.types import Type

from kolben.mypy_plugin.codes import TEMPLATE
from kolben.mypy_plugin.page_folders import PageFolders
from kolben.mypy_plugin.page_types import PageTypes
from kolben.mypy_plugin.reporting import Told, report
from kolben.mypy_plugin.rooms import ClassHook, FunctionHook, MethodHook, Room
from kolben.mypy_plugin.settings import Settings
from kolben.templating.checking import Mismatch
from kolben.templating.offline import Offline

__all__ = ["Pages"]

_TEMPLATE: Final = "kolben.templating.typed.Template"
_MADE: Final = f"{_TEMPLATE}.__init_subclass__"
_RENDER: Final = "kolben.helpers.templates.render_template"
_KEPT: Final = "kolben-template"
_NAMING: Final = re.compile(r"\bfile\s*=|\bTemplate\b|\brender_template\b")


class _Checker(Protocol):
    """What of mypy's checker is read besides its interface for plugins."""

    path: str
    tree: MypyFile
    tscope: Scope


@dataclass(frozen=True, eq=False, slots=True)
class _Page:
    """What a template class declares, as mypy sees it."""

    label: str
    file: str
    types: dict[str, Type | None]
    own: frozenset[str]

    @property
    def place(self) -> str:
        """What the class is called; mypy says where it is."""
        return self.label

    @property
    def variables(self) -> frozenset[str]:
        """What the template may use."""
        return frozenset(self.types)


class Pages(Room):
    """Judges template classes, and calls of ``render_template``."""

    def __init__(
        self, options: Options, lookup: Callable[[str], SymbolTableNode | None]
    ) -> None:
        super().__init__(options, lookup)
        self._folders = PageFolders(Settings.of(options))

    def class_hooks(self, fullname: str) -> ClassHook | None:
        """Note which file each class names: it is not kept in mypy's caches."""
        base = self.class_named(fullname)
        return _note_file if base is not None and base.has_base(_TEMPLATE) else None

    def method_hooks(self, fullname: str) -> MethodHook | None:
        """Judge each class when it is made."""
        return self._judge_class if fullname == _MADE else None

    def function_hooks(self, fullname: str) -> FunctionHook | None:
        """Judge calls that name their template."""
        return self._judge_call if fullname == _RENDER else None

    def config_data(self, context: ReportConfigContext) -> object:
        """Return a digest of the templates, for the modules that name some."""
        path = Path(context.path)
        if path.suffix != ".py" or not path.is_file():
            return None
        if not _NAMING.search(path.read_text("utf-8", errors="replace")):
            return None
        return self._folders.digest_of(path.absolute())

    def _judge_class(self, context: MethodContext) -> Type:
        checker = cast(_Checker, context.api)
        info = checker.tscope.classes[-1] if checker.tscope.classes else None
        if info is None or info.defn.line != context.context.line:
            return context.default_return_type
        page, templates = _page_of(info), self._templates(checker)
        if page is not None and templates is not None:
            types = PageTypes()
            told: list[Told] = []
            if templates.has(page.file):
                told += templates.mismatches(page)
                told += templates.broken_chains(page.file, page.types, types)
            elif self._is_nowhere(templates, checker, page.file):
                told.append(templates.missing([page.file], page.label))
            _depend(checker, info.fullname, types.classes)
            for each in told:
                report(context.api, _context_of(each, info), each, TEMPLATE)
        return context.default_return_type

    def _judge_call(self, context: FunctionContext) -> Type:
        checker = cast(_Checker, context.api)
        templates = self._templates(checker)
        names = _names_in(context.args[0][0]) if context.args[0] else []
        if templates is None or not names:
            return context.default_return_type
        there = [name for name in names if templates.has(name)]
        if there:
            found = templates.broken_chains(there[0], _given(context), PageTypes())
            for each in found:
                report(context.api, context.context, each, TEMPLATE)
        elif all(self._is_nowhere(templates, checker, name) for name in names):
            told = templates.missing(names)
            report(context.api, context.context, told, TEMPLATE)
        return context.default_return_type

    def _templates(self, checker: _Checker) -> Offline | None:
        return self._folders.templates_of(Path(checker.path).absolute())

    def _is_nowhere(self, templates: Offline, checker: _Checker, file: str) -> bool:
        """Whether neither a router, say, nor a loader of its own can have that file."""
        if not templates.vocabulary.whole:
            return False
        return not self._folders.is_anywhere(Path(checker.path).absolute(), file)


def _note_file(context: ClassDefContext) -> None:
    file = context.cls.keywords.get("file")
    if file is not None:
        name = file.value if isinstance(file, StrExpr) else None
        context.cls.info.metadata[_KEPT] = {"file": name}


def _page_of(info: TypeInfo) -> _Page | None:
    """Return what a class declares; None if that, or its file, is not known."""
    noted = [
        each.metadata[_KEPT]["file"] for each in info.mro if _KEPT in each.metadata
    ]
    has_file = _KEPT in info.metadata
    if not noted or noted[0] is None or "dataclass" not in info.metadata:
        return None
    if any(each.fallback_to_any for each in info.mro):
        return None
    names = [
        each["name"]
        for each in info.metadata["dataclass"]["attributes"]
        if not each["name"].startswith("_") and not each["is_init_var"]
    ]
    types = {name: _type_of(info, name) for name in names}
    own = frozenset(names) & info.names.keys()
    # Of a class that is as its base, all was said there.
    return _Page(info.name, noted[0], types, own) if own or has_file else None


def _type_of(info: TypeInfo, name: str) -> Type | None:
    symbol = info.get(name)
    node = None if symbol is None else symbol.node
    return node.type if isinstance(node, Var) else None


def _context_of(told: Told, info: TypeInfo) -> Context:
    """Return where to report something: at the variable that it is about, if any."""
    variable = told.variable if isinstance(told, Mismatch) else None
    symbol = info.names.get(variable or "")
    return info.defn if symbol is None or symbol.node is None else symbol.node


def _names_in(expression: Expression) -> list[str]:
    """Return the templates that an argument names; none if they are not written."""
    items = expression.items if isinstance(expression, ListExpr) else [expression]
    names = [each.value for each in items if isinstance(each, StrExpr)]
    return names if len(names) == len(items) else []


def _given(context: FunctionContext) -> dict[str, Any]:
    """Return the variables that a call gives by name, with their types."""
    arguments = zip(
        context.arg_names, context.arg_kinds, context.arg_types, strict=True
    )
    return {
        name: type_
        for names, kinds, types in arguments
        for name, kind, type_ in zip(names, kinds, types, strict=True)
        if name is not None and kind == ARG_NAMED and name != "template"
    }


def _depend(checker: _Checker, name: str, classes: set[str]) -> None:
    """Let mypy's daemon judge a class again when one that it asked about changes."""
    for each in classes:
        trigger = make_wildcard_trigger(each)
        checker.tree.plugin_deps.setdefault(trigger, set()).add(name)
