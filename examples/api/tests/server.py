"""A server, as programs see it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

__all__ = ["Answer", "Server"]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Server:
    port: int
    token: str

    def send(
        self,
        method: str,
        path: str,
        value: object = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Send a request for the librarian; a *value* that is no bytes as JSON."""
        sent = {"Authorization": f"Bearer {self.token}", "Accept": "*/*"}
        if value is not None:
            sent["Content-Type"] = "application/json"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        content = None if value is None else body
        connection.request(method, path, content, {**sent, **(headers or {})})
        response = connection.getresponse()
        answer = Answer(response.status, dict(response.getheaders()), response.read())
        connection.close()
        return answer
