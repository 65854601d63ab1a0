"""What is set for one installation, and what is the same for all."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from msgspec import Meta

from kolben import Config

__all__ = ["Settings"]


class Settings(Config):
    """Read from the environment: ``LIBRARY_LOAN_DAYS=14 kolben --app ... run``.

    ``LIBRARY_FOLDER`` says where the database lies; by default it is in the instance
    folder of the application.
    """

    folder: Path | None = None
    loan_days: Annotated[int, Meta(ge=1)] = 21
    most_loans: Annotated[int, Meta(ge=1)] = 5
