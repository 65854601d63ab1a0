"""Bodies that are made while they are sent, within the context of their request.

Layer 3. A generator of a view runs after the view has returned, when the server asks
for the next piece. Its context is made current round each step, and teardown runs
when the server closes the body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kolben.context import Context

__all__ = ["ContextBody"]


class ContextBody:
    """A streamed body, each step of which runs within its request's context.

    Args:
        context: The context of the request.
        body: What the response gave the server.
    """

    def __init__(self, context: Context, body: Iterable[bytes]) -> None:
        self._context: Context | None = context
        self._body = body
        self._pieces: Iterator[bytes] | None = None
        self._error: BaseException | None = None

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._context is None:
            raise StopIteration
        try:
            return self._context.run(self._step)
        except StopIteration:
            raise
        except BaseException as error:
            self._error = error
            raise

    def _step(self) -> bytes:
        if self._pieces is None:
            self._pieces = iter(self._body)
        return next(self._pieces)

    def close(self) -> None:
        """Close the body and run the teardown functions, once."""
        context, self._context = self._context, None
        if context is None:
            return
        context.activate()
        try:
            close = getattr(self._body, "close", None)
            if close is not None:
                close()
        except BaseException as error:
            self._error = error
            raise
        finally:
            context.pop(self._error)
