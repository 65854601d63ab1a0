"""Pages whose variables are declared, made and returned as they should be."""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from typing_extensions import assert_type

from kolben import App, Resource, Template

app = App(__name__)
T = TypeVar("T")


@dataclass
class Post:
    title: str
    tags: list[str] = field(default_factory=list[str])


class WithUser(Template):
    user: str | None = None


class PostPage(WithUser, file="post.html"):
    post: Post
    tags: list[str] = field(default_factory=list[str])
    heading: ClassVar[str] = "Post"


class Special(PostPage):
    """A page with its parent's template."""

    post: Post = field(default_factory=lambda: Post("special"))


class ListPage(Template, Generic[T], file="list.html"):
    items: list[T]
    page: int = 1


class Words(Template, file="words.html"):
    text: InitVar[str]
    words: list[str] = field(init=False)
    _secret: str = "kept"

    def __post_init__(self, text: str) -> None:
        self.words = text.split()


page = PostPage(post=Post("Tea"), user="Ada")
assert_type(page.post, Post)
assert_type(page.user, str | None)
assert_type(page.tags, list[str])
assert_type(page.render(), str)
assert_type(page.__html__(), str)
assert_type(ListPage(items=[1, 2]).items, list[int])
assert_type(ListPage[str](items=[], page=2).page, int)
assert_type(Words(text="a b").words, list[str])
Special()
PostPage(post=Post("Tea"), tags=["a"])


class Posts(Resource):
    def get(self, post_id: int) -> PostPage:
        return PostPage(post=Post(str(post_id)))

    def post(self) -> PostPage | tuple[PostPage, int]:
        return PostPage(post=Post("Tea")), 201

    async def put(self) -> ListPage[int]:
        return ListPage(items=[1])

    def patch(self) -> tuple[PostPage, int, dict[str, str]]:
        return PostPage(post=Post("Tea")), 200, {"X-A": "1"}

    def delete(self) -> Template:
        return Special()


@app.get("/list")
def listed() -> ListPage[Post]:
    return ListPage(items=[Post("Tea")])


@app.get("/later")
async def later() -> PostPage | str:
    return PostPage(post=Post("Tea"))


@app.get("/any")
def whatever() -> Any:
    return Words(text="")


@app.errorhandler(404)
def missing(error: Exception) -> tuple[PostPage, int]:
    return PostPage(post=Post("none")), 404
