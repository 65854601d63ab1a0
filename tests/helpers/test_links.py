from __future__ import annotations

import pytest

from kolben import url_for
from kolben.exceptions import ContextError


def test_a_link_needs_a_context() -> None:
    with pytest.raises(ContextError, match=r"url_for\(\) needs one"):
        url_for("index")
