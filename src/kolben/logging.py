"""The application's logger: a standard one, that can be seen without set-up.

Layer 5. Whoever configures logging, configures this logger too, and nothing here
stands in the way: a handler is added only if no other one would take the message.
"""

from __future__ import annotations

import logging
import sys
from typing import Final, TextIO, cast

from werkzeug.local import LocalProxy

from kolben.context import current

__all__ = ["create_logger", "default_handler", "wsgi_errors_stream"]


def _errors_stream() -> TextIO:
    """Return where the server of the current request wants its errors."""
    context = current.get(None)
    if context is None or context.environ is None:
        return sys.stderr
    return cast("TextIO", context.environ.get("wsgi.errors") or sys.stderr)


wsgi_errors_stream: Final = cast("TextIO", LocalProxy(_errors_stream))
"""The error stream of the current request's server, or ``sys.stderr`` outside."""

default_handler: Final = logging.StreamHandler(wsgi_errors_stream)
"""Writes ``[time] LEVEL in module: message`` to :data:`wsgi_errors_stream`."""

default_handler.setFormatter(
    logging.Formatter("[%(asctime)s] %(levelname)s in %(module)s: %(message)s")
)


def create_logger(name: str, debug: bool) -> logging.Logger:
    """Return the logger called *name*, ready for use.

    Args:
        name: Name of the logger: that of the application.
        debug: Whether to show messages from ``DEBUG`` on, unless a level is set.

    Example:
        >>> create_logger("example.shop", debug=True).level == logging.DEBUG
        True
    """
    logger = logging.getLogger(name)
    if debug and not logger.level:
        logger.setLevel(logging.DEBUG)
    if not _is_heard(logger):
        logger.addHandler(default_handler)
    return logger


def _is_heard(logger: logging.Logger) -> bool:
    """Say whether a handler takes the messages that *logger* lets through."""
    level = logger.getEffectiveLevel()
    place: logging.Logger | None = logger
    while place is not None:
        if any(handler.level <= level for handler in place.handlers):
            return True
        place = place.parent if place.propagate else None
    return False
