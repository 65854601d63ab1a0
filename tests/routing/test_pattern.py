from __future__ import annotations

from typing import Any

import pytest

from kolben.exceptions import RouteError
from kolben.routing import Pattern, Variable


def test_splits_a_template_into_text_and_variables() -> None:
    pattern = Pattern.parse("/users/<user_id>/files/<path:name>")

    assert pattern.parts == (
        "/users/",
        Variable("user_id"),
        "/files/",
        Variable("name", converter="path"),
    )
    assert pattern.names == ("user_id", "name")


def test_equal_templates_give_equal_patterns() -> None:
    assert Pattern.parse("/<a>") == Pattern.parse("/<a>")
    assert len({Pattern.parse("/<a>"), Pattern.parse("/<a>")}) == 1


@pytest.mark.parametrize(
    ("text", "arguments", "options"),
    [
        pytest.param("4", (4,), (), id="whole number"),
        pytest.param("-4, +1", (-4, 1), (), id="signs"),
        pytest.param("1.5", (1.5,), (), id="fraction"),
        pytest.param("a, b.c", ("a", "b.c"), (), id="words"),
        pytest.param("\"a, b\", '1'", ("a, b", "1"), (), id="quoted"),
        pytest.param('""', ("",), (), id="quoted nothing"),
        pytest.param('"a/b"', ("a/b",), (), id="quoted slash"),
        pytest.param("True, None", (True, None), (), id="constants"),
        pytest.param("min = 1,max=2", (), (("min", 1), ("max", 2)), id="options"),
        pytest.param("1_000, inf", ("1_000", "inf"), (), id="not numbers"),
        pytest.param("", (), (), id="nothing"),
    ],
)
def test_reads_converter_arguments(
    text: str, arguments: tuple[Any, ...], options: tuple[Any, ...]
) -> None:
    (variable,) = Pattern.parse(f"/<c({text}):v>").variables

    assert variable == Variable("v", "c", arguments, options)
    assert [type(each) for each in variable.arguments] == list(map(type, arguments))


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        pytest.param("users", "does not start with '/'", id="no leading slash"),
        pytest.param("", "does not start with '/'", id="empty"),
        pytest.param("/<user_id", "stray bracket in '/<user_id'", id="never closed"),
        pytest.param("/a>b", "stray bracket in '/a>b'", id="never opened"),
        pytest.param("/<1st>", "stray bracket in '/<1st>'", id="not a name"),
        pytest.param("/<é>", "stray bracket", id="not an ASCII name"),
        pytest.param("/<a>/<a>", "names 'a' twice", id="named twice"),
        pytest.param("/<int(1;2):a>", "cannot be read: '1;2'", id="bad separator"),
        pytest.param('/<any("a):b>', "cannot be read", id="open quote"),
    ],
)
def test_says_what_is_wrong_with_a_template(template: str, problem: str) -> None:
    with pytest.raises(RouteError) as caught:
        Pattern.parse(template)

    assert problem in caught.value.problem
    assert repr(template) in caught.value.problem


def test_a_template_that_is_not_text_is_a_type_error_too() -> None:
    wrong: Any = 404

    with pytest.raises(TypeError, match="404 is not text"):
        Pattern.parse(wrong)


def test_the_hint_for_a_missing_slash_can_be_copied() -> None:
    with pytest.raises(RouteError) as caught:
        Pattern.parse("users/<id>")

    assert caught.value.hint == "Write '/users/<id>'."


@pytest.mark.parametrize(
    ("prefix", "template", "joined"),
    [
        ("/admin", "/", "/admin/"),
        ("/admin/", "/users", "/admin/users"),
        ("/", "/users", "/users"),
        ("/<lang>", "/<page>", "/<lang>/<page>"),
    ],
)
def test_joins_templates_by_one_slash(prefix: str, template: str, joined: str) -> None:
    below = Pattern.parse(template).under(Pattern.parse(prefix))

    assert below == Pattern.parse(joined)


def test_joining_refuses_a_name_on_both_sides() -> None:
    with pytest.raises(RouteError, match="names 'a' twice"):
        Pattern.parse("/<a>").under(Pattern.parse("/x/<a>"))


def test_the_shape_has_no_names() -> None:
    one, two = (
        Pattern.parse("/<int(min=1):a>/<b>"),
        Pattern.parse("/<int(min=1):x>/<y>"),
    )

    assert one.shape == two.shape == "/<int(min=1)>/<>"


def test_a_host_is_a_template_without_slashes() -> None:
    assert Pattern.parse_host("<user>.example.com").names == ("user",)
    with pytest.raises(RouteError, match="holds a slash"):
        Pattern.parse_host("http://example.com")


def test_variables_show_what_was_written() -> None:
    (variable,) = Pattern.parse("/<any(a, b):kind>").variables

    assert repr(variable) == "Variable('kind', 'any', ('a', 'b'), ())"
