"""Imports the module that was named, or says precisely why that failed.

Layer 8. Python's own message says which module is missing, but neither where it was
looked for nor which file was probably meant; and a file that hides a module of the
same name fails far from its cause.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

from kolben.cli.failures import failure, raised_while
from kolben.cli.targets import Target
from kolben.commands import NoApplicationError
from kolben.exceptions import nearest

__all__ = ["import_target"]

_KOLBEN: Final = Path(__file__).parents[1]


def import_target(target: Target) -> ModuleType:
    """Import the module of *target* from its folder.

    Raises:
        NoApplicationError: If it cannot be imported, whatever the reason.
    """
    _require_other_name(target)
    if target.file is not None and not target.file.is_file():
        raise _unknown(target, f"there is no file {target.file}")
    if sys.path[0] != str(target.folder):
        sys.path.insert(0, str(target.folder))
    module = _import(target)
    _require_same_file(target, module)
    return module


def _import(target: Target) -> ModuleType:
    try:
        return import_module(target.module)
    except ModuleNotFoundError as error:
        if error.name is not None and _is_outer(error.name, target.module):
            raise _unknown(target, str(error)) from error
        raise raised_while(f"importing {target.module!r}", error) from error
    except (ValueError, TypeError) as error:
        if not target.module.strip(".") or target.module.startswith("."):
            raise _unknown(target, "it is not the name of a module") from error
        raise raised_while(f"importing {target.module!r}", error) from error
    except (Exception, SystemExit) as error:
        raise raised_while(f"importing {target.module!r}", error) from error


def _is_outer(name: str, module: str) -> bool:
    """Say whether *name* is *module* or a package round it."""
    return f"{module}.".startswith(f"{name}.")


def _unknown(target: Target, why: str) -> NoApplicationError:
    guess = nearest(target.module.rpartition(".")[2], _modules_near(target))
    hint = "Name a module, a file or a folder that holds an application."
    return failure(
        f"Could not import {target.module!r}.",
        tried=f"to import it from {target.folder} and from Python's path; {why}",
        hint=hint if guess is None else f"Did you mean {guess!r}?",
    )


def _modules_near(target: Target) -> list[str]:
    """Return the modules and packages that lie where *target* should."""
    folder = target.folder.joinpath(*target.module.split(".")[:-1])
    if not folder.is_dir():
        return []
    files = [file.stem for file in folder.glob("*.py")]
    return [*files, *(file.parent.name for file in folder.glob("*/__init__.py"))]


def _require_other_name(target: Target) -> None:
    """Refuse a module that is called like the framework."""
    if target.module.partition(".")[0] != "kolben":
        return
    file = target.file or target.folder / "kolben.py"
    inside = file.is_relative_to(_KOLBEN)
    if file.exists() and not inside:
        raise failure(
            f"The module {target.module!r} has the name of the framework.",
            tried=f"to import {file}, which hides Kolben itself wherever it says "
            "'from kolben import App'",
            hint=f"Rename {file.name!r}, for example to 'hello.py'.",
        )
    if target.module == "kolben":
        raise failure(
            "'kolben' is the framework and not an application.",
            tried=f"to find an application called {target.text!r}",
            hint="Name your own module: 'kolben --app hello'.",
        )


def _require_same_file(target: Target, module: ModuleType) -> None:
    """Refuse a file that Python does not import, since another has its name."""
    loaded = getattr(module, "__file__", None)
    file = target.file or _hidden_file(target, loaded)
    if file is None or (loaded and Path(loaded).samefile(file)):
        return
    raise failure(
        f"Python imports another module called {target.module!r}.",
        tried=f"to import {file}, and got {loaded or 'a part of Python'}",
        hint=f"Rename {file.name!r}.",
    )


def _hidden_file(target: Target, loaded: str | None) -> Path | None:
    """Return the file that a module's name means here, if one from elsewhere came."""
    file = target.folder / f"{target.module}.py"
    here = loaded is not None and Path(loaded).is_relative_to(target.folder)
    return file if file.is_file() and not here else None
