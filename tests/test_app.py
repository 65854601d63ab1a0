from __future__ import annotations

import logging
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kolben import (
    App,
    AppOptions,
    Context,
    Request,
    Response,
    RouteError,
    Router,
    request,
    request_finished,
    request_started,
    send_file,
    session,
    url_for,
)
from kolben.exceptions import BindError, ConfigError
from kolben.json import DefaultJSONProvider
from kolben.sessions import Session


def test_settings_may_be_given_in_any_case() -> None:
    app = App("given", config={"secret_key": "k", "PAGE_SIZE": 20})

    assert app.secret_key == "k"
    assert app.config["PAGE_SIZE"] == 20


@pytest.mark.parametrize(
    ("variable", "value", "debug"),
    [
        pytest.param("KOLBEN_DEBUG", "1", True, id="ours"),
        pytest.param("FLASK_DEBUG", "true", True, id="theirs"),
        pytest.param("KOLBEN_DEBUG", "0", False, id="off"),
    ],
)
def test_debug_mode_comes_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, debug: bool
) -> None:
    monkeypatch.setenv(variable, value)

    assert App("given").debug is debug


@pytest.mark.parametrize("name", [None, 3, b"app"])
def test_an_application_is_named_by_its_module(name: Any) -> None:
    with pytest.raises(ConfigError, match="is not the name of a module"):
        App(name)


@pytest.mark.parametrize("config", ["settings.toml", ["DEBUG"], 3])
def test_settings_that_are_no_mapping_are_refused(config: Any) -> None:
    with pytest.raises(ConfigError) as caught:
        App("given", config=config)

    assert repr(config) in caught.value.problem


def test_attributes_stand_for_settings(app: App) -> None:
    app.debug = True
    app.permanent_session_lifetime = timedelta(hours=1)
    app.config["TESTING"] = 1

    assert app.config["DEBUG"] is True
    assert app.testing is True
    assert app.permanent_session_lifetime == timedelta(hours=1)
    app.config["PERMANENT_SESSION_LIFETIME"] = 60
    assert app.permanent_session_lifetime == timedelta(minutes=1)
    assert App.debug.key == "DEBUG"


def test_a_setting_that_changes_counts_for_the_next_request(app: App) -> None:
    app.post("/")(lambda: str(len(request.data)))
    client = app.test_client()

    first = client.post("/", data=b"12345")
    app.config["MAX_CONTENT_LENGTH"] = 3
    second = client.post("/", data=b"12345")

    assert (first.text, second.status_code) == ("5", 413)


def test_every_answer_forbids_sniffing(app: App) -> None:
    app.get("/")(lambda: "x")
    client = app.test_client()

    assert client.get("/").headers["X-Content-Type-Options"] == "nosniff"
    assert client.get("/nowhere").headers["X-Content-Type-Options"] == "nosniff"
    too_long = client.post("/", data=b"x" * 17 * 1024 * 1024)
    assert too_long.status_code == 413
    assert too_long.headers["X-Content-Type-Options"] == "nosniff"


def test_an_error_of_a_ring_is_answered_without_hooks(app: App) -> None:
    calls: list[str] = []
    app.before_request(lambda: calls.append("hook"))
    app.config["TRUSTED_HOSTS"] = ["example.com"]

    @app.errorhandler(400)
    def refused(error: Exception) -> tuple[str, int]:
        return "not for you", 400

    answer = app.test_client().get("/", headers={"Host": "evil.example"})

    assert (answer.status_code, answer.text) == (400, "not for you")
    assert calls == []


def test_rings_stand_round_the_way_in_their_order(app: App) -> None:
    calls: list[str] = []

    def ring_called(name: str) -> Any:
        def ring(context: Context, forward: Any) -> Response:
            calls.append(f"in {name}")
            response: Response = forward(context)
            calls.append(f"out {name}")
            return response

        return ring

    app.ring(ring_called("outer"))
    app.ring(ring_called("inner"))
    app.get("/")(lambda: calls.append("view") or "")

    app.test_client().get("/")

    assert calls == ["in outer", "in inner", "view", "out inner", "out outer"]


