"""The session, the proxies and what resources know of them."""

from __future__ import annotations

from typing import Any, assert_type

from kolben import App, Request, Resource, Session, current_app, g, request, session
from kolben.context import Context

app = App(__name__)
app.secret_key = "a secret of your own"
app.config["PAGE_SIZE"] = 20


@app.get("/")
def index() -> dict[str, object]:
    session["user"] = "ada"
    session.permanent = True
    g.anything = 3
    assert_type(session.get("user"), Any)
    assert_type(session["user"], Any)
    assert_type(session.modified, bool)
    assert_type(request.method, str)
    assert_type(request.form.get("x"), str | None)
    assert_type(request.args.get("page", 1, type=int), int)
    assert_type(current_app.name, str)
    assert_type(current_app.debug, bool)
    return {"seen": session.pop("seen", 0), "user": session.setdefault("user", "")}


class Page(Resource):
    def get(self) -> str:
        assert_type(self.request, Request)
        assert_type(self.session, Session)
        assert_type(self.context, Context)
        return self.request.path


def helper(given: Request, kept: Session, owner: App) -> str:
    return given.path


helper(request, session, current_app)

with app.test_request_context("/hello", method="POST"):
    assert_type(request.path, str)

with app.test_client() as client:
    assert_type(client.get("/").status_code, int)
    assert_type(client.get("/").text, str)
