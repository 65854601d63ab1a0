"""B04: a link to a class that does not exist."""

from __future__ import annotations

from kolben import App, Resource, url_for

app = App(__name__)


@app.resource("/profile")
class Profile(Resource):
    def get(self) -> str:
        return "You"


@app.get("/")
def index() -> str:
    return url_for(Prfile)  # WRONG  # E: "Prfile" is not defined
    return url_for(Profile)  # RIGHT


# request: GET /
