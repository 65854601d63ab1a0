"""Which names a piece of a template binds, and which it takes from outside.

Layer 5. The walk follows Jinja's compiler, frame by frame: what a loop binds ends with
the loop, what an ``if`` binds stays, a macro sees its own parameters and the top of
its template, a block sees the top and nothing of what stands round it unless it is
``scoped``. Whoever wants to know what is taken from outside listens as a
:class:`Stage`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Protocol, TypeAlias

from jinja2 import nodes

from kolben.templating.conditions import assured_by
from kolben.templating.units import bound_names, module_name

__all__ = ["Bound", "Scope", "Stage", "Walker", "loads"]

Bound: TypeAlias = dict[str, str | None]
"""Names that are bound; those of imported modules with the name of their template."""

_FORGIVING: Final = frozenset({"d", "default", "defined", "undefined"})
_SPECIAL: Final = ("caller", "kwargs", "varargs")


class Scope:
    """Where names are looked up, from the innermost outwards.

    Args:
        outer: The scope round this one.
        bound: What is bound here.
        assured: The names that the template has made sure of.
        top: Whether this is the top of a template.
        opened: Whether any name may be bound here.
    """

    __slots__ = ("assured", "bound", "opened", "outer", "top")

    assured: frozenset[str]
    opened: bool

    def __init__(
        self,
        outer: Scope | None = None,
        bound: Mapping[str, str | None] | Iterable[str] = (),
        assured: frozenset[str] = frozenset(),
        *,
        top: bool = False,
        opened: bool = False,
    ) -> None:
        self.outer: Scope | None = outer
        self.bound: Bound = (
            dict(bound) if isinstance(bound, Mapping) else dict.fromkeys(bound)
        )
        self.assured = assured if outer is None else assured | outer.assured
        self.top: bool = top
        self.opened = opened or (outer is not None and outer.opened)

    def has(self, name: str) -> bool:
        """Whether the template itself binds *name*."""
        if self.opened or name in self.bound:
            return True
        return self.outer is not None and self.outer.has(name)

    def module(self, name: str) -> str | None:
        """Return the template that *name* was imported from, if that is known."""
        if name in self.bound:
            return self.bound[name]
        return None if self.outer is None else self.outer.module(name)

    def names(self) -> Bound:
        """Return all names that are bound here."""
        outer = {} if self.outer is None else self.outer.names()
        return {**outer, **self.bound}

    def branch(self, assured: frozenset[str]) -> Scope:
        """Return a copy for one branch of an ``if``."""
        copied = Scope(
            self.outer, self.bound, self.assured, top=self.top, opened=self.opened
        )
        copied.assured |= assured
        return copied


class Stage(Protocol):
    """Hears what a walk meets."""

    macro_names: Bound
    """What macros see of the top, wherever they stand in it."""

    def used(self, name: nodes.Name | nodes.NSRef, scope: Scope) -> None:
        """A name is taken from outside."""

    def reads_all(self) -> None:
        """Something reads all variables, whatever their names are."""

    def wants(self, macro: str) -> bool:
        """Whether a macro of this name is ever called."""
        ...

    def block(self, block: nodes.Block, scope: Scope) -> None:
        """A block stands here."""

    def block_called(self, name: str) -> None:
        """A block is called by ``self.name()``."""

    def include(self, node: nodes.Include, scope: Scope) -> None:
        """Another template is rendered here."""

    def imported(self, node: nodes.Import | nodes.FromImport, scope: Scope) -> None:
        """Another template is imported here."""

    def attribute(self, node: nodes.Getattr, module: str) -> None:
        """Something is taken out of an imported template."""


class Walker:
    """Walks through code of one template, and tells *stage* what it meets."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def walk(self, node: nodes.Node, scope: Scope) -> None:
        """Walk through a piece of code in *scope*, which it may bind names in."""
        step = _STEPS.get(type(node))
        if step is not None:
            step(self, node, scope)
            return
        for child in node.iter_child_nodes():
            self.walk(child, scope)

    def walk_all(self, body: Iterable[nodes.Node | None], scope: Scope) -> None:
        """Walk through several pieces of code, one after the other."""
        for node in body:
            if node is not None:
                self.walk(node, scope)


