"""What is looked at whenever an application starts: the cheap part of the check.

Layer 7. The rules stand above the application, so it keeps no more than a list of
those who want to look; the package's face puts the rules there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from kolben.app_core import AppCore
from kolben.app_settings import AppOptions

__all__ = ["AppChecking", "Inspector"]

Inspector = Callable[[Any], object]
"""Looks at an application that has just been frozen."""


class AppChecking(AppCore):
    """The part of an application that lets itself be looked at.

    Attributes:
        inspectors: What looks at every application that asks for it.
        app_options: What is seldom said of the application.
    """

    inspectors: ClassVar[list[Inspector]] = []
    app_options: AppOptions

    def freeze_all(self) -> None:
        """Take no more declarations, and let what was declared be looked at."""
        super().freeze_all()
        asked = self.app_options.check
        if self.debug if asked is None else asked:
            for inspect in self.inspectors:
                inspect(self)