def test_an_unhandled_error_of_a_ring_is_raised_once_in_tests(app: App) -> None:
    app.testing = True
    heard: list[object] = []

    @app.ring
    def broken(context: Context, forward: Any) -> Response:
        raise KeyError("ring")

    app.errorhandler(ValueError)(lambda error: heard.append(error) or "")

    with pytest.raises(KeyError, match="ring"):
        app.test_client().get("/")
    assert heard == []


def test_the_first_request_freezes_the_application(app: App) -> None:
    router = Router("part")
    app.include(router)
    app.test_client().get("/")

    for declare in (
        lambda: app.get("/late")(lambda: ""),
        lambda: router.get("/late")(lambda: ""),
        lambda: app.include(Router("late")),
        lambda: app.mount("/late", app),
        lambda: app.ring(lambda context, forward: forward(context)),
        lambda: app.template_filter()(str),
        lambda: app.teardown_appcontext(lambda error: None),
    ):
        with pytest.raises(RouteError, match="after the first request"):
            declare()


def test_contexts_and_links_do_not_freeze(app: App) -> None:
    app.get("/early", endpoint="early")(lambda: "")
    with app.test_request_context("/early"):
        assert app.url_for("early") == "/early"

    app.get("/late", endpoint="late")(lambda: "late")

    assert app.test_client().get("/late").text == "late"


def test_a_broken_declaration_fails_at_freeze(app: App) -> None:
    def view(thing: Missing) -> str:  # type: ignore[name-defined]  # noqa: F821  # the point of it
        return thing

    app.get("/<thing>")(view)

    with pytest.raises(BindError, match="Missing"):
        app.freeze()


