"""B20: a provider makes something else."""

from __future__ import annotations

from kolben import App, Inject

app = App(__name__)


class Posts:
    def titles(self) -> list[str]:
        return ["Tea"]


def connect() -> str:  # WRONG
    return "posts.db"  # WRONG
def connect() -> Posts:  # RIGHT
    return Posts()  # RIGHT


app.provide(Posts, connect)  # E mypy: has incompatible type "Callable[[], str]"  # E pyright: "str" is not assignable to "Posts"


@app.get("/")
def index(posts: Inject[Posts]) -> list[str]:
    return posts.titles()


# request: GET /
# start: BindError: connect makes str, not Posts.
#   help: Provide it as what it is: app.provide(str, ...).
# while declaring a provider at app.py:21
