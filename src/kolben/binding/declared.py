"""Whether the parameters that are marked as inputs can be inputs.

Layer 4. Judged when the handler is registered, with all that it takes to read the
values chosen at once: no request decides what an annotation has decided.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Annotated, Any, Final, TypeVar, get_args, get_origin

from kolben._annotations import MISSING, describe, metadata, optional, plain
from kolben._conformity import conforms
from kolben._constraints import Constraints
from kolben._tokens import is_token
from kolben._wording import body_on_bodiless
from kolben.binding.choosing import Marked, chosen_input
from kolben.binding.inputs import Input
from kolben.binding.markers import Named, Source, T, source_of
from kolben.binding.signature import Parameter, Signature
from kolben.exceptions import BindError
from kolben.uploads import UploadLimits

__all__ = ["inputs_of", "require_body", "require_plain_markers"]

_TOKENS: Final = ("header", "cookie")
_WORDS: Final = re.compile("[A-Za-z0-9_]+")
_BODIES: Final = ("body", "form", "file")
_BODILESS: Final = frozenset({"CONNECT", "GET", "HEAD", "OPTIONS", "TRACE"})


def inputs_of(
    signature: Signature, parameters: Iterable[Parameter]
) -> tuple[Input, ...]:
    """Return the inputs among *parameters*.

    Raises:
        BindError: If one of them cannot be what its annotation says, if its default
            does not fit, or if two of them have one name or want the whole body.
    """
    found: list[Input] = []
    taken: dict[str, Input] = {}
    for parameter in parameters:
        source = source_of(signature.annotation(parameter.name))
        if source is None or source.kind == "inject":
            continue
        each = _input(signature, parameter, source)
        place = each.location.lower() if source.kind == "header" else each.location
        if each.alias and place in taken:
            raise BindError(
                f"{taken[place].name!r} and {each.name!r} of {signature.label}() are "
                f"both {each.location!r}.",
                hint="Take one of the two out, or name it with 'Named(...)'.",
            )
        taken[place] = each
        found.append(each)
    _require_one_body(found, signature.label)
    return tuple(found)


def _input(signature: Signature, parameter: Parameter, source: Source) -> Input:
    annotation = signature.annotation(parameter.name)
    named = [each for each in metadata(annotation) if isinstance(each, Named)]
    name = parameter.name
    if source.kind == "header":
        name = name.replace("_", "-").title()
    label = f"{parameter.name!r} of {signature.label}()"
    marked = Marked(label, parameter, source, annotation, name)
    if named:
        marked = replace(marked, name=named[0].name)
    _require_type(marked)
    chosen = chosen_input(marked)
    _require_fitting_default(marked)
    problem = _problem_of_name(chosen, named)
    if problem is not None:
        raise marked.refusal(problem, _hint_of_name(chosen, named))
    return chosen


def _hint_of_name(chosen: Input, named: list[Named]) -> str:
    marker = chosen.source.marker
    if not chosen.alias and named[0].name:
        return f"Write '{marker}[...]' alone: clients see the names of its fields."
    if len(named) > 1:
        return "Leave one 'Named(...)', with the name that clients send."
    name = "-".join(_WORDS.findall(str(chosen.alias))) or chosen.name
    return f"Name it as clients send it, such as 'Named(\"{name}\")'."


def _require_type(marked: Marked) -> None:
    marker = marked.source.marker
    if plain(marked.kind) is T:
        raise marked.refusal("has no type", f"Write '{marker}[int]', for example.")
    for each in _variables_of(marked.kind):
        raise marked.refusal(
            f"is {describe(marked.kind)}, and nothing says what {each} is",
            "Write its type, or register a subclass that says it, as in "
            "'class Posts(Items[Post])'.",
        )
    limited = any(isinstance(each, UploadLimits) for each in metadata(marked.kind))
    if limited and marked.source.kind != "file":
        raise marked.refusal(
            f"has limits of uploads, but is {marker}[...]", "Write 'File[Upload]'."
        )


def _variables_of(annotation: Any) -> tuple[str, ...]:
    """Return the variables of types that *annotation* still has."""
    kind = plain(annotation)
    if isinstance(kind, TypeVar):
        return (kind.__name__,)
    inner = () if isinstance(kind, type) else getattr(kind, "__parameters__", ())
    return tuple(each.__name__ for each in inner)


def _problem_of_name(chosen: Input, named: list[Named]) -> str | None:
    if not chosen.alias and named and named[0].name:
        return f"has a name, but {chosen.source.marker}[...] takes all that there is"
    if len(named) > 1:
        return "has two names"
    name: object = named[0].name if named else chosen.alias
    if named and (not isinstance(name, str) or not name):
        return f"is named {name!r}, which is no name"
    if chosen.source.kind in _TOKENS and not is_token(chosen.alias):
        return f"is named {name!r}, which cannot be that of a {chosen.source.kind}"
    return None


def _require_fitting_default(marked: Marked) -> None:
    parameter, annotation = marked.parameter, marked.annotation
    if parameter.required:
        return
    rest, takes_none = optional(annotation)
    default = parameter.default
    if default is None and not takes_none:
        raise marked.refusal(
            "has the default None, but its type takes none",
            f"Write '{marked.source.marker}[{describe(rest)} | None] = None'.",
        )
    constraints = Constraints.of(annotation)
    said = constraints.violation(default) if constraints else None
    if not conforms(default, annotation):
        said = f"is no {describe(annotation)}"
    if said is not None:
        raise marked.refusal(
            f"has the default {default!r}, which {said}",
            f"Give {parameter.name!r} another default, or change its annotation.",
        )


def require_plain_markers(signature: Signature) -> None:
    """Make sure that each annotation has one marker at most, and has it outside.

    Raises:
        BindError: If an annotation mixes two, or hides one in another type, if its
            parameter cannot be given by name, if a marker is a default, or if a name
            for clients has none.
    """
    for parameter in signature.parameters.values():
        _require_marker_in_annotation(signature, parameter)
    for name, annotation in signature.annotations.items():
        found = list(_sources_in(annotation))
        if len(found) > 1:
            markers = " and ".join(f"{each.marker}[...]" for each in found)
            raise BindError(
                f"{name!r} of {signature.label}() is marked as {markers}.",
                hint="Leave one of them: a value comes from one place.",
            )
        if found and source_of(annotation) is None:
            raise BindError(
                f"{name!r} of {signature.label}() has the marker {found[0].marker} "
                "inside of another type, where it says nothing.",
                hint=f"Write '{found[0].marker}[...]' round the whole type.",
            )
        if found and name not in signature.parameters:
            raise BindError(
                f"{name!r} of {signature.label}() is {found[0].marker}[...], but "
                "nothing can give it by name.",
                hint="Take it without '*', and let decorators pass '**keywords' on.",
            )


def _require_marker_in_annotation(signature: Signature, parameter: Parameter) -> None:
    """Make sure that no marker stands where other frameworks have theirs."""
    label = f"{parameter.name!r} of {signature.label}()"
    annotation = signature.annotation(parameter.name)
    extras = metadata(annotation)
    kind = describe(annotation) if annotation is not MISSING else "int"
    for each in (parameter.default, *extras):
        source = source_of(each)
        if source is not None:
            raise BindError(
                f"{label} has {source.marker} for "
                f"{'its default' if each is parameter.default else 'metadata'}, where "
                "it says nothing.",
                hint=f"Write '{parameter.name}: {source.marker}[{kind}]'.",
            )
    named = next((each for each in extras if isinstance(each, Named)), None)
    if named is not None and source_of(annotation) is None:
        raise BindError(
            f"{label} has a name that clients send, but nothing says where.",
            hint=f"Write 'Annotated[Query[{kind}], Named({named.name!r})]', for "
            "example; a variable of the URL is called as its parameter.",
        )


def _sources_in(annotation: object) -> Iterator[Source]:
    """Yield the markers anywhere in *annotation*."""
    arguments = get_args(annotation)
    if get_origin(annotation) is Annotated:
        yield from (each for each in arguments[1:] if isinstance(each, Source))
        arguments = arguments[:1]
    for argument in arguments:
        yield from _sources_in(argument)


def _require_one_body(inputs: Iterable[Input], label: str) -> None:
    bodies = _bodies(inputs)
    if len(bodies) > 1 and any(each.source.kind == "body" for each in bodies):
        first, second = bodies[:2]
        raise BindError(
            f"{first.name!r} and {second.name!r} of {label}() both take the body of "
            f"the request, as {first.source.marker}[...] and {second.source.marker}"
            "[...].",
            hint="Take one structure that has the fields of both.",
        )


def require_body(inputs: Iterable[Input], label: str, methods: Collection[str]) -> None:
    """Make sure that some requests have a body, if *inputs* take it.

    Args:
        inputs: What a handler takes.
        label: The handler, for messages.
        methods: The methods of its requests; empty if nobody knows.

    Raises:
        BindError: If requests with these methods have none.
    """
    for each in _bodies(inputs) if methods else ():
        if _BODILESS.issuperset(methods):
            words = body_on_bodiless(label, each.name, each.source.marker, methods)
            raise BindError.saying(words)


def _bodies(inputs: Iterable[Input]) -> list[Input]:
    return [each for each in inputs if each.source.kind in _BODIES]
