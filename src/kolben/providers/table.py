"""The providers that are declared on one router.

Layer 4.
"""

from __future__ import annotations

from kolben.exceptions import BindError
from kolben.providers.provider import Provider

__all__ = ["ProviderTable"]


class ProviderTable:
    """The providers that are declared on one router, one for each type.

    Example:
        >>> table = ProviderTable()
        >>> table.add(Provider.of(list, None, "request"))
        >>> table.find(list).lifetime
        'request'
        >>> table.find(dict) is None
        True
    """

    def __init__(self) -> None:
        self._providers: dict[object, Provider] = {}

    def add(self, provider: Provider) -> None:
        """Take up *provider*.

        Raises:
            BindError: If there is one for its type already.
        """
        known = self._providers.get(provider.key)
        if known is not None:
            raise BindError(
                f"{provider.label} is provided twice, at {known.site} and at "
                f"{provider.site}.",
                hint="Take one of them out; in a test, write 'with app.override("
                f"{provider.label}, value):'.",
            )
        self._providers[provider.key] = provider

    def find(self, key: object) -> Provider | None:
        """Return the provider of the type *key*, if there is one."""
        return self._providers.get(key)

    def all(self) -> tuple[Provider, ...]:
        """Return all of them, in the order of their declaration."""
        return tuple(self._providers.values())
