"""Handlers that cannot answer the errors that they are registered for."""

from __future__ import annotations

from kolben import App, Resource, handles
from kolben.http_errors import HTTPException, NotFound

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
app.errorhandler()  # E mypy: All overload variants of "errorhandler" of "ErrorD # E pyright: No overloads for "errorhandler"
app.errorhandler(404.5)  # E mypy: No overload variant of "errorhandler" # E pyright: No overloads for "errorhandler"
app.errorhandler(BaseException)  # E mypy: cannot be "BaseException" # E pyright: No overloads for "errorhandler"
app.errorhandler([404, 405])  # E mypy: No overload variant of "errorhandler" # E pyright: No overloads for "errorhandler"
handles("KeyError")  # E mypy: No overload variant of "handles" # E pyright: cannot be assigned to parameter "kind"


def about_key(error: KeyError) -> str:
    return ""


def about_nothing(error: NotFound) -> None:
    pass


app.register_error_handler(404, about_key)  # E mypy: incompatible type "Callable[[KeyError], str]" # E pyright: No overloads for "register_error_handler"
app.register_error_handler(ValueError, about_key)  # E mypy: incompatible type "Callable[[KeyError], str]" # E pyright: No overloads for "register_error_handler"
app.register_error_handler(404, about_nothing)  # E mypy: incompatible type "Callable[[NotFound], None]" # E pyright: No overloads for "register_error_handler"
app.register_error_handler("404", about_key)  # E mypy: No overload variant of "register_error_handler" # E pyright: No overloads for "register_error_handler"


@app.errorhandler(404, 405)  # E mypy: incompatible type "Callable[[NotFound], str]" # E pyright: cannot be assigned to parameter "handler"
def one_of_two_codes(error: NotFound) -> str:
    return ""


@app.errorhandler(404, KeyError)  # E mypy: incompatible type "Callable[[HTTPException], str]" # E pyright: cannot be assigned to parameter "handler"
def code_only(error: HTTPException) -> str:
    return ""


@app.errorhandler(KeyError, ValueError, OSError, EOFError)  # E mypy: incompatible type "Callable[[KeyError], str]" # E pyright: cannot be assigned to parameter "handler"
def one_of_four(error: KeyError) -> str:
    return ""


@app.errorhandler(500)
@app.errorhandler(404)  # E mypy: incompatible type "Callable[[KeyError], str]" # E pyright: cannot be assigned to parameter "handler"
def stacked(error: KeyError) -> str:
    return ""


@app.errorhandler(404)  # E mypy: cannot be "Coroutine[Any, Any, None]" # E pyright: cannot be assigned to parameter "handler"
async def nothing_later(error: NotFound) -> None:
    pass


@app.errorhandler(404)  # E mypy: cannot be "tuple[int, str]" # E pyright: cannot be assigned to parameter "handler"
def swapped(error: NotFound) -> tuple[int, str]:
    return 404, ""


NotFound(descrption="")  # E mypy: Unexpected keyword argument "descrption" # E pyright: No parameter named "descrption"
