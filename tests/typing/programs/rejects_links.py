"""Links that cannot be changed like this."""

from __future__ import annotations

from kolben import App, Resource

app = App(__name__)


class Posts(Resource):
    def get(self) -> str:
        return ""


url = Posts.url()
url.external(True)  # E mypy: Argument 1 to "external" of "URL" has incompatible type "bool" # E pyright: cannot be assigned to parameter "scheme"
url.external(host="x")  # E mypy: Unexpected keyword argument "host" # E pyright: No parameter named "host"
url.with_query(filter={"a": 1})  # E mypy: has incompatible type "dict[str, int]" # E pyright: cannot be assigned to parameter "filter"
url.with_query(page=object())  # E mypy: has incompatible type "object" # E pyright: cannot be assigned to parameter "page"
url.with_query("page=2")  # E mypy: Argument 1 to "with_query" of "URL" has incompatible type "str" # E pyright: is not assignable to "Mapping[str, QueryValue]"
url.with_anchor()  # E mypy: Missing positional argument "text" # E pyright: Argument missing for parameter "text"
url.with_anchor(3)  # E mypy: Argument 1 to "with_anchor" of "URL" has incompatible type "int" # E pyright: cannot be assigned to parameter "text"
url.with_anchr("top")  # E mypy: has no attribute "with_anchr" # E pyright: Cannot access attribute "with_anchr"