def _name(walker: Walker, node: nodes.Name | nodes.NSRef, scope: Scope) -> None:
    if getattr(node, "ctx", "load") != "load":
        scope.bound[node.name] = None
    elif not scope.has(node.name):
        walker.stage.used(node, scope)


def _assign(walker: Walker, node: nodes.Assign, scope: Scope) -> None:
    walker.walk(node.node, scope)
    walker.walk(node.target, scope)


def _assign_block(walker: Walker, node: nodes.AssignBlock, scope: Scope) -> None:
    walker.walk_all([*node.body, node.filter], Scope(scope))
    walker.walk(node.target, scope)


def _condition(walker: Walker, node: nodes.If, scope: Scope) -> None:
    walker.walk(node.test, scope)
    known = assured_by(node.test)
    holding, failing = scope.branch(known.true), scope.branch(known.false)
    walker.walk_all(node.body, holding)
    branches = [holding]
    for other in node.elif_:
        taken = failing.branch(assured_by(other.test).true)
        walker.walk(other.test, failing)
        walker.walk_all(other.body, taken)
        branches.append(taken)
        failing = failing.branch(assured_by(other.test).false)
    walker.walk_all(node.else_, failing)
    for branch in (*branches, failing):
        scope.bound.update(branch.bound)


def _choice(walker: Walker, node: nodes.CondExpr, scope: Scope) -> None:
    known = assured_by(node.test)
    walker.walk(node.test, scope)
    walker.walk(node.expr1, scope.branch(known.true))
    walker.walk_all([node.expr2], scope.branch(known.false))


def _both(walker: Walker, node: nodes.And, scope: Scope) -> None:
    walker.walk(node.left, scope)
    walker.walk(node.right, scope.branch(assured_by(node.left).true))


def _either(walker: Walker, node: nodes.Or, scope: Scope) -> None:
    walker.walk(node.left, scope)
    walker.walk(node.right, scope.branch(assured_by(node.left).false))


def _asking(walker: Walker, node: nodes.Filter | nodes.Test, scope: Scope) -> None:
    """Walk through a filter or a test, which may be there for what is missing."""
    asked = node.node
    if node.name in _FORGIVING and isinstance(asked, nodes.Name):
        scope = scope.branch(frozenset({asked.name}))
    walker.walk_all(node.iter_child_nodes(), scope)


def _loop(walker: Walker, node: nodes.For, scope: Scope) -> None:
    walker.walk(node.iter, scope)
    targets = _targets(node.target)
    if node.test is not None:
        walker.walk(node.test, Scope(scope, targets))
    body = Scope(scope, targets)
    if _keeps_count(node):
        body.bound["loop"] = None
    walker.walk_all(node.body, body)
    walker.walk_all(node.else_, Scope(scope))


def _with(walker: Walker, node: nodes.With, scope: Scope) -> None:
    walker.walk_all(node.values, scope)
    inner = Scope(scope)
    walker.walk_all([*node.targets, *node.body], inner)


def _filter_block(walker: Walker, node: nodes.FilterBlock, scope: Scope) -> None:
    walker.walk_all([*node.body, node.filter], Scope(scope))


def _macro(walker: Walker, node: nodes.Macro, scope: Scope) -> None:
    if not scope.top or walker.stage.wants(node.name):
        _callable(walker, node, scope)
    scope.bound[node.name] = None


def _call_block(walker: Walker, node: nodes.CallBlock, scope: Scope) -> None:
    walker.walk(node.call, scope)
    _callable(walker, node, scope)


