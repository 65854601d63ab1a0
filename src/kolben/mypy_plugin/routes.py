"""Paths against the methods and functions that answer them.

Layer 8. Every way of declaring a route is a call that mypy checks, so each has a hook:
it reads the path, finds the handlers, and lets the judge compare them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from mypy.nodes import (
    CallExpr,
    ClassDef,
    Decorator,
    Expression,
    FuncDef,
    RefExpr,
    TypeInfo,
)
from mypy.plugin import (
    CheckerPluginInterface,
    FunctionContext,
    MethodContext,
    ReportConfigContext,
)
from mypy.types import CallableType, Type, get_proper_type

from kolben import _wording
from kolben._wording import Words
from kolben.exceptions import RouteError
from kolben.mypy_plugin.codes import ROUTE
from kolben.mypy_plugin.creation import created_class
from kolben.mypy_plugin.depending import judge_again
from kolben.mypy_plugin.judging import Found, Judge
from kolben.mypy_plugin.prefixes import carried, carrying, known_prefix
from kolben.mypy_plugin.projects import mentions_again, registers_converters
from kolben.mypy_plugin.reporting import report
from kolben.mypy_plugin.rooms import FunctionHook, MethodHook, Room
from kolben.mypy_plugin.signatures import (
    RESOURCE,
    VERBS,
    defined_verbs,
    handler_of,
    handlers_of_class,
)
from kolben.mypy_plugin.verbs import almost_verbs
from kolben.mypy_plugin.written import Call, Written, text_in
from kolben.routing.pattern import Pattern

__all__ = ["Routes"]

_ROUTES: Final = "kolben.route_declarations.RouteDeclarations"
_ROUTER: Final = "kolben.router.Router"
_VIEW: Final = "kolben.route_declarations._ViewDecorator.__call__"
_CLASS: Final = "kolben.route_declarations._ResourceDecorator.__call__"
_METHODS: Final = ("get", "post", "put", "patch", "delete")


class Routes(Room):
    """Judges each route where it is declared."""

    def method_hooks(self, fullname: str) -> MethodHook | None:
        """Return the hook of what declares routes."""
        if fullname == _VIEW:
            return self._decorated_function
        if fullname == _CLASS:
            return self._decorated_class
        name = fullname.rpartition(".")[2]
        hook = self._declaring(name)
        if hook is None:
            return None
        found = self.method_owner(fullname)
        base = RESOURCE if name == "__init_subclass__" else _ROUTES
        return hook if found is not None and found[0].has_base(base) else None

    def _declaring(self, name: str) -> MethodHook | None:
        """Return the hook of methods of that name, if they declare routes."""
        if name in _METHODS or name in {"route", "resource"}:
            return self._decorator
        named: dict[str, MethodHook] = {
            "__init_subclass__": self._created,
            "add": self._added,
            "add_url_rule": self._url_rule,
        }
        return named.get(name)

    def function_hooks(self, fullname: str) -> FunctionHook | None:
        """Return the hook of what makes routers."""
        return self._router if fullname == _ROUTER else None

    def config_data(self, context: ReportConfigContext) -> object:
        """Return whether converters are registered, on which judgements depend."""
        return registers_converters(context.path)

    def _router(self, context: FunctionContext) -> Type:
        """Keep the prefix of a router in its type."""
        if not isinstance(context.context, CallExpr):
            return context.default_return_type
        prefix = text_in(Call.of(context.context).named.get("prefix"))
        if not prefix:
            return context.default_return_type
        try:
            Pattern.parse(prefix)
        except RouteError as error:
            report(context.api, context.context, error, ROUTE)
            return context.default_return_type
        return carrying(
            prefix.rstrip("/"),
            context.default_return_type,
            context.api,
            context.context,
        )

    def _decorator(self, context: MethodContext) -> Type:
        """Read the path, and let it travel to the hook of what is decorated."""
        if not isinstance(context.context, CallExpr):
            return context.default_return_type
        call = Call.of(context.context)
        rule = Written.of(call.get(0, "path") or call.get(0, "rule"))
        if rule is None:
            return context.default_return_type
        verb = getattr(context.context.callee, "name", "")
        if verb != "resource":
            rule = rule.with_options(call)
        if verb in _METHODS:
            rule = replace(rule, methods=frozenset({verb.upper()}))
        if verb == "route" and "methods" not in call.named and call.whole:
            rule = replace(rule, methods=frozenset({"GET"}))
        rule = _placed(rule, context.type)
        if _pattern(rule, context.api) is None:
            return context.default_return_type
        return carrying(
            rule.to_json(), context.default_return_type, context.api, context.context
        )

    def _decorated_function(self, context: MethodContext) -> Type:
        text = carried(context.type)
        if text is not None:
            rule = Written.from_json(text)
            self._judge_function(rule, _function_at(context), context)
        return context.default_return_type

    def _decorated_class(self, context: MethodContext) -> Type:
        text = carried(context.type)
        if text is None:
            return context.default_return_type
        rule = Written.from_json(text)
        if isinstance(context.context, ClassDef):
            info: TypeInfo | None = context.context.info
        else:
            info = _class_of(context.arg_types[0][0])
        if info is not None:
            self._judge_class(rule, info, context)
        return context.default_return_type

    def _added(self, context: MethodContext) -> Type:
        """Judge ``add(path, Class)``."""
        if not isinstance(context.context, CallExpr):
            return context.default_return_type
        positional = Call.of(context.context).positional
        if len(positional) > 1 and isinstance(positional[1], RefExpr):
            rule = Written.of(positional[0])
            info = positional[1].node
            if rule is not None and isinstance(info, TypeInfo):
                rule = _placed(rule, context.type)
                if _pattern(rule, context.api) is not None:
                    self._judge_class(rule, info, context)
        return context.default_return_type

    def _url_rule(self, context: MethodContext) -> Type:
        """Judge ``add_url_rule(path, endpoint, function)``."""
        if not isinstance(context.context, CallExpr):
            return context.default_return_type
        call = Call.of(context.context)
        rule = Written.of(call.get(0, "rule"))
        if rule is None:
            return context.default_return_type
        rule = _placed(rule.with_options(call), context.type)
        if _pattern(rule, context.api) is not None:
            function = _function_in(call.get(2, "view_func"))
            self._judge_function(rule, function, context)
        return context.default_return_type

    def _created(self, context: MethodContext) -> Type:
        """Judge a class of resources: the names of its methods, and its own path.

        The path is judged as a router would have it, since the class may be added to
        one whose prefix brings more variables.
        """
        info = created_class(context)
        if info is None or info.fallback_to_any or not info.has_base(RESOURCE):
            return context.default_return_type
        for words, node in almost_verbs(info):
            report(context.api, node, words, ROUTE)
        call = context.context
        rule = None
        if isinstance(call, CallExpr):
            rule = Written.of(Call.of(call).named.get("path"))
        if rule is not None:
            rule = rule.under("")
            if _pattern(rule, context.api) is not None and _lacking(info) is None:
                self._judge_class(rule, info, context)
        return context.default_return_type

    def _judge_function(
        self, rule: Written, function: FuncDef | None, context: MethodContext
    ) -> None:
        """Report what is wrong with *function* as the answer to *rule*."""
        if function is None:
            return
        at = None if _is_here(function.fullname, context.api) else rule.node
        handler = handler_of(function, _label(function), at)
        judge = self._judge(rule, context.api)
        problem = judge.problem_of(handler, rule.methods, unfilled=not rule.open)
        if problem is None:
            _report(judge.problems_of_variables([handler]), context.api)
        else:
            _report([problem], context.api)

    def _judge_class(
        self, rule: Written, info: TypeInfo, context: MethodContext
    ) -> None:
        """Report what is wrong with the class *info* as the answer to *rule*."""
        if info.fallback_to_any or not info.has_base(RESOURCE):
            return
        judge_again(context.api, info)
        lacking = _lacking(info)
        if lacking is not None:
            if not any(almost_verbs(info)):
                report(context.api, rule.node, lacking, ROUTE)
            return
        at = None if _is_here(info.fullname, context.api) else rule.node
        handlers = handlers_of_class(info, at)
        judge = self._judge(rule, context.api)
        problems = [
            found
            for verb, handler in handlers.items()
            if (
                found := judge.problem_of(
                    handler, {verb.upper()}, unfilled=not rule.open
                )
            )
        ]
        if not problems:
            problems += judge.problems_of_variables(handlers.values())
        if not problems and _is_only_decorator(rule, context):
            for handler in handlers.values():
                problems += judge.never_filled(handler)
            if problems and mentions_again(context.api.path, info.name):
                return
        _report(problems, context.api)

    def _judge(self, rule: Written, api: CheckerPluginInterface) -> Judge:
        pattern = rule.pattern
        if pattern is None:
            raise ValueError("only rules with a template are judged")
        return Judge(rule, pattern, api.options, api.path, _module(api))


def _is_only_decorator(rule: Written, context: MethodContext) -> bool:
    """Whether no other path on the class may fill what *rule* does not."""
    return (
        not rule.open
        and isinstance(context.context, ClassDef)
        and len(context.context.decorators) == 1
        and not context.context.keywords
    )


def _placed(rule: Written, router: Type) -> Written:
    prefix, is_all = known_prefix(router)
    return rule if is_all else rule.under(prefix)


def _pattern(rule: Written, api: CheckerPluginInterface) -> Pattern | None:
    """Return the template, or report why it cannot be read."""
    try:
        return rule.pattern
    except RouteError as error:
        report(api, rule.node, error, ROUTE)
        return None


def _report(problems: Iterable[Found], api: CheckerPluginInterface) -> None:
    for words, node in problems:
        report(api, node, words, ROUTE)


def _lacking(info: TypeInfo) -> Words | None:
    """Return what is wrong with a class that answers nothing."""
    verbs = {verb for verb, _ in defined_verbs(info)}
    if not verbs:
        return _wording.no_verb(info.name, VERBS)
    if {"head"} <= verbs <= {"head", "options"}:
        return _wording.head_only(info.name)
    return None


def _function_at(context: MethodContext) -> FuncDef | None:
    """Return what is decorated, unless another decorator changes what it takes."""
    node = context.context
    if isinstance(node, Decorator):
        seen = get_proper_type(context.arg_types[0][0])
        same = isinstance(seen, CallableType) and seen.arg_names == node.func.arg_names
        return node.func if same else None
    if isinstance(node, CallExpr) and len(node.args) == 1:
        return _function_in(node.args[0])
    return None


def _function_in(expression: Expression | None) -> FuncDef | None:
    node = expression.node if isinstance(expression, RefExpr) else None
    if isinstance(node, Decorator):
        seen = get_proper_type(node.var.type)
        same = isinstance(seen, CallableType) and seen.arg_names == node.func.arg_names
        return node.func if same and not node.func.info else None
    return node if isinstance(node, FuncDef) and not node.info else None


def _class_of(kind: Type) -> TypeInfo | None:
    proper = get_proper_type(kind)
    if isinstance(proper, CallableType) and proper.is_type_obj():
        return proper.type_object()
    return None


def _label(function: FuncDef) -> str:
    return f"{function.info.name}.{function.name}" if function.info else function.name


def _is_here(fullname: str, api: CheckerPluginInterface) -> bool:
    """Whether what is called so is written in the module that is checked."""
    return fullname.startswith(f"{_module(api)}.")


def _module(api: CheckerPluginInterface) -> str:
    """Return the name of the module that is checked."""
    scope = getattr(api, "tscope", None)
    return scope.current_module_id() if scope is not None else ""
