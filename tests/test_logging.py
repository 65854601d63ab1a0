from __future__ import annotations

import io
import logging
import re
from uuid import uuid4

import pytest
from werkzeug.test import EnvironBuilder

from kolben.app import App
from kolben.logging import create_logger, default_handler, wsgi_errors_stream


@pytest.fixture
def name() -> str:
    """The name of a logger that nobody has used yet."""
    return f"parent{uuid4().hex}.shop"


def cut_off(name: str) -> logging.Logger:
    """Keep what the parent of *name* gets from the test runner's handlers.

    Not a fixture: the runner adds handlers to such loggers before it runs a test.
    """
    parent = logging.getLogger(name.partition(".")[0])
    parent.propagate = False
    return parent


def test_the_logger_is_a_standard_one_of_that_name(name: str) -> None:
    assert create_logger(name, debug=False) is logging.getLogger(name)


def test_in_debug_mode_everything_is_logged(name: str) -> None:
    assert create_logger(name, debug=True).level == logging.DEBUG


def test_outside_of_debug_mode_the_level_is_left_alone(name: str) -> None:
    assert create_logger(name, debug=False).level == logging.NOTSET


def test_a_level_that_was_set_before_stays(name: str) -> None:
    logging.getLogger(name).setLevel(logging.ERROR)

    assert create_logger(name, debug=True).level == logging.ERROR


def test_a_handler_is_added_when_nobody_would_hear(name: str) -> None:
    cut_off(name)
    assert create_logger(name, debug=False).handlers == [default_handler]


def test_no_handler_is_added_when_another_one_hears(name: str) -> None:
    parent = cut_off(name)
    parent.addHandler(logging.NullHandler())

    assert create_logger(name, debug=False).handlers == []


def test_no_second_handler_is_added(name: str) -> None:
    cut_off(name)
    create_logger(name, debug=False)

    assert create_logger(name, debug=False).handlers == [default_handler]


def test_a_handler_that_hears_too_little_does_not_count(name: str) -> None:
    parent = cut_off(name)
    deaf = logging.NullHandler()
    deaf.setLevel(logging.CRITICAL)
    parent.addHandler(deaf)

    assert create_logger(name, debug=True).handlers == [default_handler]


def test_handlers_above_a_logger_that_does_not_propagate_do_not_count(
    name: str,
) -> None:
    parent = cut_off(name)
    parent.addHandler(logging.NullHandler())
    logging.getLogger(name).propagate = False

    assert create_logger(name, debug=False).handlers == [default_handler]


def test_messages_go_to_standard_error_outside_of_a_request(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cut_off(name)
    create_logger(name, debug=False).warning("sold out (%d apples)", 42)

    written = capsys.readouterr().err
    assert re.fullmatch(
        r"\[[\d:, -]+\] WARNING in test_logging: sold out \(42 apples\)\n", written
    )


def test_messages_go_to_the_error_stream_of_the_current_request(name: str) -> None:
    cut_off(name)
    errors = io.StringIO()
    environ = EnvironBuilder(errors_stream=errors).get_environ()

    with App(__name__).request_context(environ):
        create_logger(name, debug=False).error("broken")
        wsgi_errors_stream.write("and more\n")

    assert "ERROR in test_logging: broken\nand more\n" in errors.getvalue()


def test_in_the_context_of_an_application_messages_go_to_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with App(__name__).app_context():
        wsgi_errors_stream.write("no request\n")

    assert capsys.readouterr().err == "no request\n"


def test_the_logger_of_an_application_has_its_name(name: str) -> None:
    app = App(name, config={"DEBUG": True})

    assert app.logger is logging.getLogger(name)
    assert app.logger.level == logging.DEBUG
