"""Pages that do not get what they declare."""

from __future__ import annotations

from dataclasses import dataclass

from kolben import App, Resource, Template

app = App(__name__)


@dataclass
class Post:
    title: str


class PostPage(Template, file="post.html"):
    post: Post
    user: str | None = None


class NoFile(Template, fil="post.html"):  # E mypy: Unexpected keyword argument "fil" # E pyright: No parameter named "fil"
    pass


class WrongFile(Template, file=3):  # E mypy: expected "str | None" # E pyright: cannot be assigned to parameter "file"
    pass


class Render(Template, file="post.html"):
    render: str  # E mypy: base class "Template" defined the type # E pyright: overrides method of same name


PostPage()  # E mypy: Missing named argument "post" # E pyright: Argument missing for parameter "post"
PostPage(post="Tea")  # E mypy: expected "Post" # E pyright: cannot be assigned to parameter "post"
PostPage(post=Post("Tea"), user=3)  # E mypy: expected "str | None" # E pyright: cannot be assigned to parameter "user"
PostPage(post=Post("Tea"), usr="Ada")  # E mypy: did you mean "user"? # E pyright: No parameter named "usr"
PostPage(Post("Tea"))  # E mypy: Too many positional arguments # E pyright: Expected 0 positional arguments
PostPage(post=Post("Tea")).pots  # E mypy: "PostPage" has no attribute "pots" # E pyright: Cannot access attribute "pots"
PostPage(post=Post("Tea")).post.titel  # E mypy: has no attribute "titel" # E pyright: Cannot access attribute "titel"
PostPage(post=Post("Tea")).user.upper()  # E mypy: Item "None" # E pyright: is not a known attribute of "None"


class Posts(Resource):
    def get(self) -> type[PostPage]:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return PostPage

    def post(self) -> PostPage:
        return Post("Tea")  # E mypy: expected "PostPage" # E pyright: is not assignable to return type "PostPage"

    def put(self) -> tuple[int, PostPage]:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return 404, PostPage(post=Post("Tea"))


@app.get("/maybe")  # E mypy: cannot be "Callable[[], PostPage | None]" # E pyright: is not assignable
def maybe() -> PostPage | None:
    return None
