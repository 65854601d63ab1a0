"""The way of one request, from its URL to its response.

Layer 6. Read :meth:`Dispatcher.respond` first; the rest of Kolben is the detail of one
of its lines. Nothing here knows the application.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.exceptions import HTTPException

from kolben._sites import site_of
from kolben.context import Context
from kolben.endpoints import Endpoint, Scope
from kolben.errors import ErrorResponder
from kolben.exceptions import KolbenError
from kolben.hooks import Hooks
from kolben.middleware import Next, Ring, compose
from kolben.providers import blame
from kolben.responses import Response, ToResponse
from kolben.routing import Table
from kolben.signals import request_finished, request_started

__all__ = ["Dispatcher", "match"]


@dataclass(frozen=True, slots=True)
class Dispatcher:
    """Answers requests with the parts that the application is made of.

    Attributes:
        table: The routes.
        hooks: The joined hooks of every scope that has a route.
        outside: The hooks of a request whose URL matches no route.
        errors: What answers errors.
        convert: Makes a response of what a handler returns.
    """

    table: Table[Endpoint]
    hooks: Mapping[Scope, Hooks]
    outside: Hooks
    errors: ErrorResponder
    convert: ToResponse

    def ringed(self, rings: tuple[Ring, ...]) -> Next:
        """Return the whole way: the rings round :meth:`respond`, composed once.

        The first ring is the outermost, and sees the answer to an error of the others,
        which the application's handlers give, without hooks.
        """
        inner = compose(rings[1:], self.respond)
        answer_error = self.errors.respond

        def answered(context: Context) -> Response:
            try:
                return inner(context)
            except Exception as error:  # the registry judges them all
                if context.error is error:
                    raise
                return answer_error(context, error)

        return compose(rings[:1], answered)

    def respond(self, context: Context) -> Response:
        """Answer the request of *context*, whatever its handler does."""
        match(self.table, context)
        hooks = self._hooks_of(context)
        if request_started.receivers:
            request_started.send(context.app)
        try:
            response = self._answer(context, hooks)
        except Exception as error:  # noqa: BLE001  # the registry judges them all
            blame(context, error)
            response = self.errors.respond(context, error)
        try:
            return self._finish(context, hooks, response)
        except Exception as error:  # noqa: BLE001  # once more, without hooks
            blame(context, error)
            return self.errors.respond(context, error)

    def _hooks_of(self, context: Context) -> Hooks:
        found = context.match
        return self.outside if found is None else self.hooks[found.route.target.scope]

    def _answer(self, context: Context, hooks: Hooks) -> Response:
        """Hooks, then the recorded failure, then the programmer's method."""
        early = hooks.run_before(context, self.convert)
        if early is not None:
            return early
        found = context.match
        if found is None:
            raise context.failure or RuntimeError("the URL was never matched")
        if found.allowed is not None:
            return self._options(found.allowed)
        environ = context.environ or {}
        endpoint: Endpoint = found.route.target
        method = environ["REQUEST_METHOD"].upper()  # as the matcher reads it
        result = endpoint.calls[method](context)
        try:
            return self.convert(result, environ, endpoint.label)
        except KolbenError as error:
            site = site_of(endpoint.handler) or endpoint.site
            error.add_note(
                f"while answering {method} {found.route.rule!r} by {endpoint.label} at "
                f"{site}"
            )
            raise

    def _options(self, allowed: tuple[str, ...]) -> Response:
        """Answer ``OPTIONS`` for the programmer (RFC 9110, section 9.3.7)."""
        response = self.convert.response_class()
        response.allow.update(allowed)
        return response

    def _finish(self, context: Context, hooks: Hooks, response: Response) -> Response:
        """After-hooks, then the session, if anyone opened it."""
        response = hooks.run_after(context, response)
        if context.session_opened:
            context.session.settle()
            context.app.sessions.save(context.session, response, context.request)
            context.session.sealed = True
        context.answered = True
        if request_finished.receivers:
            request_finished.send(context.app, response=response)
        return response


def match(table: Table[Endpoint], context: Context) -> None:
    """Match the URL of *context*; a failure is recorded and raised after the hooks."""
    try:
        context.match = table.match(context.environ or {})
    except HTTPException as failure:
        context.failure = failure
    context.share_match()
