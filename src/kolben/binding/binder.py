"""Calls, compiled: for each method of a handler one function that does just its work.

Layer 4. What a request needs is known when the application is frozen, so the call is
written down once as the code that a programmer would write by hand, with no loop and
no question left in it. The code holds names that this module makes, never text that
came from elsewhere but the names of parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeAlias

from kolben.binding.inputs import Input, refused
from kolben.binding.plan import Dependency, Plan
from kolben.binding.refusals import FAILURES
from kolben.binding.sources import Open
from kolben.context import Context

__all__ = ["Fill", "Making", "Recipe", "Resolve", "compiled_call", "compiled_fill"]

Fill: TypeAlias = Callable[[Context], Any]
"""Returns a value for a parameter in the request of a context."""

Resolve: TypeAlias = Callable[[Dependency], Fill | None]
"""Returns what provides a dependency, or None for an optional one without provider."""


@dataclass(frozen=True, slots=True)
class Making:
    """How the object is made whose method is called.

    Attributes:
        blank: Makes it for a context, without its constructor.
        constructor: Its ``__init__``, or None if there is nothing to do.
        plan: What the constructor takes, if it was not given it at registration.
        arguments: What it is given by position.
        keywords: What it is given by name.
    """

    blank: Fill
    constructor: Callable[..., Any] | None = None
    plan: Plan | None = None
    arguments: tuple[Any, ...] = ()
    keywords: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a call consists of, in this order.

    Attributes:
        before: What runs first, and may refuse the request.
        making: How the object is made that the function is a method of.
        function: What is called.
        plan: What it takes.
        variables: Which variables of the URL it takes; None for all of them.
    """

    function: Callable[..., Any]
    plan: Plan
    making: Making | None = None
    before: tuple[Fill, ...] = ()
    variables: tuple[str, ...] | None = None


@dataclass(slots=True)
class _Code:
    """The lines of a function, the objects that they name, and what they opened."""

    resolve: Resolve
    lines: list[str] = field(default_factory=list)
    names: dict[str, Any] = field(default_factory=dict)
    parts: dict[Open, str] = field(default_factory=dict)

    def name(self, value: Any) -> str:
        """Return a name that stands for *value* in the code."""
        name = f"_{len(self.names)}"
        self.names[name] = value
        return name

    def add(self, line: str) -> None:
        """Append a line."""
        self.lines.append(f"    {line}")

    def keywords(self, plan: Plan, later: tuple[Input, ...] = ()) -> list[str]:
        """Write what reads the inputs of *plan*; return how its values are given.

        Args:
            plan: What is filled.
            later: The inputs that are read after those of *plan*, which one answer
                has to name as well.
        """
        given = self.inputs(plan.inputs, later)
        for dependency in plan.dependencies:
            fill = self.resolve(dependency)
            if fill is not None:
                given.append(f"{dependency.name}={self.name(fill)}(context)")
        return given

    def inputs(self, inputs: tuple[Input, ...], later: tuple[Input, ...]) -> list[str]:
        """Write what reads *inputs*; return how their values are given.

        Each part of the request is opened once. The first failure ends the reading;
        only then is the request gone through for all that is wrong.
        """
        if not inputs:
            return []
        given = []
        self.add("try:")
        for each in inputs:
            if each.open not in self.parts:
                part = self.parts[each.open] = f"part{len(self.parts)}"
                self.add(f"    {part} = {self.name(each.open)}(context)")
            read = self.name(each.reader.read)
            self.add(f"    value{read} = {read}({self.parts[each.open]})")
            given.append(f"{each.name}=value{read}")
        refuse = self.name(partial(refused, (*inputs, *later)))
        self.add(f"except {self.name(FAILURES)} as failure:")
        self.add(f"    raise {refuse}(context) from failure")
        return given

    def make(self, making: Making, later: tuple[Input, ...]) -> str:
        """Write what makes the object of a method; return its name.

        Args:
            making: How it is made.
            later: The inputs of the method.
        """
        self.add(f"made = {self.name(making.blank)}(context)")
        if making.constructor is not None:
            given = ["made"]
            if making.arguments:
                given.append(f"*{self.name(making.arguments)}")
            if making.keywords:
                given.append(f"**{self.name(making.keywords)}")
            if making.plan is not None:
                given += self.keywords(making.plan, later)
            self.add(f"{self.name(making.constructor)}({', '.join(given)})")
        return "made"

    def function(self) -> Any:
        """Return the function that the lines are the body of."""
        source = "\n".join(["def call(context):", *self.lines])
        scope = dict(self.names)
        exec(source, scope)  # noqa: S102  # the source is made of our own names
        return scope["call"]


def compiled_call(recipe: Recipe, resolve: Resolve) -> Fill:
    """Return the function that answers a request as *recipe* says.

    For a method ``get(self, post_id: int, page: Query[int])`` it is, with names that
    say more than those of the code::

        def call(context):
            guard(context)
            made = blank(context)
            constructor(made, db=provided_db(context))
            try:
                query = query_of(context)
                page = read_page(query)
            except FAILURES as failure:
                raise refused(context) from failure
            return get(made, **context.match.variables, page=page)

    Raises:
        BindError: If nothing provides what the handler depends on.
    """
    code = _Code(resolve)
    for step in recipe.before:
        code.add(f"{code.name(step)}(context)")
    given: list[str] = []
    if recipe.making is not None:
        given.append(code.make(recipe.making, recipe.plan.inputs))
    given += _variables(recipe)
    given += code.keywords(recipe.plan)
    code.add(f"return {code.name(recipe.function)}({', '.join(given)})")
    call: Fill = code.function()
    return call


def _variables(recipe: Recipe) -> list[str]:
    """Return how the variables of the URL are given."""
    if recipe.variables is None:
        return ["**context.match.variables"]
    return [f"{each}=context.match.variables[{each!r}]" for each in recipe.variables]


def compiled_fill(function: Callable[..., Any], plan: Plan, resolve: Resolve) -> Fill:
    """Return a function that calls *function* with what *plan* says it takes.

    Raises:
        BindError: If nothing provides what it depends on.
    """
    code = _Code(resolve)
    given = ", ".join(code.keywords(plan))
    code.add(f"return {code.name(function)}({given})")
    fill: Fill = code.function()
    return fill
