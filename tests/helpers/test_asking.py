from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kolben import (
    App,
    after_this_request,
    copy_current_request_context,
    flash,
    get_flashed_messages,
    send_file,
    send_from_directory,
)
from kolben.exceptions import ContextError


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(lambda: flash("x"), id="flash"),
        pytest.param(get_flashed_messages, id="get_flashed_messages"),
        pytest.param(lambda: send_file("x"), id="send_file"),
        pytest.param(lambda: send_from_directory("x", "y"), id="send_from_directory"),
        pytest.param(lambda: after_this_request(lambda r: r), id="after_this_request"),
        pytest.param(lambda: copy_current_request_context(print), id="copy_current"),
    ],
)
def test_what_needs_a_request_says_so(app: App, call: Callable[[], Any]) -> None:
    with app.app_context(), pytest.raises(ContextError, match="outside of request"):
        call()
