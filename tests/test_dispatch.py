from __future__ import annotations

import pytest

from kolben import App, Resource, Response, abort
from kolben.exceptions import ResponseError


class Marked(Response):
    """A class that hooks can tell from the usual one."""


@pytest.fixture
def marked(app: App) -> App:
    """An application with responses of its own, and hooks that look at them."""
    app.response_class = Marked

    @app.after_request
    def look(response: Response) -> Response:
        response.headers["X-Class"] = type(response).__name__
        return response

    @app.get("/")
    def index() -> str:
        return "index"

    @app.get("/stop")
    def stop() -> str:
        abort(Response("stop", 418))

    return app


@pytest.mark.parametrize(
    ("method", "path"),
    [
        pytest.param("GET", "/", id="a view"),
        pytest.param("OPTIONS", "/", id="the automatic OPTIONS"),
        pytest.param("PUT", "/", id="a wrong method"),
        pytest.param("GET", "/nowhere", id="an error page"),
        pytest.param("GET", "/stop", id="a response in an error"),
        pytest.param("GET", "/static/none.css", id="a missing file"),
    ],
)
def test_every_answer_is_of_the_class_of_the_application(
    marked: App, method: str, path: str
) -> None:
    response = marked.test_client().open(path, method=method)

    assert response.headers["X-Class"] == "Marked"


def test_what_is_no_response_is_traced_to_its_view(app: App) -> None:
    app.testing = True

    class Post(Resource, path="/posts/<post_id>"):
        def put(self, post_id: int) -> str:
            return None  # type: ignore[return-value]  # the mistake

    app.add(Post)

    with pytest.raises(ResponseError) as caught:
        app.test_client().put("/posts/3")
    (note,) = caught.value.__notes__
    assert note.startswith("while answering PUT '/posts/<post_id>' by Post at ")
    assert "test_dispatch.py:" in note
