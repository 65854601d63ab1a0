"""HTTP errors with a body of a declared type, and classes that answer errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypedDict, TypeVar, assert_type

import attrs
import msgspec
import pydantic

from kolben import App, ErrorHandler, HttpError, Resource, Router, handles
from kolben.http_errors import HTTPException, NotFound

app = App(__name__)


@dataclass
class Missing:
    user_id: int


class UserNotFound(HttpError[Missing], status=404, title="No such user"):
    pass


class Worse(UserNotFound, detail="Worse.", type="https://example.com/worse"):
    description = "Worse still."


class Struct(msgspec.Struct):
    a: int


class Typed(TypedDict):
    a: int


@attrs.define
class Attrs:
    a: int


class Model(pydantic.BaseModel):
    a: int


class OfStruct(HttpError[Struct], status=400):
    pass


class OfTyped(HttpError[Typed], status=400):
    pass


class OfAttrs(HttpError[Attrs], status=400):
    pass


class OfModel(HttpError[Model], status=400):
    pass


class OfEither(HttpError[Missing | Struct], status=400):
    pass


class Gone(HttpError[Missing], NotFound):
    pass


B = TypeVar("B", bound=Mapping[str, object])


class Api(HttpError[B], Generic[B]):
    pass


class Refused(Api[dict[str, int]], status=422):
    pass


assert_type(UserNotFound(Missing(user_id=3)).body, Missing)
assert_type(Worse(Missing(3)).body.user_id, int)
assert_type(OfTyped({"a": 1}).body["a"], int)
assert_type(Refused({"a": 1}).body, dict[str, int])
OfStruct(Struct(1), detail="x", instance="/1", headers={"Retry-After": "3"})
OfAttrs(Attrs(1), headers=[("A", "b")])
OfModel(Model(a=1))
OfEither(Struct(1))
Gone(Missing(1))


@app.errorhandler(UserNotFound)
def user_not_found(error: UserNotFound) -> tuple[str, int]:
    return f"no user {error.body.user_id}", 404


@app.errorhandler(Worse)
def any_http(error: HTTPException) -> str:
    return error.name


@app.errorhandler(Gone)
def lost(error: NotFound) -> HTTPException:
    return error


class Users(Resource):
    def get(self, user_id: int) -> str:
        raise UserNotFound(Missing(user_id)) from KeyError(user_id)

    @handles(UserNotFound)
    def missing(self, error: HttpError[Missing]) -> Missing:
        return error.body


class NoKey(ErrorHandler[KeyError]):
    def handle(self, error: KeyError) -> tuple[str, int]:
        return f"no {error}", 404


class Either(ErrorHandler[KeyError | OSError]):
    async def handle(self, error: Exception) -> dict[str, str]:
        return {"error": str(error)}


class NoUser(ErrorHandler[UserNotFound]):
    def handle(self, error: UserNotFound) -> Missing:
        return error.body


E = TypeVar("E", bound=Exception)


class Saying(ErrorHandler[E]):
    def handle(self, error: E) -> str:
        return str(error)


class SayingKey(Saying[KeyError]):
    pass


admin = Router("admin")
admin.add_error_handler(Either)
for handler in (NoKey, NoUser, SayingKey):
    app.add_error_handler(handler)
wide: ErrorHandler[KeyError] = Either()
