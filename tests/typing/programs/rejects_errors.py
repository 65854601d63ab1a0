"""Handlers that cannot answer the errors that they are registered for."""

from __future__ import annotations

from kolben import App, Resource, handles
from kolben.http_errors import NotFound

app = App(__name__)


@app.errorhandler(ValueError)  # E mypy: incompatible type "Callable[[KeyError], str]" # E pyright: is incompatible with
def other(error: KeyError) -> str:
    return ""


@app.errorhandler(404)  # E mypy: incompatible type "Callable[[ValueError], str]" # E pyright: is incompatible with
def wrong_class(error: ValueError) -> str:
    return ""


@app.errorhandler(418)  # E mypy: incompatible type "Callable[[NotFound], str]" # E pyright: is incompatible with
def wrong_code(error: NotFound) -> str:
    return ""


@app.errorhandler(LookupError)  # E mypy: incompatible type "Callable[[KeyError], str]" # E pyright: is incompatible with
def too_narrow(error: KeyError) -> str:
    return ""


@app.errorhandler(KeyError)  # E mypy: cannot be "None" # E pyright: is not assignable
def nothing(error: KeyError) -> None:
    pass


@app.errorhandler(KeyError)  # E mypy: incompatible type "Callable[[], str]" # E pyright: accepts too few positional parameters
def no_parameter() -> str:
    return ""


class Post(Resource):
    def get(self) -> str:
        return ""

    @handles(KeyError)  # E mypy: incompatible type # E pyright: is incompatible with
    def missing(self, error: ValueError) -> str:
        return ""


class Two(Resource):
    def get(self) -> str:
        return ""

    @handles(KeyError, ValueError)  # E mypy: incompatible type # E pyright: is incompatible with
    def one_of_two(self, error: KeyError) -> str:
        return ""

    @handles(KeyError)  # E mypy: cannot be "None" # E pyright: is not assignable
    def nothing(self, error: KeyError) -> None:
        pass


app.errorhandler("404")  # E mypy: No overload variant of "errorhandler" # E pyright: No overloads for "errorhandler"
app.errorhandler(int)  # E mypy: cannot be "int" # E pyright: No overloads for "errorhandler"
app.register_error_handler(404, other)  # E mypy: has incompatible type "Callable[[ValueError], str]" # E pyright: No overloads for "register_error_handler"
