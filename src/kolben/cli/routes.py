"""``kolben routes``: what the application serves, and what answers it.

Layer 8.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

import click

from kolben._sites import site_of
from kolben.app import App
from kolben.commands import AppLoader, pass_loader
from kolben.endpoints import METHODS, Endpoint
from kolben.routing import Route

__all__ = ["routes_command"]

_AUTOMATIC: Final = frozenset({"HEAD", "OPTIONS"})
_SORTS: Final = ("rule", "endpoint", "methods", "domain", "match")


@click.command("routes", short_help="List the routes of the application.")
@click.option(
    "-s",
    "--sort",
    type=click.Choice(_SORTS),
    default="rule",
    show_default=True,
    help="What to sort by; 'match' is the order in which routes were declared.",
)
@click.option("--all-methods", is_flag=True, help="Show HEAD and OPTIONS, too.")
@click.option("--match", metavar="TEXT", default="", help="Show URLs that hold TEXT.")
@pass_loader
def routes_command(
    loader: AppLoader,
    sort: str,
    all_methods: bool,
    match: str,
) -> None:
    """List the routes of the application.

    One line per route: its URL, the methods it answers, its name, which is what
    'url_for' takes, and the handler with its place in the code.
    """
    app = cast(App, loader.load_app())
    chosen = [route for route in app.routes if match in route.rule]
    if not chosen:
        click.echo(f"No route holds {match!r}." if match else "No routes yet.")
        return
    hidden = frozenset() if all_methods else _AUTOMATIC
    rows = {route: _row(route, hidden) for route in chosen}
    if sort != "match":
        column = {"rule": 1, "endpoint": 3, "methods": 2, "domain": 0}[sort]
        chosen.sort(key=lambda route: (rows[route][column], rows[route]))
    headings = (_domain_heading(app), "Rule", "Methods", "Endpoint", "Handler")
    for line in _lines(headings, [rows[route] for route in chosen]):
        click.echo(line)


def _row(route: Route[Endpoint], hidden: frozenset[str]) -> tuple[str, ...]:
    domain = route.options.host or route.options.subdomain or ""
    methods = route.allowed
    shown = ", ".join(sorted(methods - hidden or methods, key=_rank))
    return domain, route.rule, shown, route.name, _handler(route)


def _rank(method: str) -> tuple[int, str]:
    """Return where *method* stands: the usual order first, then the alphabet."""
    known = METHODS.index(method) if method in METHODS else len(METHODS)
    return known, method


def _handler(route: Route[Endpoint]) -> str:
    """Return the name of the handler, and where it is written."""
    endpoint = route.target
    site = site_of(endpoint.handler) or endpoint.site
    return endpoint.label if site is None else f"{endpoint.label} ({site})"


def _domain_heading(app: App) -> str:
    return "Host" if app.routes.settings.host_matching else "Subdomain"


def _lines(headings: Sequence[str], rows: list[tuple[str, ...]]) -> list[str]:
    """Lay out the columns, each as wide as its widest cell; empty ones are left out."""
    columns = list(zip(*rows, strict=True))
    kept = [(h, c) for h, c in zip(headings, columns, strict=True) if any(c)]
    widths = [max(map(len, (heading, *cells))) for heading, cells in kept]
    ruler = tuple("-" * width for width in widths)
    heading = tuple(heading for heading, _ in kept)
    body = zip(*(cells for _, cells in kept), strict=True)
    return [_line(row, widths) for row in (heading, ruler, *body)]


def _line(row: Sequence[str], widths: list[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
    return "  ".join(padded).rstrip()
