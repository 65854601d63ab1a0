from __future__ import annotations

from kolben import App, has_app_context, has_request_context


def test_without_a_context_there_is_neither() -> None:
    assert not has_app_context()
    assert not has_request_context()


def test_a_context_may_have_no_request(app: App) -> None:
    with app.app_context():
        assert has_app_context()
        assert not has_request_context()


def test_a_request_has_both(app: App) -> None:
    with app.test_request_context():
        assert has_app_context()
        assert has_request_context()
