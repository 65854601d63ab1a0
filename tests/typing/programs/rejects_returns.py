"""What no handler may return."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import datetime

from kolben import App, Resource

app = App(__name__)


class Thing:
    pass


class Verbs(Resource):
    def get(self) -> None:  # E mypy: incompatible with supertype # E pyright: "None" is not assignable
        pass

    def post(self) -> set[int]:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return {1}

    def put(self) -> int:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return 204

    def patch(self) -> tuple[int, str]:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return 404, "swapped"

    def delete(self) -> str | None:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return None

    async def options(self) -> None:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        pass


class Other(Resource):
    def get(self) -> tuple[str]:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return ("",)

    def put(self) -> type[Thing]:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return Thing

    def post(self) -> Thing:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return Thing()


@app.get("/none")  # E mypy: cannot be "Callable[[], None]" # E pyright: "None" is not assignable
def nothing() -> None:
    pass


@app.get("/set")  # E mypy: cannot be "Callable[[], set[int]]" # E pyright: "set[int]" is not assignable
def numbers() -> set[int]:
    return {1}


@app.get("/swapped")  # E mypy: cannot be "Callable[[], tuple[int, str]]" # E pyright: is not assignable
def swapped() -> tuple[int, str]:
    return 404, "swapped"


@app.get("/none/later")  # E mypy: cannot be "Callable[[], Coroutine # E pyright: is not assignable
async def nothing_later() -> None:
    pass


class Later(Resource):
    async def get(self) -> int:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return 204

    async def post(self) -> tuple[int, str]:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return 404, "swapped"

    async def put(self) -> Resource:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return self

    def patch(self) -> "Later":  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return self

    def delete(self) -> tuple[str, int, str]:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return "", 200, "X-A: 1"

    def head(self) -> tuple[str, ...]:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return ("", "200")

    async def options(self) -> AsyncIterator[str]:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        yield ""


class Numbers(Resource):
    def get(self) -> Iterator[int]:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        yield 1

    def post(self) -> dict[int, str]:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return {1: "a"}

    def put(self) -> bool:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return True

    def patch(self) -> float:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return 1.5

    def delete(self) -> tuple[str, float]:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return "", 200.0

    def head(self) -> datetime:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return datetime.now()


@app.get("/resource")  # E mypy: cannot be "Callable[[], Numbers]" # E pyright: cannot be assigned to parameter "view"
def a_resource() -> Numbers:
    return Numbers()


@app.post("/number")  # E mypy: cannot be "Callable[[], int]" # E pyright: cannot be assigned to parameter "view"
def a_number() -> int:
    return 204


@app.put("/maybe")  # E mypy: cannot be "Callable[[], str | None]" # E pyright: cannot be assigned to parameter "view"
def maybe() -> str | None:
    return None


@app.patch("/one")  # E mypy: cannot be "Callable[[], tuple[str]]" # E pyright: cannot be assigned to parameter "view"
def one() -> tuple[str]:
    return ("",)


@app.delete("/headers")  # E mypy: cannot be "Callable[[], tuple[dict[str, str], str, int]]" # E pyright: cannot be assigned to parameter "view"
def headers_first() -> tuple[dict[str, str], str, int]:
    return {"X-A": "1"}, "", 200


@app.route("/later")  # E mypy: cannot be "Callable[[], Coroutine[Any, Any, tuple[int, str]]]" # E pyright: cannot be assigned to parameter "view"
async def swapped_later() -> tuple[int, str]:
    return 404, "swapped"


@app.route("/thing")  # E mypy: cannot be "Callable[[], Thing]" # E pyright: cannot be assigned to parameter "view"
def thing() -> Thing:
    return Thing()


app.add_url_rule("/number", view_func=lambda: 3)  # E mypy: incompatible type "Callable[[], int]" # E pyright: cannot be assigned to parameter "view_func"
app.add_url_rule("/number", "number", a_number)  # E mypy: incompatible type "Callable[[], int]" # E pyright: cannot be assigned to parameter "view_func"
app.get("/class")(Thing)  # E mypy: cannot be "type[Thing]" # E pyright: cannot be assigned to parameter "view"
