"""What a class or a function of the programmer is called.

Layer 0. Errors, routes and listings name the same objects, and have to name them
alike, so that one can be found by the other.
"""

from __future__ import annotations

from functools import partial

__all__ = ["label_of", "name_of"]


def label_of(declared: object) -> str:
    """Return what messages call a class or a function: its qualified name, locals cut.

    Example:
        >>> label_of(dict.get), label_of(lambda: None)
        ('dict.get', '<lambda>')
    """
    named = _named(declared)
    name = getattr(named, "__qualname__", None) or type(named).__qualname__
    return str(name).rpartition("<locals>.")[2]


def name_of(declared: object) -> str:
    """Return the name of a class or a function: that of a route or a filter of it.

    Example:
        >>> name_of(dict.get), name_of(partial(print, "x")), name_of(3)
        ('get', 'print', 'int')
    """
    named = _named(declared)
    return str(getattr(named, "__name__", None) or type(named).__name__)


def _named(declared: object) -> object:
    """Return the function of a partial function, and whatever else as it is."""
    while isinstance(declared, partial):
        declared = declared.func
    return declared
