"""The grammar of URL templates: ``/users/<user_id>/files/<path:name>``.

Layer 1. The routes, the OpenAPI builder and the mypy plugin all read templates
through this module, so it knows nothing of them, nor of any web server.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Self

from kolben.exceptions import RouteError, RouteTypeError

__all__ = ["Pattern", "Variable"]

_VARIABLE: Final = re.compile(
    r"<(?:(?P<converter>[a-z_]\w*)(?:\((?P<arguments>.*?)\))?:)?(?P<name>[a-z_]\w*)>",
    re.IGNORECASE | re.ASCII,
)
_ARGUMENT: Final = re.compile(
    r"""\s*
    (?:(?P<option>[^\W\d]\w*)\s*=\s*)?
    (?: "(?P<double>[^"]*)" | '(?P<single>[^']*)' | (?P<bare>[\w.+-]+) )
    \s*(?:,|\Z)""",
    re.VERBOSE,
)
_WHOLE: Final = re.compile(r"[+-]?\d+", re.ASCII)
_FRACTION: Final = re.compile(r"[+-]?\d+\.\d*", re.ASCII)
_CONSTANTS: Final = {"None": None, "True": True, "False": False}


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a URL template.

    Attributes:
        name: The name of the parameter that takes the value.
        converter: The name of the converter, if the template gives one.
        arguments: What stands in the converter's brackets without a name.
        options: What stands there with a name.

    Example:
        >>> Pattern.parse("/<int(4, min=1000):year>").variables
        (Variable('year', 'int', (4,), (('min', 1000),)),)
    """

    name: str
    converter: str | None = None
    arguments: tuple[object, ...] = ()
    options: tuple[tuple[str, object], ...] = ()

    def __repr__(self) -> str:
        shown: list[object] = [self.name]
        if self.converter is not None:
            shown.append(self.converter)
        if self.arguments or self.options:
            shown += [self.arguments, self.options]
        return f"Variable({', '.join(map(repr, shown))})"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A URL template, parsed.

    Patterns are immutable and compare by value, so they can key a ``dict``.

    Attributes:
        template: The text as the programmer wrote it.
        parts: Literal text and variables, in the order of the template.

    Example:
        >>> pattern = Pattern.parse("/users/<user_id>/files/<path:name>")
        >>> pattern.names
        ('user_id', 'name')
        >>> pattern.parts[0]
        '/users/'
    """

    template: str
    parts: tuple[str | Variable, ...]

    @classmethod
    def parse(cls, template: str) -> Self:
        """Read the template of a path, or say precisely why it cannot be read.

        Args:
            template: A path that starts with ``/``, with variables written
                ``<name>``, ``<converter:name>`` or ``<converter(arguments):name>``.

        Raises:
            RouteTypeError: If it is not text.
            RouteError: If it does not start with ``/``, holds a bracket that
                belongs to no variable, or names a variable twice.

        Example:
            >>> Pattern.parse("/users/<user_id>").variables
            (Variable('user_id'),)
        """
        if not isinstance(template, str):
            raise RouteTypeError(
                f"The URL template {template!r} is not text.",
                hint="Write it like '/users/<user_id>'.",
            )
        if not template.startswith("/"):
            raise RouteError(
                f"The URL template {template!r} does not start with '/'.",
                hint=f"Write {'/' + template!r}.",
            )
        return cls._read(template)

    @classmethod
    def parse_host(cls, text: str) -> Self:
        """Read the template of a host or subdomain, such as ``<user>.example.com``.

        Raises:
            RouteError: As :meth:`parse`, but that a host holds no slash.

        Example:
            >>> Pattern.parse_host("<user>.example.com").parts
            (Variable('user'), '.example.com')
        """
        pattern = cls._read(text)
        if any(isinstance(part, str) and "/" in part for part in pattern.parts):
            raise RouteError(
                f"The host {text!r} holds a slash.",
                hint="Write the host alone, without scheme and path.",
            )
        return pattern

    @classmethod
    def _read(cls, template: str) -> Self:
        pattern = cls(template, tuple(_split(template)))
        _require_unique_names(pattern)
        return pattern

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The variables of the template, from left to right."""
        return tuple(part for part in self.parts if isinstance(part, Variable))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the variables, from left to right."""
        return tuple(variable.name for variable in self.variables)

    @property
    def shape(self) -> str:
        """The template without the names of its variables.

        Example:
            >>> Pattern.parse("/users/<int:user_id>/<tab>").shape
            '/users/<int>/<>'
        """
        return "".join(
            part if isinstance(part, str) else f"<{_kind(part)}>" for part in self.parts
        )

    def under(self, prefix: Pattern) -> Pattern:
        """Return this pattern below *prefix*, joined by one slash.

        Raises:
            RouteError: If both name the same variable.

        Example:
            >>> Pattern.parse("/<page>").under(Pattern.parse("/wiki/")).template
            '/wiki/<page>'
        """
        above, below = prefix.template.rstrip("/"), self.template.lstrip("/")
        return Pattern.parse(f"{above}/{below}")


def _split(template: str) -> list[str | Variable]:
    """Cut *template* into literal text and variables, dropping empty text."""
    parts: list[str | Variable] = []
    end = 0
    for found in _VARIABLE.finditer(template):
        parts.append(_literal(template, end, found.start()))
        parts.append(_variable(template, found))
        end = found.end()
    parts.append(_literal(template, end, len(template)))
    return [part for part in parts if part != ""]


def _literal(template: str, start: int, stop: int) -> str:
    """Return the text between two variables, which may hold no bracket."""
    text = template[start:stop]
    if "<" in text or ">" in text:
        raise RouteError(
            f"The URL template {template!r} has a stray bracket in {text!r}.",
            hint="Write a variable as '<name>' or '<converter:name>'.",
        )
    return text


def _variable(template: str, found: re.Match[str]) -> Variable:
    arguments: list[object] = []
    options: dict[str, object] = {}
    text = found["arguments"] or ""
    end = 0
    while text[end:].strip():
        argument = _ARGUMENT.match(text, end)
        if argument is None:
            raise RouteError(
                f"The URL template {template!r} has converter arguments that cannot "
                f"be read: {text[end:]!r}.",
                hint='Write numbers, words and "quoted text" with commas between.',
            )
        if argument["option"] is None:
            arguments.append(_value(argument))
        else:
            options[argument["option"]] = _value(argument)
        end = argument.end()
    return Variable(
        found["name"], found["converter"], tuple(arguments), tuple(options.items())
    )


def _value(argument: re.Match[str]) -> object:
    """Return what an argument stands for; what is quoted is always text."""
    bare: str | None = argument["bare"]
    if bare is None:
        return argument["double"] or argument["single"] or ""
    if bare in _CONSTANTS:
        return _CONSTANTS[bare]
    if _WHOLE.fullmatch(bare):
        return int(bare)
    return float(bare) if _FRACTION.fullmatch(bare) else bare


def _kind(variable: Variable) -> str:
    """Return converter and arguments, in the words of the template."""
    shown = [repr(argument) for argument in variable.arguments]
    shown += [f"{name}={value!r}" for name, value in variable.options]
    return (variable.converter or "") + (f"({', '.join(shown)})" if shown else "")


def _require_unique_names(pattern: Pattern) -> None:
    names = pattern.names
    for name in names:
        if names.count(name) > 1:
            raise RouteError(
                f"The URL template {pattern.template!r} names {name!r} twice.",
                hint="Give each variable its own name.",
            )
