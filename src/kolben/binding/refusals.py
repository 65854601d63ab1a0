"""The answers to requests whose inputs cannot be taken.

Layer 4. One answer names everything that is wrong, wherever in the request it stands,
so that a client mends all of it at once. Its status is that of the gravest problem:
too large before a media type that is not read, before what is malformed, before what
is not valid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from kolben.binding.problems import Invalid, Malformed, Problem
from kolben.http_errors import (
    BadRequest,
    HTTPException,
    RequestEntityTooLarge,
    UnprocessableEntity,
    UnsupportedMediaType,
)

__all__ = [
    "FAILURES",
    "InputError",
    "InputTooLarge",
    "InvalidInput",
    "MalformedInput",
    "TooLarge",
    "Unsupported",
    "UnsupportedInput",
    "refusal",
]


class Unsupported(ValueError):  # noqa: N818  # the reader's word, as Malformed is
    """A body is of a media type that is not read.

    Attributes:
        accepted: The media types that are.
    """

    def __init__(self, message: str, accepted: tuple[str, ...]) -> None:
        super().__init__(message)
        self.accepted = accepted


class TooLarge(Invalid):
    """A part of a request has more bytes than it may."""


FAILURES: Final = (Malformed, Invalid, Unsupported)
"""What the readers of inputs raise, each for the first thing that is wrong."""


class InputError(HTTPException):
    """The inputs of a request cannot be taken; the base of the errors that say why.

    Attributes:
        problems: What is wrong, all of it.
        accepted: The media types that a body may have, if it had another.

    Example:
        >>> from kolben import App, Query
        >>> app = App("example")
        >>> @app.get("/posts")
        ... def posts(page: Query[int], size: Query[int] = 20) -> str: ...
        >>> @app.errorhandler(InputError)
        ... def refused(error: InputError) -> tuple[list[str], int]:
        ...     return [problem.location for problem in error.problems], 400
        >>> app.test_client().get("/posts?size=all").json
        ['query.page', 'query.size']
    """

    summary: ClassVar[str] = "The inputs of the request cannot be taken."

    def __init__(
        self, problems: Sequence[Problem], accepted: Sequence[str] = ()
    ) -> None:
        super().__init__(self.summary)
        self.problems: tuple[Problem, ...] = tuple(problems)
        self.accepted: tuple[str, ...] = tuple(accepted)

    @property
    def problem_members(self) -> dict[str, Any]:
        """The problems, as the problem document names them (RFC 9457)."""
        return {
            "errors": [
                {"location": each.location, "message": each.message}
                for each in self.problems
            ]
        }

    def get_headers(
        self, environ: Any = None, scope: dict[str, Any] | None = None
    ) -> list[tuple[str, str]]:
        """Return the headers of the answer; 415 says what is read (RFC 9110, 15.5.16).

        Args:
            environ: The WSGI environment.
            scope: That of ASGI.
        """
        headers = super().get_headers(environ, scope)
        if self.accepted:
            headers.append(("Accept", ", ".join(self.accepted)))
        return headers


class InvalidInput(InputError, UnprocessableEntity):  # noqa: N818  # as NotFound is
    """422: the request can be read, but something in it is not what is wanted."""

    summary = "The request has inputs that are not valid."


class MalformedInput(InputError, BadRequest):  # noqa: N818  # as NotFound is
    """400: something in the request is not written in the format that it claims."""

    summary = "The request is malformed."


class UnsupportedInput(InputError, UnsupportedMediaType):  # noqa: N818
    """415: the body of the request is of a media type that is not read here."""

    summary = "The body of the request is of a media type that is not read here."


class InputTooLarge(InputError, RequestEntityTooLarge):  # noqa: N818
    """413: a file in the request is larger than it may be."""

    summary = "The request holds a file that is too large."


_ANSWERS: Final[Mapping[type[ValueError], type[InputError]]] = {
    TooLarge: InputTooLarge,
    Unsupported: UnsupportedInput,
    Malformed: MalformedInput,
    Invalid: InvalidInput,
}
"""The answers to each kind of failure, the gravest first."""


def refusal(faults: Sequence[tuple[ValueError, Sequence[Problem]]]) -> InputError:
    """Return the one answer to all *faults*: failures, each with what it stands for.

    Example:
        >>> wrong = Problem("query.page", "Expected an integer.")
        >>> no_json = Problem("body", "The body is not valid JSON.")
        >>> refusal([(Invalid(), [wrong]), (Malformed(), [no_json])])
        <MalformedInput '400: Bad Request'>
    """
    problems = dict.fromkeys(each for _, found in faults for each in found)
    accepted = [
        name
        for failure, _ in faults
        if isinstance(failure, Unsupported)
        for name in failure.accepted
    ]
    answers = (
        answer
        for kind, answer in _ANSWERS.items()
        if any(isinstance(failure, kind) for failure, _ in faults)
    )
    answer = next(answers, InvalidInput)
    return answer(list(problems), list(dict.fromkeys(accepted)))
