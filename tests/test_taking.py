from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from kolben import App
from kolben._taking import require_taking
from kolben.exceptions import RouteTypeError


class Closing:
    def __call__(self, error: object) -> None: ...


@pytest.mark.parametrize(
    "function",
    [
        pytest.param(lambda error: None, id="a function"),
        pytest.param(lambda *arguments: None, id="a function of anything"),
        pytest.param(lambda error, more=1: None, id="a function with a default"),
        pytest.param([].append, id="a method of a built-in"),
        pytest.param(partial(lambda a, b: None, 1), id="a partial function"),
        pytest.param(Closing(), id="an object that can be called"),
        pytest.param(type, id="what has no signature"),
    ],
)
def test_what_takes_its_arguments_is_accepted(function: Any) -> None:
    require_taking(function, ("error",), "a hook")


@pytest.mark.parametrize(
    ("function", "problem"),
    [
        pytest.param("close", "'close' is no function", id="no function"),
        pytest.param(lambda: None, "it is called with (error)", id="too few"),
        pytest.param(lambda a, b: None, "it is called with (error)", id="too many"),
    ],
)
def test_what_does_not_take_them_is_refused(function: Any, problem: str) -> None:
    with pytest.raises(RouteTypeError) as caught:
        require_taking(function, ("error",), "a hook")

    assert problem in caught.value.problem
    assert "a hook" in caught.value.problem


@pytest.mark.parametrize(
    ("declare", "wrong"),
    [
        pytest.param(App.before_request, lambda request: None, id="before"),
        pytest.param(App.after_request, lambda: None, id="after"),
        pytest.param(App.teardown_request, lambda: None, id="teardown"),
        pytest.param(App.teardown_appcontext, lambda: None, id="teardown of contexts"),
        pytest.param(App.url_value_preprocessor, lambda: None, id="URL values"),
        pytest.param(App.url_defaults, lambda values: None, id="URL defaults"),
        pytest.param(App.context_processor, lambda name: {}, id="context processor"),
        pytest.param(App.ring, lambda context: None, id="ring"),
    ],
)
def test_a_hook_is_judged_where_it_is_declared(
    app: App, declare: Callable[[App, Any], Any], wrong: Any
) -> None:
    with pytest.raises(RouteTypeError) as caught:
        declare(app, wrong)

    assert "test_taking.py" in caught.value.__notes__[0]
