"""Providers that depend on each other."""

from __future__ import annotations

from kolben import App, Inject

app = App(__name__)


class Mail:
    def __init__(self, posts: Posts) -> None:  # WRONG
    def __init__(self) -> None:  # RIGHT
        self.sent = 0


class Posts:
    def __init__(self, mail: Mail) -> None:
        self.mail = mail


app.provide(Mail, Mail)
app.provide(Posts, Posts)


@app.get("/")
def index(posts: Inject[Posts]) -> str:
    return f"{posts.mail.sent} sent"


# request: GET /
# start: BindError: Posts is made of itself: index() -> Posts -> Mail -> Posts.
#   help: Take one of these parameters out: what is needed later only can be asked for then, by 'app.provided(Posts)'.
# Posts is provided at app.py:22
# Mail is provided at app.py:21
# while adding index at app.py:25
