"""Handlers of errors, by code, by class, in resources."""

from __future__ import annotations

from typing import assert_type

from kolben import App, Resource, Router, handles
from kolben.http_errors import (
    Conflict,
    Forbidden,
    HTTPException,
    InternalServerError,
    MethodNotAllowed,
    NotFound,
    TooManyRequests,
    Unauthorized,
)

app = App(__name__)
admin = Router("admin")


class OutOfStock(Exception):
    pass


@app.errorhandler(404)
def not_found(error: NotFound) -> tuple[dict[str, str], int]:
    return {"error": error.description or ""}, 404


@app.errorhandler(405)
def not_allowed(error: MethodNotAllowed) -> str:
    return ", ".join(error.valid_methods or [])


@app.errorhandler(418)
@app.errorhandler(HTTPException)
def any_http(error: HTTPException) -> str:
    return error.name


@admin.errorhandler(OutOfStock)
def sold_out(error: OutOfStock) -> tuple[str, int]:
    return "sold out", 409


@app.errorhandler(KeyError)
def broad(error: LookupError) -> str:
    return str(error)


class Post(Resource):
    def get(self) -> str:
        return ""

    @handles(KeyError)
    def missing(self, error: KeyError) -> tuple[str, int]:
        return f"no post {error}", 404

    @handles(ValueError, OSError)
    def two(self, error: ValueError | OSError) -> str:
        return str(error)

    @handles(ArithmeticError)
    def broad(self, error: Exception) -> str:
        return str(error)


app.register_error_handler(404, not_found)
app.register_error_handler(OutOfStock, sold_out)


class Missing(NotFound):
    description = "There is no such cat."


class Payment(HTTPException):
    code = 402


@app.errorhandler(404)
@app.errorhandler(405)
def both(error: HTTPException) -> str:
    return error.name


@app.errorhandler(KeyError)
@app.errorhandler(ValueError)
def either(error: KeyError | ValueError) -> str:
    return str(error)


@app.errorhandler(404, 405)
def several_codes(error: HTTPException) -> str:
    return error.name


@app.errorhandler(KeyError, ValueError)
def several(error: KeyError | ValueError) -> str:
    return str(error)


@app.errorhandler(KeyError, ValueError, OSError, EOFError)
def four(error: Exception) -> str:
    return str(error)


@app.errorhandler(404, Missing)
def code_and_class(error: HTTPException) -> str:
    return error.name


@app.errorhandler(KeyError, 500)
def class_and_code(error: Exception) -> str:
    return str(error)


@app.errorhandler(Exception)
def anything(error: Exception) -> HTTPException | str:
    return error if isinstance(error, HTTPException) else str(error)


@app.errorhandler(Missing)
def missing(error: NotFound) -> tuple[str, int, dict[str, str]]:
    return "", 404, {"X-A": "1"}


@app.errorhandler(500)
async def broken(error: InternalServerError) -> str:
    return str(error.original_exception)


@app.errorhandler(409)
def conflict(error: Conflict) -> str:
    return error.name


@app.errorhandler(429)
def too_many(error: TooManyRequests) -> str:
    return str(error.retry_after)


@admin.errorhandler(401)
@admin.errorhandler(403)
def who(error: Unauthorized | Forbidden) -> str:
    return error.name


admin.register_error_handler(500, broken)
admin.register_error_handler(Missing, missing)
admin.register_error_handler(KeyError, lambda error: str(error.args))
assert_type(not_found(NotFound()), tuple[dict[str, str], int])
assert_type(Post().missing(KeyError()), tuple[str, int])
