from __future__ import annotations

import pytest

from kolben._tokens import is_token


@pytest.mark.parametrize("text", ["GET", "x-served-by", "a.b_c~1", "!#$%&'*+^`|"])
def test_a_token_has_letters_digits_and_some_marks(text: str) -> None:
    assert is_token(text)


@pytest.mark.parametrize("text", ["", "GET POST", "a:b", "a\n", "é", "a/b", '"a"'])
def test_whatever_ends_a_token_is_in_none(text: str) -> None:
    assert not is_token(text)
