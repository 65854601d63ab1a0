"""Links that cannot be changed like this."""

from __future__ import annotations

from dataclasses import dataclass

from kolben import App, Body, Query, QueryArgs, Resource, url_for

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


@dataclass
class Wanted:
    words: str = ""


class Search(Resource):
    def get(self, wanted: QueryArgs[Wanted], page: Query[int] = 1) -> str:
        return wanted.words

    def put(self, body: Body[Wanted]) -> str:
        return body.words


Search.url()  # E mypy: Too few arguments # E pyright: Argument missing for parameter "wanted" # E plugin: Missing positional argument "wanted" in call to "url" of "Search"
Search.url(Wanted(), page="2")  # E mypy: has incompatible type "str"; expected "int" # E pyright: cannot be assigned to parameter "page"
Search.url(Wanted(), pages=2)  # E mypy: Unexpected keyword argument "pages" # E pyright: No parameter named "pages"
Search.url({"words": ""})  # E mypy: expected "Wanted" # E pyright: cannot be assigned to parameter "wanted"
url_for(Search, wanted=Wanted(), page=None)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" # E plugin: Argument "page" to "url_for(Search)" has incompatible type "None"; expected "int"
url_for(Search.put)  # E mypy: No overload variant of "url_for" # E pyright: No overloads for "url_for" # E plugin: nothing
