"""The session, the proxies and what resources know of them."""

from __future__ import annotations

from datetime import timedelta
from logging import Logger
from pathlib import Path
from typing import Any, assert_type

from kolben import (
    App,
    AppOptions,
    Context,
    Request,
    Resource,
    Router,
    RouterOptions,
    Session,
    current_app,
    g,
    has_app_context,
    has_request_context,
    message_flashed,
    request,
    request_finished,
    request_started,
    session,
    template_rendered,
)
from kolben.config import ConfigDict
from kolben.json import JSONProvider
from kolben.sessions import SessionBackend

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
        assert_type(self.app.config, ConfigDict)
        assert_type(self.app.logger, Logger)
        assert_type(self.app.debug, bool)
        assert_type(self.context.g.user, Any)
        self.session["user"] = self.request.args["user"]
        self.session.setdefault("seen", []).append(self.request.path)
        self.session.modified = True
        return self.request.path


def helper(given: Request, kept: Session, owner: App) -> str:
    return given.path


helper(request, session, current_app)

with app.test_request_context("/hello", method="POST"):
    assert_type(request.path, str)

with app.test_client() as client:
    assert_type(client.get("/").status_code, int)
    assert_type(client.get("/").text, str)


def started(sender: App, **extra: Any) -> None:
    sender.logger.info("started")


request_started.connect(started, app)
with request_finished.connected_to(started):
    pass


@template_rendered.connect
def rendered(sender: App, template: Any, context: dict[str, Any], **extra: Any) -> None:
    pass


@message_flashed.connect_via(app)
def flashed(sender: App, message: str, category: str, **extra: Any) -> None:
    pass


app.debug = True
app.testing = False
app.secret_key = b"a secret of your own"
app.permanent_session_lifetime = timedelta(days=1)
app.config.update(TESTING=True, SECRET_KEY="a secret of your own")
app.config.from_mapping(PAGE_SIZE=20)
app.config.from_object("settings")
app.config.from_file("settings.toml", silent=True)
app.config.from_prefixed_env()
other = App(
    "other",
    config={"DEBUG": True},
    static_folder=None,
    template_folder=Path("pages"),
    options=AppOptions(instance_relative_config=True),
)
router = Router(
    "router", prefix="/<language>", options=RouterOptions(url_defaults={"language": "en"})
)
router.include(Router("inner"), prefix="/inner", name="innermost")
app.include(router)
app.mount("/other", other)
assert_type(app.config["PAGE_SIZE"], Any)
assert_type(app.config.get_namespace("PAGE_"), dict[str, Any])
assert_type(App(__name__).debug, bool)
assert_type(App(__name__).secret_key, str | bytes | None)
assert_type(App(__name__).permanent_session_lifetime, timedelta)
assert_type(app.json, JSONProvider)
assert_type(app.sessions, SessionBackend)
assert_type(app.logger, Logger)
assert_type(app.name, str)
assert_type(app.extensions, dict[str, Any])
assert_type(has_request_context(), bool)
assert_type(has_app_context(), bool)
assert_type("user" in g, bool)
assert_type(g.pop("user", None), Any)
assert_type(session.pop("user"), Any)
assert_type(list(session), list[str])
assert_type(dict(session), dict[str, Any])
assert_type(request.args.getlist("tag", type=int), list[int])
assert_type(request.cookies.get("name"), str | None)
assert_type(request.files["file"].filename, str | None)
assert_type(request.headers.get("X-A"), str | None)
assert_type(request.get_json(), Any)
assert_type(request.data, bytes)
assert_type(request.remote_addr, str | None)
assert_type(request.endpoint, str | None)
assert_type(request.view_args, dict[str, Any] | None)
assert_type(request.url, str)
assert_type(request.is_json, bool)
