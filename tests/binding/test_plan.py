from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import pytest

from kolben import App, Upload
from kolben._annotations import MISSING
from kolben.binding import (
    Parameter,
    Signature,
    Target,
    agreed_annotation,
    require_filled,
    require_fit,
)
from kolben.exceptions import BindError, RouteError


@dataclass
class Post:
    title: str


def signature_of(function: Callable[..., Any]) -> Signature:
    return Signature.of(function, label=function.__name__)


def target(*variables: str, strict: bool = False) -> Target:
    return Target("/the/url", variables, strict)


def test_a_handler_fits_that_takes_all_variables_and_needs_nothing_else() -> None:
    def show(a: int, b: str, c: str = "", *more: str) -> str:
        return ""

    require_fit(signature_of(show), target("a", "b", strict=False))


def test_a_handler_that_takes_any_name_fits() -> None:
    require_fit(signature_of(lambda **values: ""), target("a", strict=True))


def show_id(ident: int) -> str:
    return ""


def show_other(other: int) -> str:
    return ""


def show_two(one: int = 1, two: int = 2) -> str:
    return ""


def show_nothing() -> str:
    return ""


@pytest.mark.parametrize(
    ("handler", "hint"),
    [
        pytest.param(show_id, "Rename its parameter 'ident' to", id="almost the name"),
        pytest.param(show_other, "Rename its parameter 'other'", id="the only one"),
        pytest.param(show_two, "Add the parameter 'idents'", id="nothing near"),
        pytest.param(show_nothing, "Add the parameter 'idents'", id="no parameter"),
    ],
)
def test_a_variable_that_the_handler_does_not_take_is_refused(
    handler: Callable[..., str], hint: str
) -> None:
    with pytest.raises(BindError) as caught:
        require_fit(signature_of(handler), target("idents"))

    assert caught.value.problem == (
        f"{handler.__name__}() does not take 'idents', a variable of its URL "
        "'/the/url'."
    )
    assert caught.value.hint.startswith(hint)


@pytest.mark.parametrize(
    ("variables", "hint"),
    [
        pytest.param(("idents",), "Did you mean 'idents'?", id="almost a variable"),
        pytest.param(("xyz",), "Say where it comes from, as in", id="nothing near"),
    ],
)
def test_a_parameter_that_nothing_fills_is_refused(
    variables: tuple[str, ...], hint: str
) -> None:
    def show(ident: int, **others: str) -> str:
        return ""

    with pytest.raises(BindError) as caught:
        require_fit(signature_of(show), target(*variables))

    assert caught.value.problem == (
        "Nothing in a request to '/the/url' can fill 'ident' of show()."
    )
    assert caught.value.hint.startswith(hint)


@pytest.mark.parametrize(
    ("kind", "methods", "meant"),
    [
        pytest.param(int, (), "Query[int]", id="number"),
        pytest.param(list[str], ("GET",), "Query[list[str]]", id="list"),
        pytest.param(Upload, ("POST",), "File[Upload]", id="file"),
        pytest.param(Post, ("GET",), "QueryArgs[Post]", id="structure"),
        pytest.param(Post, ("PUT",), "Body[Post]", id="structure in a body"),
        pytest.param(App, ("GET",), "Inject[App]", id="what no client sends"),
    ],
)
def test_the_hint_marks_a_parameter_as_what_it_can_be(
    kind: type, methods: tuple[str, ...], meant: str
) -> None:
    signature = Signature(
        "show", {"it": Parameter("it", True, False)}, {"it": kind}, False
    )

    with pytest.raises(BindError) as caught:
        require_fit(signature, Target("/the/url", (), methods=methods))

    assert f"'it: {meant}', or write '<it>' into the URL." in caught.value.hint


def test_the_hint_takes_what_has_no_annotation_for_text() -> None:
    def show(ident) -> str:
        return ""

    with pytest.raises(BindError) as caught:
        require_fit(signature_of(show), target())

    assert "'ident: Query[str]'" in caught.value.hint


def test_a_parameter_by_position_only_is_refused() -> None:
    def show(ident: int, /) -> str:
        return ""

    with pytest.raises(BindError, match=r"show\(\) takes 'ident' by position only"):
        require_fit(signature_of(show), target("ident"))


@pytest.mark.parametrize(
    ("variables", "hint"),
    [
        pytest.param(("ident",), "Write 'ident: str'", id="a variable"),
        pytest.param((), "Annotate 'ident'", id="no variable"),
    ],
)
def test_a_resource_has_to_annotate_its_parameters(
    variables: tuple[str, ...], hint: str
) -> None:
    def show(ident=1) -> str:
        return ""

    require_fit(signature_of(show), target(*variables, strict=False))
    with pytest.raises(BindError, match=r"'ident' of show\(\) has no annot") as caught:
        require_fit(signature_of(show), target(*variables, strict=True))

    assert caught.value.hint.startswith(hint)


def test_a_parameter_that_some_path_fills_is_filled() -> None:
    require_filled(signature_of(show_two), {"one", "two", "three"})


@pytest.mark.parametrize(
    ("known", "hint"),
    [
        pytest.param({"one", "twos"}, "Did you mean 'twos'?", id="almost a variable"),
        pytest.param({"one"}, "Say where it comes from, as in", id="nothing near"),
    ],
)
def test_a_parameter_that_no_path_ever_fills_is_refused(
    known: set[str], hint: str
) -> None:
    with pytest.raises(BindError) as caught:
        require_filled(signature_of(show_two), known)

    assert "ever fills 'two' of show_two()" in caught.value.problem
    assert caught.value.hint.startswith(hint)


def test_handlers_agree_where_they_say_the_same_or_nothing() -> None:
    def get(a: int | None) -> str:
        return ""

    def post(a: int) -> str:
        return ""

    def put(a) -> str:
        return ""

    signatures = [signature_of(each) for each in (put, get, post)]

    assert agreed_annotation(signatures, "a", "/") is int
    assert agreed_annotation(signatures, "b", "/") is MISSING
    assert agreed_annotation((), "a", "/") is MISSING


@pytest.mark.parametrize(
    ("other", "matter"),
    [(str, "type"), (Annotated[int, "another"], "constraints")],
)
def test_handlers_that_disagree_are_refused(other: object, matter: str) -> None:
    def get(a: int) -> str:
        return ""

    def post(a: other) -> str:  # type: ignore[valid-type]
        return ""

    signatures = [
        signature_of(get),
        Signature.of(post, label="post", names={"other": other}),
    ]

    with pytest.raises(RouteError) as caught:
        agreed_annotation(signatures, "a", "/<a>")

    disagree = f"The handlers of '/<a>' disagree on the {matter} of 'a'"
    assert disagree in caught.value.problem
    assert "int in get()" in caught.value.problem
    assert "in post()" in caught.value.problem
