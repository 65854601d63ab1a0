"""The sentences by which a converter is refused.

Layer 1. They stand apart so that the choice of a converter can be read without them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from werkzeug.routing import BaseConverter

from kolben._annotations import describe
from kolben._wording import (
    converter_disagrees,
    converter_unknown,
    not_convertible,
    not_signable,
)
from kolben.exceptions import RouteError
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
    return RouteError.saying(converter_unknown(name, names))


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
    converter = str(variable.converter)
    words = converter_disagrees(converter, variable.name, describe(wanted))
    return RouteError.saying(words)


def unsatisfiable(variable: Variable, wanted: object, error: Exception) -> RouteError:
    """Return the error for constraints that exclude every value."""
    return RouteError(
        f"No path has a {describe(wanted)} that satisfies the constraints of "
        f"{variable.name!r}: {error}.",
        hint="Correct the bounds, in the annotation or in the template.",
    )


def unconvertible(variable: Variable, wanted: object, *, signed: bool) -> RouteError:
    """Return the error for an annotation that no converter makes."""
    say = not_signable if signed else not_convertible
    return RouteError.saying(say(variable.name, describe(wanted)))
