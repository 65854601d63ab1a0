"""The session: what is kept for one user from a request to the next.

Layer 3. A mapping that knows whether it was read and whether it was changed, so that
a back-end sends something only when there is something to send. It knows nothing of
cookies, keys or stores: those are the business of a back-end
(:mod:`kolben.sessions.backend`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any, Final, NoReturn

from kolben.exceptions import SessionError

__all__ = ["NullSession", "Session"]

_MISSING: Final = object()
_PERMANENT: Final = "_permanent"


class Session(MutableMapping[str, Any]):
    """A mapping of text to values that remembers how it was used.

    A change *inside* of a value (an item added to a list that is kept here) goes
    unseen: set :attr:`modified` to true after it.

    Args:
        values: What was kept before.
        new: Whether no earlier request left anything.

    Attributes:
        accessed: Whether anyone looked at the session; the response then varies by
            the cookie.
        modified: Whether the session was changed and has to be saved.
        new: Whether no earlier request left anything.
        sealed: Whether the answer has left already, so that a change would be lost.

    Example:
        >>> session = Session({"user": "ada"})
        >>> session["user"], session.accessed, session.modified
        ('ada', True, False)
        >>> session["seen"] = 1
        >>> session.modified
        True
    """

    accessed: bool
    modified: bool
    new: bool
    sealed: bool = False
    _readings: dict[Any, Any] | None = None

    def __init__(
        self, values: Mapping[str, Any] | None = None, *, new: bool = False
    ) -> None:
        self._values: dict[str, Any] = {} if values is None else dict(values)
        self.accessed = False
        self.modified = False
        self.new = new

    @property
    def permanent(self) -> bool:
        """Whether the session outlives the browser, for the configured lifetime."""
        return bool(self.get(_PERMANENT, False))

    @permanent.setter
    def permanent(self, value: bool) -> None:
        self[_PERMANENT] = bool(value)

    def __getitem__(self, key: str) -> Any:
        self.accessed = True
        return self._values[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._begin_write()
        if not isinstance(key, str):
            raise SessionError(
                f"The session cannot keep a value under {key!r}, which is no text.",
                hint=f"Use the key {str(key)!r}.",
            )
        self._values[key] = value
        self.modified = True

    def __delitem__(self, key: str) -> None:
        self._begin_write()
        del self._values[key]
        self.modified = True

    def __contains__(self, key: object) -> bool:
        self.accessed = True
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        self.accessed = True
        return iter(self._values)

    def __len__(self) -> int:
        self.accessed = True
        return len(self._values)

    def __repr__(self) -> str:
        self.accessed = True  # a page may show it: {{ session }}
        return f"<{type(self).__name__} {self._values!r}>"

    def get(self, key: str, default: Any = None, /) -> Any:
        """Return the value of *key*, or *default* if there is none."""
        self.accessed = True
        return self._values.get(key, default)

    def pop(self, key: str, /, default: Any = _MISSING) -> Any:
        """Take *key* out and return its value; without *key* nothing changes.

        Raises:
            KeyError: If *key* is missing and no *default* is given.
        """
        self._begin_write()
        if key in self._values:
            self.modified = True
        elif default is not _MISSING:
            return default
        return self._values.pop(key)

    def popitem(self) -> tuple[str, Any]:
        """Take out the pair that was added last.

        Raises:
            KeyError: If the session is empty.
        """
        self._begin_write()
        pair = self._values.popitem()
        self.modified = True
        return pair

    def clear(self) -> None:
        """Take everything out."""
        self._begin_write()
        self.modified = self.modified or bool(self._values)
        self._values.clear()
        self._readings = None

    def copy(self) -> dict[str, Any]:
        """Return a plain dictionary with the same content."""
        self.accessed = True
        return dict(self._values)

    @property
    def readings(self) -> dict[Any, Any]:
        """What typed views made of the values here, by their keys."""
        readings = self._readings
        if readings is None:
            readings = self._readings = {}
        return readings

    def settle(self) -> None:
        """Take up changes within values that typed views gave; done before saving.

        Raises:
            SessionError: If a value is not what its view declares any more.
        """
        for key, reading in list((self._readings or {}).items()):
            key.write_back(self, reading)

    def _begin_write(self) -> None:
        """Note that the session is used, unless a change would be lost.

        Raises:
            SessionError: If the answer has left already.
        """
        if self.sealed:
            raise SessionError(
                "The session is changed after its answer was sent, so the change would "
                "be lost.",
                hint="Change it before the view returns, not in the body that it "
                "streams or at teardown.",
            )
        self.accessed = True


class NullSession(Session):
    """The session of an application without a secret key: empty, and read-only.

    Reading works, so that a page that merely asks who is signed in is served;
    writing would lose what is written, and says how to make a key instead.

    Example:
        >>> "user" in NullSession()
        False
    """

    def _begin_write(self) -> NoReturn:
        """Refuse to be written.

        Raises:
            SessionError: Always.
        """
        raise SessionError(
            "The session is unavailable because no secret key was set.",
            hint="Set 'SECRET_KEY' in the configuration to a secret of your own, made"
            " by: python -c 'import secrets; print(secrets.token_hex())'",
        )
