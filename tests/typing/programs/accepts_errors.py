"""Handlers of errors, by code, by class, in resources."""

from __future__ import annotations

from kolben import App, Resource, Router, handles
from kolben.http_errors import HTTPException, MethodNotAllowed, NotFound

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
