"""Misspelt attributes of the proxies, and sessions that are used wrongly."""

from __future__ import annotations

from kolben import (
    App,
    AppOptions,
    Request,
    Resource,
    Router,
    RouterOptions,
    current_app,
    request,
    session,
)

app = App(__name__)

session.modifed = True  # E mypy: has no attribute "modifed" # E pyright: Attribute "modifed" is unknown
session[1] = "a"  # E mypy: Invalid index type "int" # E pyright: cannot be assigned to parameter
session.permanent = "yes"  # E mypy: Incompatible types in assignment # E pyright: is not assignable
request.metod  # E mypy: has no attribute "metod" # E pyright: Cannot access attribute "metod"
request.method.uper()  # E mypy: has no attribute "uper" # E pyright: Cannot access attribute "uper"
length: int = request.path  # E mypy: Incompatible types in assignment # E pyright: is not assignable
current_app.nme  # E mypy: has no attribute "nme" # E pyright: Cannot access attribute "nme"
session.new = "no"  # E mypy: Incompatible types in assignment # E pyright: attribute "new"
session.gett("user")  # E mypy: has no attribute "gett" # E pyright: Type of "gett" is unknown
session.update(3)  # E mypy: No overload variant of "update" # E pyright: No overloads for "update"
text: str = session.modified  # E mypy: Incompatible types in assignment # E pyright: is not assignable
wrong: Request = session  # E mypy: Incompatible types in assignment # E pyright: is not assignable
request.args.get("page", type="int")  # E mypy: No overload variant of "get" # E pyright: cannot be assigned to parameter "type"
request.form["a"] + 1  # E mypy: Unsupported operand types for + ("str" and "int")  # E pyright: Operator "+" not supported for types "str" and "Li
request.cookies["a"].uper()  # E mypy: has no attribute "uper" # E pyright: Type of "uper" is unknown
request.get_json(slient=True)  # E mypy: Unexpected keyword argument "slient" # E pyright: No overloads for "get_json"
app.debug = "yes"  # E mypy: Incompatible types in assignment # E pyright: attribute "debug"
app.testing = None  # E mypy: Incompatible types in assignment # E pyright: attribute "testing"
app.secret_key = 3  # E mypy: Incompatible types in assignment # E pyright: attribute "secret_key"
app.permanent_session_lifetime = "1 day"  # E mypy: Incompatible types in assignment # E pyright: attribute "permanent_session_lifetime"
app.config[3] = 1  # E mypy: Invalid index type "int" for "ConfigDict"; expecte # E pyright: cannot be assigned to parameter "key"
app.config.from_prefixd_env()  # E mypy: has no attribute "from_prefixd_env" # E pyright: Type of "from_prefixd_env" is unknown
app.config.from_file(3)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "filename"
app.json = "json"  # E mypy: Incompatible types in assignment # E pyright: attribute "json"
app.sessions = {}  # E mypy: Incompatible types in assignment # E pyright: cannot be assigned to parameter "value"
app.logger.inof("a")  # E mypy: has no attribute "inof" # E pyright: Type of "inof" is unknown
app.name = 3  # E mypy: Incompatible types in assignment # E pyright: attribute "name"
App()  # E mypy: Missing positional argument "import_name" # E pyright: Argument missing for parameter "import_name"
App(3)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "import_name"
App(__name__, confg={})  # E mypy: Unexpected keyword argument "confg" # E pyright: No parameter named "confg"
App(__name__, config=3)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "config"
App(__name__, options=AppOptions(rot_path="/"))  # E mypy: Unexpected keyword argument "rot_path" # E pyright: No parameter named "rot_path"
App(__name__, options=RouterOptions())  # E mypy: incompatible type "RouterOptions" # E pyright: cannot be assigned to parameter "options"
Router("a", options=RouterOptions(sub_domain="a"))  # E mypy: Unexpected keyword argument "sub_domain" # E pyright: No parameter named "sub_domain"
Router("a", prefix=3)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "prefix"


class Page(Resource):
    def get(self) -> str:
        self.session["a"].b
        self.session.modifed = True  # E mypy: has no attribute "modifed" # E pyright: attribute "modifed"
        self.app.nme  # E mypy: has no attribute "nme" # E pyright: Type of "nme" is unknown
        self.context.reqest  # E mypy: has no attribute "reqest" # E pyright: Type of "reqest" is unknown
        self.request = request  # E mypy: Property "request" defined in "Resource" is read-o # E pyright: attribute "request"
        return self.session  # E mypy: Incompatible return value type (got "Session", exp # E pyright: is not assignable
