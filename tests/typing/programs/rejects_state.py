"""Misspelt attributes of the proxies, and sessions that are used wrongly."""

from __future__ import annotations

from kolben import current_app, request, session

session.modifed = True  # E mypy: has no attribute "modifed" # E pyright: Attribute "modifed" is unknown
session[1] = "a"  # E mypy: Invalid index type "int" # E pyright: cannot be assigned to parameter
session.permanent = "yes"  # E mypy: Incompatible types in assignment # E pyright: is not assignable
request.metod  # E mypy: has no attribute "metod" # E pyright: Cannot access attribute "metod"
request.method.uper()  # E mypy: has no attribute "uper" # E pyright: Cannot access attribute "uper"
length: int = request.path  # E mypy: Incompatible types in assignment # E pyright: is not assignable
current_app.nme  # E mypy: has no attribute "nme" # E pyright: Cannot access attribute "nme"
