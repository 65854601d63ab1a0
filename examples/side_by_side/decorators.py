"""The application with functions: one for each URL and verb, under a decorator."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Annotated

from kolben import (
    REQUIRED,
    App,
    Body,
    Cookie,
    Created,
    File,
    Form,
    Inject,
    Json,
    NoContent,
    Query,
    Redirect,
    Response,
    Stream,
    Upload,
    flash,
    request,
    url_for,
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


@app.errorhandler(NoRecipeError)
def missing(error: NoRecipeError) -> tuple[dict[str, str], int]:
    return {"no recipe": str(error)}, 404


@app.get("/")
def front(kitchen: Inject[Kitchen], words: Query[str] = "") -> Front:
    visit = Visit.current()
    visit.times += 1
    found = kitchen.find(words)
    links = [Link(r.text.title, url_for(show_recipe, recipe_id=r.id)) for r in found]
    return Front(links=links, words=words, times=visit.times)


@app.post("/")
def keep(text: Form[RecipeText], kitchen: Inject[Kitchen]) -> Redirect:
    recipe = kitchen.add(text)
    flash(f"{text.title} is kept.")
    return Redirect(url_for(show_recipe, recipe_id=recipe.id), 303)


@app.get("/recipes")
def recipes(
    kitchen: Inject[Kitchen],
    kind: Query[Kind | None] = None,
    tag: Query[tuple[str, ...]] = (),
) -> list[Recipe]:
    return [
        recipe
        for recipe in kitchen.find("")
        if kind in {None, recipe.text.kind} and {*tag} <= {*recipe.text.tags}
    ]


@app.post("/recipes")
def add_recipe(text: Body[RecipeText], kitchen: Inject[Kitchen]) -> Created[Recipe]:
    recipe = kitchen.add(text)
    url = url_for(show_recipe, recipe_id=recipe.id)
    return Created(recipe, url, etag=recipe.etag)


@app.get("/recipes/<recipe_id>")
def show_recipe(
    recipe_id: Number, kitchen: Inject[Kitchen] = REQUIRED
) -> Json[Recipe] | RecipePage:
    recipe = kitchen.recipe(recipe_id)
    if request.wants(Json):
        return Json(recipe, etag=recipe.etag)
    return RecipePage(recipe=recipe)


@app.put("/recipes/<recipe_id>")
def change_recipe(
    recipe_id: Number, text: Body[RecipeText], kitchen: Inject[Kitchen]
) -> Json[Recipe]:
    recipe = kitchen.recipe(recipe_id)
    request.check_preconditions(etag=recipe.etag, required=True)
    changed = kitchen.change(recipe, text)
    return Json(changed, etag=changed.etag)


@app.delete("/recipes/<recipe_id>")
def remove_recipe(recipe_id: Number, kitchen: Inject[Kitchen]) -> NoContent:
    kitchen.remove(kitchen.recipe(recipe_id))
    return NoContent()


@app.get("/recipes/<recipe_id>/picture")
def show_picture(recipe_id: Number, kitchen: Inject[Kitchen]) -> Response:
    recipe = kitchen.recipe(recipe_id)
    picture = kitchen.pictures.get(recipe.id)
    if picture is None:
        raise SoldOut(Reference(recipe.id), detail="Nobody took a picture.")
    return Response(picture.content, content_type=picture.content_type)


@app.put("/recipes/<recipe_id>/picture")
def keep_picture(
    recipe_id: Number,
    picture: Annotated[File[Upload], PICTURES],
    kitchen: Inject[Kitchen],
) -> NoContent:
    recipe = kitchen.recipe(recipe_id)
    kitchen.pictures[recipe.id] = Picture(picture.content_type, picture.read())
    return NoContent()


@app.get("/favourites", guards=[Cook])
def favourites(cook: Inject[str] = REQUIRED) -> dict[str, object]:
    return {"cook": cook, "favourites": Visit.current().favourites}


@app.post("/favourites", guards=[Cook])
def add_favourite(recipe_id: Query[int], kitchen: Inject[Kitchen]) -> Redirect:
    Visit.current().favourites.append(kitchen.recipe(recipe_id).id)
    return Redirect(url_for(favourites), 303)


@app.delete("/favourites", guards=[Cook])
def forget_favourites() -> NoContent:
    Visit.current().clear()
    return NoContent()


@app.get("/days/<day>")
def show_day(day: date, weeks: Query[Weeks] = 1) -> dict[str, date | str]:
    following = url_for(show_day, day=day + timedelta(weeks=weeks), weeks=weeks)
    return {"day": day, "next": following}


@app.errorhandler(OverflowError)
def last_day(error: OverflowError) -> tuple[dict[str, str], int]:
    return {"no day": str(error)}, 404


@app.get("/old/<path>")
def old(path: PurePosixPath) -> Redirect:
    return Redirect(f"/{path}", 301)


@app.get("/export")
def export(kitchen: Inject[Kitchen], language: Cookie[str] = "en") -> Stream:
    def lines() -> Iterator[str]:
        yield f"{language}\n"
        for recipe in kitchen.find(""):
            yield f"{recipe.id} {recipe.text.title}\n"

    return Stream(lines(), content_type="text/plain; charset=utf-8")


@app.post("/orders/<recipe_id>")
async def order(recipe_id: Number, kitchen: Inject[Kitchen]) -> Json[Recipe]:
    recipe = kitchen.recipe(recipe_id)
    if recipe.text.kind == "cake":
        raise SoldOut(Reference(recipe.id), headers={"Retry-After": "60"})
    return Json(recipe, 202)


@app.route("/orders/<recipe_id>", methods=["OPTIONS"])
def choices(recipe_id: Number) -> tuple[str, int, dict[str, str]]:
    return f"no choice but {recipe_id}", 200, {"Allow": "POST"}