def _callable(
    walker: Walker, node: nodes.Macro | nodes.CallBlock, scope: Scope
) -> None:
    bound = {each.name: None for each in node.args}
    special = {name: None for name in _SPECIAL if loads(node.body, name)}
    own = node.name if isinstance(node, nodes.Macro) else None
    outer = Scope(scope, {**walker.stage.macro_names, **scope.names()})
    if own is not None:
        outer.bound[own] = None
    walker.walk_all([*node.defaults, *node.body], Scope(outer, {**bound, **special}))


def _block(walker: Walker, node: nodes.Block, scope: Scope) -> None:
    walker.stage.block(node, scope)


def _include(walker: Walker, node: nodes.Include, scope: Scope) -> None:
    walker.walk(node.template, scope)
    walker.stage.include(node, scope)


def _import(
    walker: Walker, node: nodes.Import | nodes.FromImport, scope: Scope
) -> None:
    walker.walk(node.template, scope)
    walker.stage.imported(node, scope)
    scope.bound.update(dict.fromkeys(bound_names(node)))
    if isinstance(node, nodes.Import):
        scope.bound[node.target] = module_name(node)


def _attribute(walker: Walker, node: nodes.Getattr, scope: Scope) -> None:
    walker.walk(node.node, scope)
    if isinstance(node.node, nodes.Name):
        module = scope.module(node.node.name)
        if module is not None:
            walker.stage.attribute(node, module)
        elif node.node.name == "self":
            walker.stage.block_called(node.attr)


def _item(walker: Walker, node: nodes.Getitem, scope: Scope) -> None:
    walker.walk_all([node.node, node.arg], scope)
    of_self = isinstance(node.node, nodes.Name) and node.node.name == "self"
    if of_self and isinstance(node.arg, nodes.Const):
        walker.stage.block_called(str(node.arg.value))


def _inner_scope(walker: Walker, node: nodes.Scope, scope: Scope) -> None:
    walker.walk_all(node.body, Scope(scope))


def _overlay(walker: Walker, node: nodes.OverlayScope, scope: Scope) -> None:
    walker.walk(node.context, scope)
    walker.walk_all(node.body, Scope(scope, opened=True))


def _everything(walker: Walker, *_: object) -> None:
    walker.stage.reads_all()


def loads(body: Iterable[nodes.Node], name: str) -> bool:
    """Whether *body* uses *name*, blocks aside, which have names of their own."""
    for node in body:
        if isinstance(node, nodes.Name) and node.name == name and node.ctx == "load":
            return True
        if not isinstance(node, nodes.Block) and loads(node.iter_child_nodes(), name):
            return True
    return False


def _targets(target: nodes.Node) -> list[str]:
    """Return the names that a loop binds."""
    if isinstance(target, nodes.Name):
        return [target.name]
    return [each.name for each in target.find_all(nodes.Name)]


def _keeps_count(node: nodes.For) -> bool:
    """Whether Jinja makes ``loop`` for this loop; it spares it where it can."""
    scoped = any(block.scoped for block in node.find_all(nodes.Block))
    return node.recursive or scoped or loads(node.body, "loop")


_Step: TypeAlias = Callable[[Walker, Any, Scope], None]

_STEPS: Final[Mapping[type[nodes.Node], _Step]] = {
    nodes.And: _both,
    nodes.Assign: _assign,
    nodes.AssignBlock: _assign_block,
    nodes.Block: _block,
    nodes.CallBlock: _call_block,
    nodes.CondExpr: _choice,
    nodes.ContextReference: _everything,
    nodes.DerivedContextReference: _everything,
    nodes.Filter: _asking,
    nodes.FilterBlock: _filter_block,
    nodes.For: _loop,
    nodes.FromImport: _import,
    nodes.Getattr: _attribute,
    nodes.Getitem: _item,
    nodes.If: _condition,
    nodes.Import: _import,
    nodes.Include: _include,
    nodes.Macro: _macro,
    nodes.NSRef: _name,
    nodes.Name: _name,
    nodes.Or: _either,
    nodes.OverlayScope: _overlay,
    nodes.Scope: _inner_scope,
    nodes.Test: _asking,
    nodes.With: _with,
}
