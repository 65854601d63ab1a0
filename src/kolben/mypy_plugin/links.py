"""The room of links: ``url_for(...)`` and ``PostView.url(...)``.

Layer 8. Plain types say all of this already, except where a method takes what no URL
can carry. Here such inputs are left out, and a wrong link is told in one line in place
of all overloads of ``url_for``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from mypy.checker import TypeChecker
from mypy.nodes import (
    ARG_POS,
    ARG_STAR,
    ARG_STAR2,
    CallExpr,
    Context,
    Decorator,
    Expression,
    FuncDef,
    MemberExpr,
    NameExpr,
    RefExpr,
    SymbolTableNode,
    TypeInfo,
)
from mypy.options import Options
from mypy.plugin import (
    FunctionSigContext,
    MethodContext,
    MethodSigContext,
    ReportConfigContext,
)
from mypy.types import (
    AnyType,
    CallableType,
    FunctionLike,
    NoneType,
    Type,
    TypeOfAny,
    get_proper_type,
)

from kolben._wording import Words
from kolben.mypy_plugin.codes import URL
from kolben.mypy_plugin.literals import is_text, text_of
from kolben.mypy_plugin.manifest import Manifest
from kolben.mypy_plugin.named_links import judge_named_link
from kolben.mypy_plugin.reporting import report
from kolben.mypy_plugin.rooms import MethodHook, Room
from kolben.mypy_plugin.settings import Settings
from kolben.mypy_plugin.signatures import VERBS
from kolben.mypy_plugin.targets import (
    defined_verb,
    first_verb,
    link_to_verb,
    resource_of,
    without_inputs,
)

__all__ = ["Links"]

_URL_FOR: Final = "kolben.helpers.links.url_for"
_APPLICATION: Final = "kolben.app_links.AppLinks"
_DESCRIPTOR: Final = "kolben.resources._Url.__get__"

_SignatureContext: TypeAlias = FunctionSigContext | MethodSigContext


class Links(Room):
    """Judges links by what they lead to."""

    def __init__(
        self, options: Options, lookup: Callable[[str], SymbolTableNode | None]
    ) -> None:
        super().__init__(options, lookup)
        self._judged: tuple[Context, bool] | None = None
        self._path = Settings.of(options).path("manifest")
        self._manifest = Manifest.read(self._path) if self._path else None

    def signature_hooks(
        self, fullname: str
    ) -> Callable[[FunctionSigContext], FunctionLike] | None:
        """Judge the calls of ``url_for``."""
        return self._signature if fullname == _URL_FOR else None

    def method_signature_hooks(
        self, fullname: str
    ) -> Callable[[MethodSigContext], FunctionLike] | None:
        """Judge the calls of ``app.url_for``."""
        if not fullname.endswith(".url_for"):
            return None
        owned = self.method_owner(fullname)
        if owned is None or not owned[0].has_base(_APPLICATION):
            return None
        return self._signature

    def method_hooks(self, fullname: str) -> MethodHook | None:
        """Give ``PostView.url`` the signature of its link."""
        return _type_of_url if fullname == _DESCRIPTOR else None

    def config_data(self, context: ReportConfigContext) -> object:
        """Return what the manifest says of the names that a module mentions."""
        if self._manifest is None or not context.path.endswith((".py", ".pyi")):
            return None
        try:
            source = Path(context.path).read_text("utf-8")
        except (OSError, UnicodeError):
            return None
        return self._manifest.told(source)

    def _signature(self, context: _SignatureContext) -> FunctionLike:
        """Judge the call once, and let every overload pass where that was possible.

        mypy asks for each overload in turn, of which that for names is the first.
        """
        call, signature = context.context, context.default_signature
        if not isinstance(call, CallExpr) or not isinstance(context.api, TypeChecker):
            return signature
        if is_text(signature.arg_types[0]):
            self._judged = None
            self._judged = call, self._judge(call, signature.ret_type, context.api)
        if self._judged is None or self._judged[0] is not call or not self._judged[1]:
            return signature
        anything = AnyType(TypeOfAny.special_form)
        return signature.copy_modified(
            arg_types=[anything, anything],
            arg_kinds=[ARG_STAR, ARG_STAR2],
            arg_names=[None, None],
            variables=[],
        )

    def _judge(self, call: CallExpr, url: Type, api: TypeChecker) -> bool:
        """Check the arguments of *call*, unless its target cannot be read."""
        if not call.args or call.arg_kinds[0] != ARG_POS:
            return False
        target = call.args[0]
        kind = api.get_expression_type(target)
        name = text_of(kind)
        if name is not None:
            return self._judge_name(name, call, api)
        info, verb = _method(target, kind, api)
        if info is None:
            called = _function(target, kind)
            label = target.name if isinstance(target, NameExpr | MemberExpr) else ""
        else:
            label = info.name if verb is None else f"{info.name}.{verb}"
            called = link_to_verb(info, verb or "get")
            if defined_verb(info, verb or "get") is None:
                report(api, call, _not_defined(info, verb or "get"), URL)
                return True
        if called is None:
            return False
        _check(api, called.copy_modified(ret_type=url, name=f"url_for({label})"), call)
        return True

    def _judge_name(self, name: str, call: CallExpr, api: TypeChecker) -> bool:
        """Check a link by name, where there is a manifest."""
        if self._path is None or ARG_POS in call.arg_kinds[1:]:
            return False
        if self._manifest is None:
            report(api, call, _unreadable(str(self._path)), URL)
            return False
        called = judge_named_link(self._manifest, name, call, api, self.class_named)
        if called is not None:
            _check(api, called, call)
        return called is not None


def _method(
    target: Expression, kind: Type, api: TypeChecker
) -> tuple[TypeInfo | None, str | None]:
    """Return the resource that *target* is or has as a method, and that method."""
    info = resource_of(kind)
    if info is None and isinstance(target, MemberExpr) and target.name in VERBS:
        return resource_of(api.get_expression_type(target.expr)), target.name
    return info, None


def _function(target: Expression, kind: Type) -> CallableType | None:
    """Return how a link to a view is called, if *target* names one."""
    called = get_proper_type(kind)
    if (
        not isinstance(target, RefExpr)
        or not isinstance(target.node, FuncDef | Decorator)
        or not isinstance(called, CallableType)
        or isinstance(get_proper_type(called.ret_type), NoneType)
    ):
        return None
    return without_inputs(called, target.node).copy_modified(definition=None)


def _check(api: TypeChecker, called: CallableType, call: CallExpr) -> None:
    """Have mypy check the arguments of *call* against *called*, behind the target."""
    anything = AnyType(TypeOfAny.special_form)
    with_target = called.copy_modified(
        arg_types=[anything, *called.arg_types],
        arg_kinds=[ARG_POS, *called.arg_kinds],
        arg_names=[None, *called.arg_names],
    )
    api.expr_checker.check_call(
        with_target, call.args, call.arg_kinds, call, call.arg_names
    )


def _type_of_url(context: MethodContext) -> Type:
    """Return the type of ``PostView.url``: its link without what no URL carries."""
    default = get_proper_type(context.default_return_type)
    info = resource_of(context.arg_types[1][0])
    verb = None if info is None else first_verb(info)
    if info is None or verb is None or not isinstance(default, CallableType):
        return context.default_return_type
    if verb == "get" and not default.is_ellipsis_args:
        called = without_inputs(default, defined_verb(info, verb))
    else:
        called = link_to_verb(info, verb) or default
    return called.copy_modified(
        ret_type=default.ret_type, name=f"url of {info.name}", definition=None
    )


def _not_defined(info: TypeInfo, verb: str) -> Words:
    other = first_verb(info)
    return Words(
        f"{info.name} defines no {verb!r}.",
        f"Define it, or link to '{info.name}.{other}'." if other else "Define it.",
    )


def _unreadable(path: str) -> Words:
    return Words(
        f"The manifest {path!r} cannot be read, so links by name go unchecked.",
        f"Write it with 'kolben check --manifest {path}'.",
    )
