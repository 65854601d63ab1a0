from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kolben
from kolben import (
    App,
    AppOptions,
    Response,
    after_this_request,
    copy_current_request_context,
    flash,
    get_flashed_messages,
    get_template_attribute,
    jsonify,
    make_response,
    redirect,
    render_template,
    render_template_string,
    send_file,
    send_from_directory,
    stream_template,
    stream_template_string,
    url_for,
)
from kolben.exceptions import ContextError


@pytest.fixture
def furnished(tmp_path: Path) -> App:
    """An application with a template and a file beside it."""
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "page.html").write_text(
        "{% macro loud(word) %}{{ word|upper }}{% endmacro %}<p>{{ name }}</p>",
        encoding="utf-8",
    )
    (tmp_path / "data.txt").write_text("data", encoding="utf-8")
    options = AppOptions(root_path=str(tmp_path))
    return App("furnished", config={"SECRET_KEY": "k" * 20}, options=options)


def test_templates_are_rendered_whole_and_in_pieces(furnished: App) -> None:
    with furnished.app_context():
        assert render_template("page.html", name="<b>") == "<p>&lt;b&gt;</p>"
        assert render_template(["none.html", "page.html"], name="x") == "<p>x</p>"
        assert render_template_string("{{ a }}", a="&") == "&amp;"
        assert "".join(stream_template("page.html", name="y")) == "<p>y</p>"
        assert "".join(stream_template_string("{{ a }}", a=1)) == "1"
        assert get_template_attribute("page.html", "loud")("a") == "A"


def test_files_are_sent_from_beside_the_code(furnished: App) -> None:
    with furnished.test_request_context():
        sent = send_file("data.txt")
        sent.direct_passthrough = False
        assert sent.get_data() == b"data"
        folder = send_from_directory(furnished.root_path, "data.txt", max_age=5)
        assert folder.cache_control.max_age == 5
        sent.close()
        folder.close()


def test_json_is_made_of_values_or_names(furnished: App) -> None:
    with furnished.app_context():
        assert jsonify(1, 2).get_data() == b"[1,2]"
        assert jsonify(a=1).get_data() == b'{"a":1}'
        assert make_response(jsonify([]), 201).status_code == 201


def test_messages_are_flashed_for_the_next_request(furnished: App) -> None:
    @furnished.get("/say")
    def say() -> str:
        flash("hello")
        flash("oh no", "error")
        return ""

    @furnished.get("/hear")
    def hear() -> list[object]:
        return [
            get_flashed_messages(),
            get_flashed_messages(with_categories=True),
            get_flashed_messages(category_filter=["error"]),
        ]

    client = furnished.test_client()
    client.get("/say")

    assert client.get("/hear").json == [
        ["hello", "oh no"],
        [["message", "hello"], ["error", "oh no"]],
        ["oh no"],
    ]
    assert client.get("/hear").json == [[], [], []]


def test_a_redirect_is_of_the_class_of_the_application() -> None:
    class OwnResponse(Response):
        pass

    class OwnApp(App):
        response_class = OwnResponse

    with OwnApp("own").app_context():
        assert isinstance(redirect("/"), OwnResponse)
    assert type(redirect("/", 303)) is Response


def test_a_link_needs_a_context() -> None:
    with pytest.raises(ContextError, match=r"url_for\(\) needs one"):
        url_for("index")


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(lambda: flash("x"), id="flash"),
        pytest.param(get_flashed_messages, id="get_flashed_messages"),
        pytest.param(lambda: send_file("x"), id="send_file"),
        pytest.param(lambda: send_from_directory("x", "y"), id="send_from_directory"),
        pytest.param(lambda: after_this_request(lambda r: r), id="after_this_request"),
        pytest.param(lambda: copy_current_request_context(print), id="copy_current"),
    ],
)
def test_what_needs_a_request_says_so(app: App, call: Callable[[], Any]) -> None:
    with app.app_context(), pytest.raises(ContextError, match="outside of request"):
        call()


def test_the_conveniences_of_the_old_quickstart_are_there() -> None:
    assert str(kolben.escape("<b>")) == "&lt;b&gt;"
    assert kolben.Markup("<b>%s</b>") % "<i>" == "<b>&lt;i&gt;</b>"
    assert kolben.secure_filename("../../etc/passwd") == "etc_passwd"
