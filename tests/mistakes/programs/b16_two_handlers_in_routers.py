"""B16: handlers of two routers answer one URL."""

from __future__ import annotations

from kolben import App, Router

app = App(__name__)


blog = Router("blog", prefix="/blog")
shop = Router("shop", prefix="/blog")  # WRONG
shop = Router("shop", prefix="/shop")  # RIGHT


@blog.get("/")
def posts() -> str:
    return "All posts"


@shop.get("/")
def wares() -> str:
    return "All wares"


app.include(blog)
app.include(shop)


# request: GET /blog/
# start: RouteError: GET '/blog/' is answered twice: by 'blog.posts' (/blog/) at app.py:15 and by 'shop.wares' (/blog/) at app.py:20.
#   help: Take one of them away, or give them different URLs or methods.
# while adding wares at app.py:20
# while including <Router 'shop'> at app.py:26