def test_many_first_requests_at_once_freeze_once(app: App) -> None:
    for number in range(50):
        app.get(f"/{number}", endpoint=f"view{number}")(lambda: request.path)
    ready = threading.Barrier(8, timeout=10)
    texts: list[str] = []

    def call(number: int) -> None:
        ready.wait()
        texts.append(app.test_client().get(f"/{number}").text)

    threads = [threading.Thread(target=call, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert sorted(texts) == [f"/{n}" for n in range(8)]


def test_another_wsgi_application_hangs_below_a_path(app: App) -> None:
    def other(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [f"{environ['SCRIPT_NAME']} {environ['PATH_INFO']}".encode()]

    app.mount("/old/", other)
    app.get("/new")(lambda: "new")
    client = app.test_client()

    assert client.get("/old/page").text == "/old /page"
    assert client.get("/new").text == "new"


@pytest.mark.parametrize("path", ["", "/", "old"])
def test_nothing_is_mounted_at_the_root(app: App, path: str) -> None:
    with pytest.raises(RouteError, match="cannot be mounted"):
        app.mount(path, app)


def test_a_path_is_mounted_once(app: App) -> None:
    app.mount("/old", App("old"))

    with pytest.raises(RouteError, match="mounted at '/old' already"):
        app.mount("/old/", App("older"))


def test_classes_of_requests_and_responses_may_be_own() -> None:
    class OwnRequest(Request):
        @property
        def shout(self) -> str:
            return self.path.upper()

    class OwnResponse(Response):
        default_mimetype = "text/plain"

    class OwnApp(App):
        request_class = OwnRequest
        response_class = OwnResponse

    app = OwnApp("own")
    app.get("/path")(lambda: request.shout)  # type: ignore[attr-defined]  # ours

    answer = app.test_client().get("/path")

    assert answer.text == "/PATH"
    assert answer.mimetype == "text/plain"


def test_a_json_provider_may_be_put_in_place(app: App) -> None:
    class Loud(DefaultJSONProvider):
        def dump_bytes(self, value: object) -> bytes:
            return super().dump_bytes(value).upper()

    app.get("/")(lambda: {"a": "b"})
    client = app.test_client()
    before = client.get("/").data
    app.json = Loud()

    assert before == b'{"a":"b"}'
    assert client.get("/").data == b'{"A":"B"}'


def test_a_session_back_end_may_be_put_in_place(app: App) -> None:
    class Memory:
        def __init__(self) -> None:
            self.kept = Session()

        def open(self, request: Request) -> Session:
            return self.kept

        def save(self, session: Session, response: Response, request: Request) -> None:
            response.headers["X-Saved"] = str(len(session))

    app.sessions = Memory()

    @app.get("/")
    def count() -> str:
        session["n"] = session.get("n", 0) + 1
        return str(session["n"])

    client = app.test_client()
    client.get("/")
    answer = client.get("/")

    assert (answer.text, answer.headers["X-Saved"]) == ("2", "1")
    assert "Set-Cookie" not in answer.headers


def test_the_logger_is_named_after_the_application(app: App) -> None:
    assert app.logger is app.logger
    assert app.logger is logging.getLogger("tested")


def test_listeners_hear_of_every_request(app: App) -> None:
    heard: list[str] = []

    def started(sender: App, **details: Any) -> None:
        heard.append(f"started {request.path}")

    def finished(sender: App, response: Response) -> None:
        heard.append(f"finished {response.status_code}")

    with (
        request_started.connected_to(started, app),
        request_finished.connected_to(finished, app),
    ):
        app.test_client().get("/nowhere")

    assert heard == ["started /nowhere", "finished 404"]


def test_responses_are_made_as_of_views(app: App) -> None:
    with app.app_context():
        assert app.make_response().get_data() == b""
        assert app.make_response("text").get_data() == b"text"
        assert app.make_response({"a": 1}, 201).status_code == 201


def test_files_beside_the_code_are_opened(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("beside", encoding="utf-8")
    instance = tmp_path / "instance"
    instance.mkdir()
    (instance / "own.txt").write_text("instance", encoding="utf-8")
    options = AppOptions(root_path=str(tmp_path), instance_path=str(instance))
    app = App("files", options=options)

    with app.open_resource("note.txt", "r") as file:
        assert file.read() == "beside"
    with app.open_instance_resource("own.txt") as binary:
        assert isinstance(binary.read(), bytes)
    with app.open_instance_resource("own.txt", "r") as file:
        assert file.read() == "instance"


def test_settings_may_lie_in_the_instance_folder(tmp_path: Path) -> None:
    (tmp_path / "settings.py").write_text("PAGE_SIZE = 5", encoding="utf-8")
    options = AppOptions(instance_path=str(tmp_path), instance_relative_config=True)
    app = App("relative", options=options)

    app.config.from_pyfile("settings.py")

    assert app.config["PAGE_SIZE"] == 5


def test_static_files_may_lie_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("b{}", encoding="utf-8")
    app = App("files", static_folder=tmp_path, static_url_path="/assets")

    assert app.has_static_folder
    assert app.test_client().get("/assets/a.css", buffered=True).text == "b{}"
    with app.test_request_context():
        assert app.url_for("static", filename="a.css") == "/assets/a.css"


def test_an_application_may_have_no_static_files() -> None:
    app = App("bare", static_folder=None)

    assert not app.has_static_folder
    assert app.test_client().get("/static/a.css").status_code == 404
    with app.test_request_context(), pytest.raises(RouteError, match="no static"):
        app.send_static_file("a.css")


@pytest.mark.parametrize(
    ("seconds", "header"),
    [
        pytest.param(None, "no-cache", id="ask every time"),
        pytest.param(60, "public, max-age=60", id="seconds"),
        pytest.param(timedelta(minutes=2), "public, max-age=120", id="a span"),
    ],
)
def test_static_files_may_be_kept_for_a_while(
    tmp_path: Path, seconds: object, header: str
) -> None:
    (tmp_path / "a.css").write_text("b{}", encoding="utf-8")
    app = App("files", static_folder=tmp_path, static_url_path="/static")
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = seconds

    answer = app.test_client().get("/static/a.css", buffered=True)

    assert set(answer.headers["Cache-Control"].split(", ")) == set(header.split(", "))


def test_files_may_be_left_to_the_server_before_us(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("b{}", encoding="utf-8")
    app = App("files", static_folder=tmp_path, static_url_path="/static")
    app.config["USE_X_SENDFILE"] = True
    app.get("/sent")(lambda: send_file(tmp_path / "a.css"))
    client = app.test_client()

    answers = [client.get("/static/a.css"), client.get("/sent")]

    assert [each.data for each in answers] == [b"", b""]
    assert {each.headers["X-Sendfile"] for each in answers} == {str(tmp_path / "a.css")}


def test_subdomains_may_be_matched() -> None:
    app = App("hosts", options=AppOptions(subdomain_matching=True))
    app.config["SERVER_NAME"] = "example.com"
    app.get("/", subdomain="<user>")(lambda user: user)
    client = app.test_client()

    assert client.get("/", base_url="http://ada.example.com").text == "ada"
    assert client.get("/", base_url="http://example.com").status_code == 404


def test_hosts_may_be_matched() -> None:
    options = AppOptions(host_matching=True, static_host="static.example.com")
    app = App("hosts", options=options)
    app.get("/", host="one.example.com", endpoint="one")(lambda: "one")
    app.get("/", host="two.example.com", endpoint="two")(lambda: "two")
    client = app.test_client()

    texts = [
        client.get("/", base_url=f"http://{name}.example.com").text
        for name in ("one", "two")
    ]

    assert texts == ["one", "two"]


def test_static_files_may_have_a_host_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("b{}", encoding="utf-8")
    app = App(
        "hosts",
        static_folder=tmp_path,
        static_url_path="/static",
        options=AppOptions(host_matching=True, static_host="static.example.com"),
    )
    app.get("/", host="example.com", endpoint="index")(
        lambda: url_for("static", filename="a.css")
    )
    client = app.test_client()

    link = client.get("/", base_url="http://example.com").text

    assert link == "http://static.example.com/static/a.css"
    assert client.get(link, buffered=True).text == "b{}"
    assert client.get(link.replace("static.", "")).status_code == 404


def test_the_application_takes_foreign_attributes(app: App) -> None:
    app.foreign = "extension"  # type: ignore[attr-defined]  # as extensions do

    assert repr(app) == "<App 'tested'>"
    assert app.extensions == {}


@pytest.mark.parametrize("hosts", [[], "", [""], 5, [None]])
def test_a_list_of_hosts_that_trusts_nobody_is_refused(app: App, hosts: object) -> None:
    app.config["TRUSTED_HOSTS"] = hosts

    with pytest.raises(ConfigError, match="'TRUSTED_HOSTS' is"):
        app.test_client().get("/")


def test_hosts_are_trusted_in_any_case(app: App) -> None:
    app.config["TRUSTED_HOSTS"] = ["Example.com"]
    app.get("/")(lambda: "x")

    answer = app.test_client().get("/", headers={"Host": "EXAMPLE.com:80"})

    assert answer.status_code == 200


@pytest.mark.parametrize("key", ["DEBUG", "TESTING", "SESSION_COOKIE_SECURE"])
def test_a_text_where_yes_or_no_is_meant_is_refused(app: App, key: str) -> None:
    app.config[key] = "off"

    with pytest.raises(ConfigError, match=f"'{key}' is the text 'off'"):
        app.freeze()


def test_a_relative_instance_path_is_refused() -> None:
    with pytest.raises(ConfigError, match="'data' is relative"):
        App("given", options=AppOptions(instance_path="data"))
