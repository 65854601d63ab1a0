"""HTTP errors without the body that they declare, and classes that answer no error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from kolben import App, ErrorHandler, HttpError
from kolben.http_errors import NotFound

app = App(__name__)


@dataclass
class Missing:
    user_id: int


class Typed(TypedDict):
    a: int


class UserNotFound(HttpError[Missing], status=404):
    pass


class OfTyped(HttpError[Typed], status=400):
    pass


class OfInt(HttpError[int], status=400):  # E mypy: must be a subtype of # E pyright: cannot be assigned to type variable "B@HttpError"
    pass


class OfList(HttpError[list[int]], status=400):  # E mypy: must be a subtype of # E pyright: cannot be assigned to type variable "B@HttpError"
    pass


class Text(HttpError[Missing], status="404"):  # E mypy: has incompatible type "str" # E pyright: cannot be assigned to parameter "status"
    pass


class Unknown(HttpError[Missing], code=404):  # E mypy: Unexpected keyword argument "code" # E pyright: No parameter named "code"
    pass


UserNotFound()  # E mypy: Missing positional argument "body" # E pyright: Argument missing for parameter "body"
UserNotFound(3)  # E mypy: has incompatible type "int"; expected "Missing" # E pyright: cannot be assigned to parameter "body"
UserNotFound(user_id=3)  # E mypy: Unexpected keyword argument "user_id" # E pyright: No parameter named "user_id"
UserNotFound(Missing("3"))  # E mypy: has incompatible type "str"; expected "int" # E pyright: cannot be assigned to parameter "user_id"
UserNotFound(Missing(3), "gone")  # E mypy: Too many positional arguments for "UserNotFound" # E pyright: Expected 1 positional argument
UserNotFound(Missing(3)).body.id  # E mypy: "Missing" has no attribute "id" # E pyright: Cannot access attribute "id" for class "Missing"
OfTyped({"b": 1})  # E mypy: Missing key "a" # E pyright: cannot be assigned to parameter "body"


@app.errorhandler(UserNotFound)  # E mypy: incompatible type "Callable[[OfTyped], str]" # E pyright: cannot be assigned to parameter "handler"
def other(error: OfTyped) -> str:
    return str(error.body["a"])


@app.errorhandler(UserNotFound)  # E mypy: incompatible type "Callable[[NotFound], str]" # E pyright: cannot be assigned to parameter "handler"
def no_second_base(error: NotFound) -> str:
    return error.name


class Wrong(ErrorHandler[KeyError]):
    def handle(self, error: ValueError) -> str:  # E mypy: supertype defines the argument type as "KeyError" # E pyright: overrides class "ErrorHandler" in an incompatible manner
        return ""


class OneOfTwo(ErrorHandler[KeyError | OSError]):
    def handle(self, error: KeyError) -> str:  # E mypy: supertype defines the argument type as "KeyError | OSError" # E pyright: overrides class "ErrorHandler" in an incompatible manner
        return ""


class Silent(ErrorHandler[KeyError]):
    def handle(self, error: KeyError) -> None:  # E mypy: Return type "None" of "handle" incompatible # E pyright: overrides class "ErrorHandler" in an incompatible manner
        pass


class OfNumber(ErrorHandler[int]):  # E mypy: must be a subtype of "Exception" # E pyright: cannot be assigned to type variable
    def handle(self, error: int) -> str:
        return ""


class WithoutMethod(ErrorHandler[KeyError]):
    pass


app.add_error_handler(WithoutMethod())  # E mypy: Cannot instantiate abstract class "WithoutMethod" # E pyright: Cannot instantiate abstract class "WithoutMethod"
app.add_error_handler(Wrong())  # E mypy: has incompatible type "Wrong" # E pyright: cannot be assigned to parameter "handler"
app.add_error_handler(KeyError)  # E mypy: has incompatible type "type[KeyError]" # E pyright: cannot be assigned to parameter "handler"
app.add_error_handler(404, other)  # E mypy: Too many arguments for "add_error_handler" # E pyright: Expected 1 positional argument
