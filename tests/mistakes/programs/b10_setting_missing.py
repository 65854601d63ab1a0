"""B10: a setting that must be set is misspelled in the environment."""

from __future__ import annotations

from kolben import App, Config


class Settings(Config):
    database: str
    page_size: int = 20


environment = {"BLOG_DATBASE": "blog.db", "BLOG_PAGE_SIZE": "ten"}  # WRONG
environment = {"BLOG_DATABASE": "blog.db", "BLOG_PAGE_SIZE": "10"}  # RIGHT
app = App(__name__, config=Settings.from_env("BLOG_", environ=environment))


@app.get("/")
def index() -> str:
    return f"{Settings.current().page_size} a page"


# request: GET /
# start: ConfigError: Settings cannot be made:
#   - the environment variable 'BLOG_DATABASE' (str) is missing
#   - the environment variable 'BLOG_PAGE_SIZE' has to be int, and is 'ten'
#   - no setting reads 'BLOG_DATBASE'; did you mean 'BLOG_DATABASE'?
#   help: Set the variables, and start again.
# while making Settings at app.py:15
