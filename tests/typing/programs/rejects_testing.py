"""Requests that no test client can send."""

from __future__ import annotations

from kolben import App

app = App(__name__)
client = app.test_client()

client.get("/", qery_string={})  # E mypy: Unexpected keyword argument "qery_string" # E pyright: No parameter named "qery_string"
client.post("/", json={}, follow="yes")  # E mypy: Unexpected keyword argument "follow" # E pyright: No parameter named "follow"
client.get("/").staus_code  # E mypy: has no attribute "staus_code" # E pyright: Type of "staus_code" is unknown
client.gett("/")  # E mypy: has no attribute "gett" # E pyright: Type of "gett" is unknown
client.get("/", follow_redirects="yes")  # E mypy: incompatible type "str" # E pyright: cannot be assigned to parameter "follow_redirects"
app.test_request_context("/", methd="POST")  # E mypy: Unexpected keyword argument "methd" # E pyright: No parameter named "methd"
app.test_request_context(404)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "path"
app.test_client(use_cookies="no")  # E mypy: incompatible type "str" # E pyright: cannot be assigned to parameter "use_cookies"
app.test_client_class = App  # E mypy: Incompatible types in assignment # E pyright: attribute "test_client_class"
app.test_cli_runner().invok()  # E mypy: has no attribute "invok" # E pyright: Type of "invok" is unknown

with client.session_transaction() as kept:
    kept.modifed = True  # E mypy: has no attribute "modifed" # E pyright: attribute "modifed"
