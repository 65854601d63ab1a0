"""Someone who talks to the server over HTTP."""

from __future__ import annotations

from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode

__all__ = ["Answer", "Visitor"]


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass
class Visitor:
    """A browser with a jar of cookies, and no more."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict[str, str])

    def send(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Send one request; redirects are not followed."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Accept": "text/html", **({"Cookie": jar} if jar else {})}
        connection.request(method, path, body, {**sent, **(headers or {})})
        response = connection.getresponse()
        self._keep_cookies(response)
        answer = Answer(response.status, dict(response.getheaders()), response.read())
        connection.close()
        return answer

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return self.send("GET", path, headers=headers)

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.send("POST", path, urlencode(fields).encode(), kind)

    def upload(self, path: str, name: str, content: bytes) -> Answer:
        """Send a form that holds one file."""
        head = f'Content-Disposition: form-data; name="file"; filename="{name}"'
        body = b"--cut\r\n%s\r\n\r\n%s\r\n--cut--\r\n" % (head.encode(), content)
        kind = {"Content-Type": "multipart/form-data; boundary=cut"}
        return self.send("POST", path, body, kind)

    def _keep_cookies(self, response: HTTPResponse) -> None:
        for header in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(header).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
