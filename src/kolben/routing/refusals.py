"""The sentences by which a converter is refused.

Layer 1. They stand apart so that the choice of a converter can be read without them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from werkzeug.routing import BaseConverter

from kolben._annotations import describe
from kolben.exceptions import RouteError, did_you_mean
from kolben.routing.pattern import Variable

__all__ = [
    "bad_arguments",
    "bad_pattern",
    "disagreement",
    "unconvertible",
    "unknown_name",
    "unsatisfiable",
]


def unknown_name(name: str, names: Sequence[str]) -> RouteError:
    """Return the error for a template that names a converter which is not there."""
    usual = f"Register it before the route, or use one of: {', '.join(names)}."
    return RouteError(
        f"There is no URL converter named {name!r}.",
        hint=did_you_mean(name, names, usual),
    )


def bad_arguments(
    variable: Variable, kind: type[BaseConverter], error: Exception
) -> RouteError:
    """Return the error for arguments that *kind* cannot be made with."""
    shown = [repr(argument) for argument in variable.arguments]
    shown += [f"{name}={value!r}" for name, value in variable.options]
    return RouteError(
        f"The converter {variable.converter or kind.__name__!r} of {variable.name!r} "
        f"cannot be made with ({', '.join(shown)}): {error}.",
        hint=f"Look up what {kind.__name__} takes, and correct the arguments.",
    )


def bad_pattern(kind: type[BaseConverter], error: re.error) -> RouteError:
    """Return the error for a converter whose regular expression is none."""
    return RouteError(
        f"The regular expression of the converter {kind.__name__} is wrong: {error}.",
        hint=f"Correct {kind.__name__}.regex.",
    )


def disagreement(variable: Variable, wanted: object) -> RouteError:
    """Return the error for a template and an annotation that say different things."""
    return RouteError(
        f"The template says '<{variable.converter}:{variable.name}>', but "
        f"{variable.name!r} is annotated with {describe(wanted)}.",
        hint=f"Write '<{variable.name}>' and let the annotation choose, or annotate "
        "what the converter makes.",
    )


def unsatisfiable(variable: Variable, wanted: object, error: Exception) -> RouteError:
    """Return the error for constraints that exclude every value."""
    return RouteError(
        f"No path has a {describe(wanted)} that satisfies the constraints of "
        f"{variable.name!r}: {error}.",
        hint="Correct the bounds, in the annotation or in the template.",
    )


def unconvertible(variable: Variable, wanted: object, *, signed: bool) -> RouteError:
    """Return the error for an annotation that no converter makes."""
    if signed:
        return RouteError(
            f"{variable.name!r} is annotated with {describe(wanted)} and Signed(), "
            "but only numbers have a sign.",
            hint="Use Signed() with int, float or Decimal.",
        )
    return RouteError(
        f"No URL converter makes {describe(wanted)}, with which {variable.name!r} is "
        "annotated.",
        hint="Annotate it with a type such as int, str, UUID or date, or register a "
        "converter with type=... for it.",
    )
