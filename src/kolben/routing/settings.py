"""How the routes of a table are matched and linked to.

Layer 1. The matcher and the URL builder are compiled from the routes and from these
settings; a route may decide some of them for itself.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["TableSettings"]


@dataclass(frozen=True)
class TableSettings:
    """How the routes of a table are matched, unless a route says otherwise.

    Attributes:
        strict_slashes: A path that lacks the final slash of its route is redirected.
        merge_slashes: Slashes side by side count as one; such a path is redirected.
        redirect_defaults: A path that spells out defaults is redirected to the route
            that has them as defaults.
        host_matching: Routes name whole hosts.
        subdomain_matching: Routes name subdomains of ``server_name``.
        server_name: The host, with its port if unusual.
    """

    strict_slashes: bool = True
    merge_slashes: bool = True
    redirect_defaults: bool = True
    host_matching: bool = False
    subdomain_matching: bool = False
    server_name: str | None = None
