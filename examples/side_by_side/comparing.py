"""Serves both applications, and compares what they answer."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from threading import Thread

from werkzeug.serving import WSGIRequestHandler, make_server

from kolben import App
from side_by_side import decorators, resources
from side_by_side.table import Ask

__all__ = ["Answer", "Comparison", "compared"]


@dataclass(frozen=True)
class Answer:
    """What came back, but for what no two answers have in common."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True)
class Comparison:
    """One request, and both answers to it."""

    ask: Ask
    resources: Answer
    decorators: Answer

    @property
    def is_same(self) -> bool:
        return self.resources == self.decorators

    @property
    def is_right(self) -> bool:
        return self.is_same and self.resources.status == self.ask.status

    def __str__(self) -> str:
        """The request and the status; where there is a difference, all of both."""
        sign = "=" if self.is_right else "!"
        line = f"{sign} {self.resources.status} {self.ask}"
        if self.is_right:
            return line
        wanted = f"wanted:     {self.ask.status}"
        both = (f"resources:  {self.resources}", f"decorators: {self.decorators}")
        return "\n    ".join((line, wanted, *both))


def compared(asks: Iterable[Ask]) -> Iterator[Comparison]:
    """Ask both applications, one after the other, over HTTP."""
    with _served(resources.app) as first, _served(decorators.app) as second:
        for ask in asks:
            yield Comparison(ask, first.answer(ask), second.answer(ask))


@dataclass
class _Browser:
    """Talks to one server, and keeps its cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict[str, str])

    def answer(self, ask: Ask) -> Answer:
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Host": "kitchen.example", **({"Cookie": jar} if jar else {})}
        sent |= ask.headers
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.request(ask.method, ask.path, ask.body or None, sent)
            response = connection.getresponse()
            body = response.read()
        self._keep_cookies(response)
        return Answer(response.status, tuple(self._shown(response)), body)

    def _keep_cookies(self, response: HTTPResponse) -> None:
        for header in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value

    def _shown(self, response: HTTPResponse) -> Iterator[tuple[str, str]]:
        """Yield the headers, without the time and what is signed with it."""
        for name, value in response.getheaders():
            if name == "Set-Cookie":
                cookie, _, rest = value.partition(";")
                yield name, f"{cookie.partition('=')[0]};{rest}"
            elif name != "Date":
                yield name, value


class _Quiet(WSGIRequestHandler):
    """Logs nothing."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def _served(app: App) -> Generator[_Browser]:
    """Serve *app* on a free port; what it keeps is made anew each time."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        with closing(app):
            yield _Browser(server.port)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
