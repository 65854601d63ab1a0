"""``kolben explain GET /posts/3``: what becomes of a request, without sending it.

Layer 8.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import click

from kolben.app import App
from kolben.checks.explaining import Explanation, explain
from kolben.checks.sections import Section
from kolben.cli.failures import not_served
from kolben.commands import AppLoader, pass_loader
from kolben.exceptions import KolbenError, UrlError

__all__ = ["explain_command"]


@click.command("explain", short_help="Tell what becomes of a request.")
@click.argument("method")
@click.argument("url", required=False)
@click.option(
    "--all", "every", is_flag=True, help="Show rules that have nothing in common."
)
@pass_loader
def explain_command(
    loader: AppLoader, method: str, url: str | None, every: bool
) -> None:
    """Tell what becomes of a request, without sending it.

    Prints the rules that are tried and why the others do not fit, the converters, the
    rings, hooks and guards in their order, what is provided, the inputs and where
    they come from, the handler and its templates, and what answers errors. The exit
    code is 1 if nothing answers the request.

    \b
      kolben explain GET /posts/3
      kolben explain /posts/3
      kolben explain POST http://api.example.com/posts
    """  # noqa: D301  # click reads the control character
    if url is None:
        method, url = "GET", method
    if not url.startswith("/") and "://" not in url:
        raise click.UsageError(
            f"{url!r} is no URL.\n  help: Write 'kolben explain GET /{url}'."
        )
    app = cast(App, loader.load_app())
    try:
        explanation = explain(app, method, url, every=every)
    except UrlError as error:
        raise click.UsageError(str(error)) from error
    except KolbenError as error:
        raise not_served(error) from error
    for line in _lines(explanation):
        click.echo(line)
    if not explanation.answered:
        raise click.exceptions.Exit(1)


def _lines(explanation: Explanation) -> Iterator[str]:
    colour = "green" if explanation.answered else "red"
    yield click.style(explanation.request, bold=True)
    yield click.style(explanation.outcome, fg=colour)
    for section in explanation.sections:
        yield ""
        yield click.style(section.title, bold=True)
        yield from _rows(section)
        if section.rest:
            yield f"  {section.rest}"


def _rows(section: Section) -> Iterator[str]:
    """Lay out the cells in columns, each as wide as its widest cell."""
    count = max(len(row) for row in section.rows)
    rows = [(*row, *[""] * (count - len(row))) for row in section.rows]
    kept = [column for column in zip(*rows, strict=True) if any(column)]
    widths = [max(map(len, column)) for column in kept]
    for row in zip(*kept, strict=True):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(cells)}".rstrip()
