"""Finds the mistakes: by one run of each type checker, and by the start of each."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Final

from tests.mistakes.reading import FILES, Program, programs
from tests.typing import checkers

from kolben import App, KolbenError
from kolben.checks import Finding, check

FILE: Final = "app.py"
"""What the file of each program is called in the messages."""


@dataclass(frozen=True)
class Written:
    """The programs, each in its wrong and its right form, in a folder."""

    folder: Path

    @classmethod
    def into(cls, folder: Path) -> Written:
        """Write all programs into *folder*, with what they need."""
        for needed in ("templates", "static"):
            shutil.copytree(FILES / needed, folder / needed)
        settings = json.loads((checkers.HERE / "pyrightconfig.json").read_text("utf-8"))
        settings |= {
            "include": ["."],
            "reportUnusedImport": "none",
            "extraPaths": [str(checkers.ROOT / "src")],
        }
        (folder / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
        written = cls(folder.resolve())
        for program in programs():
            written.file(program, "wrong").write_text(program.wrong, "utf-8")
            written.file(program, "right").write_text(program.right, "utf-8")
        return written

    def file(self, program: Program, form: str) -> Path:
        """Return the file of *program* in one of its forms."""
        return self.folder / f"{form}_{program.name}.py"

    def mypy(self) -> checkers.Reports:
        """Return what mypy reports about all files."""
        return checkers.mypy_over(sorted(self.folder.glob("*.py")))

    def mypy_with_plugin(self) -> checkers.Reports:
        """Return what mypy reports about all files with our plugin."""
        return checkers.mypy_over(sorted(self.folder.glob("*.py")), plugin=True)

    def pyright(self) -> checkers.Reports:
        """Return what pyright reports about all files."""
        return checkers.pyright_over(self.folder / "pyrightconfig.json")

    def start(self, program: Program, form: str) -> App | str:
        """Return the frozen application, or what importing or freezing it says."""
        file = self.file(program, form)
        try:
            app = _imported(file).app
            app.freeze()
        except (KolbenError, TypeError) as error:
            return self._told(error, file)
        finally:
            sys.modules.pop(file.stem, None)
        assert isinstance(app, App)
        return app

    def check(self, program: Program, form: str) -> list[str]:
        """Return what ``kolben check`` finds, notes left out, if it can be imported."""
        file = self.file(program, form)
        try:
            found = check(_imported(file).app).findings
        except (KolbenError, TypeError):
            return []
        finally:
            sys.modules.pop(file.stem, None)
        return [self._found(each, file) for each in found if each.severity != "note"]

    def _found(self, finding: Finding, file: Path) -> str:
        told = f"{finding.site}: {finding.problem}\n  help: {finding.hint}"
        return self._shortened(f"{finding.rule}: {told}", file)

    def _told(self, error: Exception, file: Path) -> str:
        """Return what stands below the traceback of *error*."""
        lines = [f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())]
        return self._shortened("\n".join(lines), file)

    def shown(self, told: str, program: Program) -> str:
        """Return what a type checker says of the wrong program, as the start does."""
        return self._shortened(told, self.file(program, "wrong"))

    def _shortened(self, told: str, file: Path) -> str:
        told = told.replace(str(file), FILE).replace(str(self.folder) + "/", "")
        return told.replace(str(self.folder), "").replace(file.stem, "app")


CHECKERS: Final[Mapping[str, Callable[[Written], checkers.Reports]]] = {
    "mypy": Written.mypy,
    "pyright": Written.pyright,
    "plugin": Written.mypy_with_plugin,
}
"""What each type checker reports; ``plugin`` is mypy with our plugin."""


def _imported(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[file.stem] = module
    spec.loader.exec_module(module)
    return module
