"""What no handler may return."""

from __future__ import annotations

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


@app.get("/none")  # E mypy: cannot be "None" # E pyright: "None" is not assignable
def nothing() -> None:
    pass


@app.get("/set")  # E mypy: cannot be "set[int]" # E pyright: "set[int]" is not assignable
def numbers() -> set[int]:
    return {1}


@app.get("/swapped")  # E mypy: cannot be "tuple[int, str]" # E pyright: is not assignable
def swapped() -> tuple[int, str]:
    return 404, "swapped"


@app.get("/none/later")  # E mypy: cannot be "Coroutine # E pyright: is not assignable
async def nothing_later() -> None:
    pass
