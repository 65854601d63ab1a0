"""What both applications are asked: each request, and the status that it has to get.

The requests of ``CONVERSATION`` are one story, told in this order. Those of
``EVERY_METHOD`` are each method at each URL, as bare as can be.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Self
from urllib.parse import urlencode

__all__ = ["CONVERSATION", "EVERY_METHOD", "Ask"]


@dataclass(frozen=True)
class Ask:
    """One request, and the status of the answer."""

    method: str
    path: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""

    def says(self, **headers: str) -> Self:
        """Return the request with headers: ``says(If_Match='"1-1"')``."""
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        return replace(self, headers={**self.headers, **named})

    def sends(self, content_type: str, body: bytes) -> Self:
        """Return the request with a body."""
        return replace(self.says(Content_Type=content_type), body=body)

    def json(self, value: object) -> Self:
        """Return the request with *value* as its body."""
        return self.sends("application/json", json.dumps(value).encode())

    def form(self, *fields: tuple[str, str]) -> Self:
        """Return the request with a form."""
        body = urlencode(fields).encode()
        return self.sends("application/x-www-form-urlencoded", body)

    def upload(self, name: str, content_type: str, content: bytes) -> Self:
        """Return the request with a form that holds one file."""
        head = f'Content-Disposition: form-data; name="{name}"; filename="a.gif"'
        lines = [b"--cut", head.encode(), f"Content-Type: {content_type}".encode()]
        body = b"\r\n".join([*lines, b"", content, b"--cut--", b""])
        return self.sends("multipart/form-data; boundary=cut", body)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


SALAD: Final = {"title": "Salad", "minutes": 5, "kind": "salad", "tags": ["green"]}
CAKE: Final = {"title": "Cake <3", "minutes": 60, "kind": "cake"}
JSON: Final = "application/json"
HTML: Final = "text/html"


def get(path: str, status: int = 200) -> Ask:
    return Ask("GET", path, status)


def post(path: str, status: int) -> Ask:
    return Ask("POST", path, status)


def put(path: str, status: int) -> Ask:
    return Ask("PUT", path, status)


def delete(path: str, status: int) -> Ask:
    return Ask("DELETE", path, status)


PAGES: Final = (
    get("/").says(Accept=HTML),
    get("/?words=BORSCHT"),
    get("/?words=%C3%A9&other=1"),
    get("/?words=%ff"),
    post("/", 303).form(("title", "Gazpacho"), ("minutes", "20"), ("tags", "red")),
    get("/").says(Accept=HTML),
    get("/").says(Accept=HTML),
    post("/", 422).form(("title", ""), ("minutes", "soon"), ("kind", "pie")),
    post("/", 422).form(("title", ""), ("minutes", "soon")).says(Accept=JSON),
    post("/", 415).json(SALAD),
    post("/", 422),
)

RECIPES: Final = (
    get("/recipes"),
    get("/recipes?kind=soup&tag=red"),
    get("/recipes?kind=pie", 422).says(Accept=JSON),
    post("/recipes", 201).json(SALAD),
    post("/recipes", 201).json(CAKE),
    post("/recipes", 400).sends(JSON, b'{"title": "Sal').says(Accept=JSON),
    post("/recipes", 400).sends(JSON, b"\xff").says(Accept=JSON),
    post("/recipes", 415).sends("text/plain", b"Salad").says(Accept=JSON),
    post("/recipes", 422).json({"title": 3, "tags": ["a", 7]}).says(Accept=JSON),
    post("/recipes", 422).json([]).says(Accept=HTML),
    get("/recipes?tag=green"),
    get("/recipes/1").says(Accept=JSON),
    get("/recipes/1").says(Accept=HTML),
    get("/recipes/4").says(Accept=HTML),
    get("/recipes/1").says(Accept="*/*"),
    get("/recipes/1", 406).says(Accept="image/png"),
    get("/recipes/1", 304).says(Accept=JSON, If_None_Match='"1-1"'),
    get("/recipes/1").says(Accept=JSON, If_None_Match='"1-0"'),
    get("/recipes/1", 412).says(Accept=JSON, If_Match='"1-0"'),
    Ask("HEAD", "/recipes/1", 200).says(Accept=JSON),
    Ask("HEAD", "/recipes/99", 404).says(Accept=JSON),
    get("/recipes/99", 404).says(Accept=JSON),
    get("/recipes/0", 404),
    get("/recipes/one", 404),
    get("/recipes/1/", 404),
    put("/recipes/1", 428).json(SALAD),
    put("/recipes/1", 412).json(SALAD).says(If_Match='"1-9"'),
    put("/recipes/1", 200).json(SALAD).says(If_Match='"1-1"'),
    put("/recipes/1", 422).json({}).says(If_Match='"1-2"', Accept=JSON),
    put("/recipes/99", 404).json(SALAD).says(If_Match="*"),
    put("/recipes/99", 422).json({}).says(If_Match="*"),
)

PICTURES: Final = (
    get("/recipes/1/picture", 409).says(Accept=JSON),
    put("/recipes/1/picture", 204).upload("picture", "image/gif", b"GIF89a\x00\xff"),
    get("/recipes/1/picture"),
    get("/recipes/1/picture").says(Range="bytes=0-2"),
    put("/recipes/1/picture", 422).upload("picture", "text/html", b"<p>"),
    put("/recipes/1/picture", 413).upload("picture", "image/gif", bytes(2048)),
    put("/recipes/1/picture", 422).upload("other", "image/gif", b""),
    put("/recipes/1/picture", 400).sends("multipart/form-data; boundary=cut", b"--cu"),
    put("/recipes/1/picture", 415).json({}),
    put("/recipes/99/picture", 404).upload("picture", "image/gif", b"GIF89a"),
)

FAVOURITES: Final = (
    get("/favourites", 401).says(Accept=JSON),
    get("/favourites", 403).says(X_Cook="rat"),
    get("/favourites").says(X_Cook="ada"),
    post("/favourites?recipe_id=1", 401),
    post("/favourites?recipe_id=1", 303).says(X_Cook="ada"),
    post("/favourites?recipe_id=2", 303).says(X_Cook="ada"),
    post("/favourites?recipe_id=99", 404).says(X_Cook="ada"),
    post("/favourites?recipe_id=first", 422).says(X_Cook="ada", Accept=JSON),
    post("/favourites", 422).says(X_Cook="ada"),
    get("/favourites").says(X_Cook="ada"),
    get("/favourites").says(X_Cook="ada", Cookie="session=forged"),
    delete("/favourites", 204).says(X_Cook="ada"),
    get("/favourites").says(X_Cook="ada"),
)

OTHERS: Final = (
    get("/days/2026-02-28"),
    get("/days/2026-02-28?weeks=-2"),
    get("/days/2026-02-30", 404),
    get("/days/9999-12-31", 404),
    get("/days/2026-02-28?weeks=53", 422),
    get("/days/2026-02-28?weeks=2.5", 422).says(Accept=JSON),
    get("/old/recipes/1", 301),
    get("/old/a%20b/%C3%A9", 301),
    get("/export").says(Cookie="language=de"),
    Ask("HEAD", "/export", 200),
    post("/orders/1", 202),
    post("/orders/4", 409).says(Accept=JSON),
    post("/orders/99", 404),
    get("/nowhere", 404).says(Accept=HTML),
    get("/recipes//1", 308),
    delete("/recipes/2", 204),
    delete("/recipes/2", 404),
    get("/recipes"),
)

CONVERSATION: Final = PAGES + RECIPES + PICTURES + FAVOURITES + OTHERS

_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW")
_TAKEN: Final = {
    "/": {"GET": 200, "POST": 422},
    "/recipes": {"GET": 200, "POST": 422},
    "/recipes/1": {"GET": 200, "PUT": 422, "DELETE": 204},
    "/recipes/3/picture": {"GET": 409, "PUT": 422},
    "/favourites": {"GET": 401, "POST": 401, "DELETE": 401},
    "/days/2026-11-20": {"GET": 200},
    "/old/recipes": {"GET": 301},
    "/export": {"GET": 200},
    "/orders/3": {"POST": 202},
    "/static/a.css": {"GET": 404},
    "/nowhere": dict.fromkeys(_METHODS, 404),
}

EVERY_METHOD: Final = tuple(
    Ask(method, path, taken.get("GET" if method == "HEAD" else method, 405))
    for path, taken in _TAKEN.items()
    for method in _METHODS
) + tuple(Ask("OPTIONS", path, 404 if path == "/nowhere" else 200) for path in _TAKEN)
