"""The application with resources: a class for each URL, a method for each verb."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Annotated

from kolben import (
    App,
    Body,
    Cookie,
    Created,
    File,
    Form,
    Json,
    NoContent,
    Query,
    Redirect,
    Resource,
    Response,
    Stream,
    Upload,
    flash,
    handles,
)
from side_by_side.kitchen import (
    PICTURES,
    Cook,
    Front,
    Kind,
    Kitchen,
    Link,
    NoRecipeError,
    Number,
    Picture,
    Recipe,
    RecipePage,
    RecipeText,
    Reference,
    SoldOut,
    Visit,
    Weeks,
    prepare,
)

__all__ = ["app"]

app = App(__name__)
prepare(app)


class _InKitchen(Resource):
    """What most resources know, and what they answer when a recipe is missing."""

    def __init__(self, kitchen: Kitchen) -> None:
        self.kitchen = kitchen

    @handles(NoRecipeError)
    def missing(self, error: NoRecipeError) -> tuple[dict[str, str], int]:
        return {"no recipe": str(error)}, 404


@app.resource("/")
class FrontView(_InKitchen):
    def get(self, words: Query[str] = "") -> Front:
        visit = Visit.current()
        visit.times += 1
        found = self.kitchen.find(words)
        links = [Link(each.text.title, RecipeView.url(each.id)) for each in found]
        return Front(links=links, words=words, times=visit.times)

    def post(self, text: Form[RecipeText]) -> Redirect:
        recipe = self.kitchen.add(text)
        flash(f"{text.title} is kept.")
        return Redirect(RecipeView.url(recipe_id=recipe.id), 303)


@app.resource("/recipes")
class RecipeList(_InKitchen):
    def get(
        self, kind: Query[Kind | None] = None, tag: Query[tuple[str, ...]] = ()
    ) -> list[Recipe]:
        return [
            recipe
            for recipe in self.kitchen.find("")
            if kind in {None, recipe.text.kind} and {*tag} <= {*recipe.text.tags}
        ]

    def post(self, text: Body[RecipeText]) -> Created[Recipe]:
        recipe = self.kitchen.add(text)
        return Created(recipe, RecipeView.url(recipe_id=recipe.id), etag=recipe.etag)


@app.resource("/recipes/<recipe_id>")
class RecipeView(_InKitchen):
    def get(self, recipe_id: Number) -> Json[Recipe] | RecipePage:
        recipe = self.kitchen.recipe(recipe_id)
        if self.request.wants(Json):
            return Json(recipe, etag=recipe.etag)
        return RecipePage(recipe=recipe)

    def put(self, recipe_id: Number, text: Body[RecipeText]) -> Json[Recipe]:
        recipe = self.kitchen.recipe(recipe_id)
        self.request.check_preconditions(etag=recipe.etag, required=True)
        changed = self.kitchen.change(recipe, text)
        return Json(changed, etag=changed.etag)

    def delete(self, recipe_id: Number) -> NoContent:
        self.kitchen.remove(self.kitchen.recipe(recipe_id))
        return NoContent()


@app.resource("/recipes/<recipe_id>/picture")
class PictureView(_InKitchen):
    def get(self, recipe_id: Number) -> Response:
        recipe = self.kitchen.recipe(recipe_id)
        picture = self.kitchen.pictures.get(recipe.id)
        if picture is None:
            raise SoldOut(Reference(recipe.id), detail="Nobody took a picture.")
        return Response(picture.content, content_type=picture.content_type)

    def put(
        self, recipe_id: Number, picture: Annotated[File[Upload], PICTURES]
    ) -> NoContent:
        recipe = self.kitchen.recipe(recipe_id)
        kept = Picture(picture.content_type, picture.read())
        self.kitchen.pictures[recipe.id] = kept
        return NoContent()


@app.resource("/favourites")
class Favourites(_InKitchen, guards=[Cook]):
    def get(self) -> dict[str, object]:
        cook = self.proved(Cook)
        return {"cook": cook, "favourites": Visit.current().favourites}

    def post(self, recipe_id: Query[int]) -> Redirect:
        Visit.current().favourites.append(self.kitchen.recipe(recipe_id).id)
        return Redirect(Favourites.url(), 303)

    def delete(self) -> NoContent:
        Visit.current().clear()
        return NoContent()


@app.resource("/days/<day>")
class DayView(Resource):
    def get(self, day: date, weeks: Query[Weeks] = 1) -> dict[str, date | str]:
        following = DayView.url(day=day + timedelta(weeks=weeks), weeks=weeks)
        return {"day": day, "next": following}

    @handles(OverflowError)
    def last(self, error: OverflowError) -> tuple[dict[str, str], int]:
        return {"no day": str(error)}, 404


@app.resource("/old/<path>")
class Old(Resource):
    def get(self, path: PurePosixPath) -> Redirect:
        return Redirect(f"/{path}", 301)


@app.resource("/export")
class Export(_InKitchen):
    def get(self, language: Cookie[str] = "en") -> Stream:
        return Stream(self._lines(language), content_type="text/plain; charset=utf-8")

    def _lines(self, language: str) -> Iterator[str]:
        yield f"{language}\n"
        for recipe in self.kitchen.find(""):
            yield f"{recipe.id} {recipe.text.title}\n"


@app.resource("/orders/<recipe_id>")
class Order(_InKitchen):
    async def post(self, recipe_id: Number) -> Json[Recipe]:
        recipe = self.kitchen.recipe(recipe_id)
        if recipe.text.kind == "cake":
            raise SoldOut(Reference(recipe.id), headers={"Retry-After": "60"})
        return Json(recipe, 202)

    def options(self, recipe_id: Number) -> tuple[str, int, dict[str, str]]:
        return f"no choice but {recipe_id}", 200, {"Allow": "POST"}
