"""The test client, the command runner and contexts without a server."""

from __future__ import annotations

from io import BytesIO
from typing import Any, assert_type

from kolben import App, Context, Session, current_app, g, request, session
from kolben.testing import CliRunner, TestClient

app = App(__name__)
app.config.update(TESTING=True, SECRET_KEY="a secret of your own")


class Client(TestClient):
    pass


app.test_client_class = Client

client = app.test_client()
assert_type(client, TestClient)
assert_type(client.get("/").status_code, int)
assert_type(client.get("/", query_string={"page": 2}).text, str)
assert_type(client.post("/", json={"a": 1}).json, Any | None)
client.post("/", data={"file": (BytesIO(b""), "a.txt")}, follow_redirects=True)
client.put("/", data=b"", content_type="text/plain")
client.patch("/", headers={"X-A": "1"})
client.delete("/", base_url="https://example.com")
client.head("/")
client.options("/")
client.open("/", method="PROPFIND")
client.set_cookie("name", "value")

with client.session_transaction() as kept:
    assert_type(kept, Session)
    kept["user"] = "ada"

with app.test_client(use_cookies=False) as other:
    assert_type(other, TestClient)
    other.get("/")
    assert_type(request.path, str)
    assert_type(session.new, bool)

with app.test_request_context("/hello", method="POST", data={"a": "1"}) as context:
    assert_type(context, Context)
    assert_type(request.form["a"], str)

with app.app_context():
    assert_type(current_app.name, str)
    g.user = "ada"

runner = app.test_cli_runner()
assert_type(runner, CliRunner)
assert_type(runner.invoke(args=["init"]).output, str)
