from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import pytest

from kolben._annotations import MISSING, UnresolvedAnnotation
from kolben.binding import Parameter, Signature
from kolben.exceptions import BindError


def names(signature: Signature) -> list[str]:
    return list(signature.parameters)


def test_says_of_each_parameter_what_it_is_and_whether_it_must_be_given() -> None:
    def show(post_id: int, lang, page: int = 1) -> str:
        return ""

    signature = Signature.of(show, label="show")

    assert signature.label == "show"
    assert list(signature.parameters.values()) == [
        Parameter("post_id", required=True, positional_only=False),
        Parameter("lang", required=True, positional_only=False),
        Parameter("page", required=False, positional_only=False, default=1),
    ]
    assert signature.annotation("post_id") is signature.annotation("page") is int
    assert signature.annotation("lang") is MISSING
    assert not signature.open


def test_a_parameter_by_position_only_is_marked() -> None:
    def show(post_id: int, /) -> str:
        return ""

    assert Signature.of(show, label="show").parameters["post_id"].positional_only


def test_the_self_of_a_method_is_left_out() -> None:
    class Post:
        def get(this, post_id: int) -> str:  # noqa: N805
            return ""

    assert names(Signature.of(Post.get, label="get", bound=True)) == ["post_id"]


def test_a_method_that_takes_self_among_its_arguments_has_nothing_to_leave_out() -> (
    None
):
    def get(*arguments: object, post_id: int) -> str:
        return ""

    assert names(Signature.of(get, label="get", bound=True)) == ["post_id"]


def nothing() -> str: ...
def by_keyword(*, post_id: int) -> str: ...
def by_any_keyword(**values: object) -> str: ...
def forgotten(post_id: int) -> str: ...


@pytest.mark.parametrize("method", [nothing, by_keyword, by_any_keyword, forgotten])
def test_a_method_without_self_is_refused(method: Callable[..., Any]) -> None:
    with pytest.raises(BindError) as caught:
        Signature.of(method, label="Post.get", bound=True)

    assert caught.value.problem == "Post.get() does not take 'self'."


def test_the_wrapper_of_a_method_may_call_it_what_it_likes() -> None:
    def get(self: object, post_id: int) -> str:
        return ""

    @functools.wraps(get)
    def wrapper(resource: object, post_id: int) -> str:
        return ""

    assert names(Signature.of(wrapper, label="get", bound=True)) == ["post_id"]


def test_only_keyword_arguments_make_it_open() -> None:
    def open_(**values: object) -> str:
        return ""

    def closed(*values: object) -> str:
        return ""

    assert Signature.of(open_, label="open").open
    assert names(Signature.of(open_, label="open")) == []
    assert not Signature.of(closed, label="closed").open


def test_a_wrapper_is_called_by_its_own_names_with_the_types_of_what_it_wraps() -> None:
    def wrapping(view: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(view)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            return view(*args, **kwargs)

        return wrapper

    @wrapping
    def show(post_id: int) -> str:
        return ""

    signature = Signature.of(show, label="show")

    assert names(signature) == []
    assert signature.open
    assert signature.annotation("post_id") is int
    assert signature.annotation("page") is MISSING


def test_annotations_may_use_the_names_that_it_is_given() -> None:
    def show(post_id: Number) -> str:  # type: ignore[name-defined]  # noqa: F821
        return ""

    signature = Signature.of(show, label="show", names={"Number": int})

    assert signature.annotation("post_id") is int


def test_an_annotation_that_cannot_be_read_is_refused() -> None:
    def show(post_id: Nowhere) -> str:  # type: ignore[name-defined]  # noqa: F821
        return ""

    with pytest.raises(UnresolvedAnnotation, match="'Nowhere' of 'post_id'"):
        Signature.of(show, label="show")


def test_an_object_that_can_be_called_is_read_like_a_function() -> None:
    class Show:
        def __call__(self, post_id: int) -> str:
            return ""

    signature = Signature.of(Show(), label="Show")

    assert names(signature) == ["post_id"]
    assert signature.annotation("post_id") is int
