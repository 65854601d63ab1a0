"""What both applications are about, however they are written."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Annotated, Literal

from msgspec import Meta

from kolben import (
    App,
    Forbidden,
    Guard,
    Header,
    HttpError,
    NotFound,
    Template,
    TypedSession,
    Unauthorized,
    UploadLimits,
)

__all__ = [
    "PICTURES",
    "Cook",
    "Front",
    "Kitchen",
    "Kind",
    "Link",
    "NoRecipeError",
    "Number",
    "Picture",
    "Recipe",
    "RecipePage",
    "RecipeText",
    "Reference",
    "SoldOut",
    "Visit",
    "Weeks",
    "prepare",
]

Number = Annotated[int, Meta(ge=1)]
Weeks = Annotated[int, Meta(ge=-52, le=52)]
Kind = Literal["soup", "salad", "cake"]
PICTURES = UploadLimits(max_size=1024, types=("image/*",))


@dataclass(frozen=True)
class RecipeText:
    """What people write."""

    title: Annotated[str, Meta(min_length=1, max_length=80)]
    minutes: Annotated[int, Meta(ge=1, le=24 * 60)]
    kind: Kind = "soup"
    tags: list[str] = field(default_factory=list[str])


@dataclass(frozen=True)
class Recipe:
    id: int
    text: RecipeText
    version: int = 1

    @property
    def etag(self) -> str:
        return f"{self.id}-{self.version}"


@dataclass(frozen=True)
class Picture:
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Link:
    title: str
    url: str


class NoRecipeError(LookupError):
    """There is no such recipe."""


@dataclass(frozen=True)
class Reference:
    recipe_id: int


class SoldOut(HttpError[Reference], status=409, title="Sold out"):
    pass


class Kitchen:
    """The recipes, in memory: each application has a kitchen of its own."""

    def __init__(self) -> None:
        self.recipes: dict[int, Recipe] = {}
        self.pictures: dict[int, Picture] = {}
        self.add(RecipeText("Borscht", 90, tags=["red"]))

    def find(self, words: str) -> list[Recipe]:
        recipes = self.recipes.values()
        return [each for each in recipes if words.lower() in each.text.title.lower()]

    def recipe(self, recipe_id: int) -> Recipe:
        if recipe_id not in self.recipes:
            raise NoRecipeError(recipe_id)
        return self.recipes[recipe_id]

    def add(self, text: RecipeText) -> Recipe:
        recipe = Recipe(max(self.recipes, default=0) + 1, text)
        self.recipes[recipe.id] = recipe
        return recipe

    def change(self, recipe: Recipe, text: RecipeText) -> Recipe:
        changed = Recipe(recipe.id, text, recipe.version + 1)
        self.recipes[recipe.id] = changed
        return changed

    def remove(self, recipe: Recipe) -> None:
        del self.recipes[recipe.id]


class Visit(TypedSession):
    """What is remembered of a visitor."""

    times: int = 0
    favourites: list[int] = field(default_factory=list[int])


class Front(Template, file="front.html"):
    """The page with all recipes."""

    links: list[Link]
    words: str
    times: int


class RecipePage(Template, file="recipe.html"):
    """The page of one recipe."""

    recipe: Recipe


class Cook(Guard[str]):
    """Lets cooks pass, who say their name; there is no other secret in this kitchen."""

    challenge = "Cook"

    def check(self, x_cook: Header[str] = "") -> str:
        if not x_cook:
            raise Unauthorized("Who are you?")
        if x_cook == "rat":
            raise Forbidden("No rats.")
        return x_cook


def prepare(app: App) -> None:
    """Give *app* what both have, however the rest of it is written."""
    app.secret_key = secrets.token_hex()  # sessions last as long as the recipes
    app.provide(Kitchen, scope="app")
    app.register_error_handler(404, _nowhere)


def _nowhere(error: NotFound) -> tuple[dict[str, str | None], int]:
    return {"nothing here": error.description}, 404
