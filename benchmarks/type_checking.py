"""How long mypy takes for an application, and what of it Kolben's types cost.

    python benchmarks/type_checking.py [RESOURCES]

Writes an application of that many resources (300 by default) and lets ``mypy --strict``
check it: cold (no cache at all), with the libraries in the cache but the application
new, and once more with nothing changed. The same resources are checked with Kolben's
types left out (every name of it is ``Any``), and as Flask's ``MethodView``, whose links
are texts. ``examples/notes`` is checked with and without Kolben's types.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PER_MODULE = 10

KOLBEN_HEAD = """
from __future__ import annotations

from dataclasses import dataclass, field

from kolben import Body, Created, Json, NoContent, Query, Redirect, Resource, url_for


@dataclass
class Item:
    title: str
    price: int = 0
    tags: list[str] = field(default_factory=list)
"""

KOLBEN_RESOURCE = """

class Item{n}(Resource, path="/{module}/items{n}/<item_id>"):
    def get(self, item_id: int, page: Query[int] = 1, q: Query[str] = "") -> Json[Item]:
        return Json(Item(f"{{item_id}} {{q}}", page))

    def put(self, item_id: int, body: Body[Item]) -> Created[Item]:
        return Created(body, location=Item{n}.url(item_id=item_id, page=2))

    def delete(self, item_id: int) -> NoContent:
        return NoContent()

    def post(self, item_id: int) -> Redirect:
        first = url_for(Item{n}, item_id=item_id)
        second = Item{n}.url(item_id=item_id + 1)
        return Redirect(first if item_id else second)
"""

FLASK_HEAD = """
from __future__ import annotations

from dataclasses import asdict, dataclass, field

from flask import jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask.views import MethodView


@dataclass
class Item:
    title: str
    price: int = 0
    tags: list[str] = field(default_factory=list)
"""

FLASK_RESOURCE = """

class Item{n}(MethodView):
    def get(self, item_id: int) -> ResponseReturnValue:
        page = request.args.get("page", 1, type=int)
        q = request.args.get("q", "")
        return jsonify(asdict(Item(f"{{item_id}} {{q}}", page)))

    def put(self, item_id: int) -> ResponseReturnValue:
        body = Item(**request.get_json())
        link = url_for("item{n}", item_id=item_id, page=2)
        return jsonify(asdict(body)), 201, {{"Location": link}}

    def delete(self, item_id: int) -> ResponseReturnValue:
        return "", 204

    def post(self, item_id: int) -> ResponseReturnValue:
        first = url_for("item{n}", item_id=item_id)
        second = url_for("item{n}", item_id=item_id + 1)
        return redirect(first if item_id else second)
"""

UNTYPED = """\
[mypy]
mypy_path = {path}
strict = True
disallow_subclassing_any = False
disallow_any_unimported = False
disallow_untyped_decorators = False
disallow_any_generics = False
warn_return_any = False
disable_error_code = call-arg, valid-type, return-value, attr-defined, misc

[mypy-kolben.*]
follow_imports = skip
"""
TYPED = "[mypy]\nmypy_path = {path}\nstrict = True\n"


class Times(NamedTuple):
    """Seconds for one application."""

    cold: float
    changed: float
    warm: float


def write(folder: Path, head: str, resource: str, count: int) -> Callable[[], Path]:
    """Write the modules; return what makes them new for a checker, and their folder."""
    package = folder / "generated"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    for module in range(-(-count // PER_MODULE)):
        first = module * PER_MODULE
        numbers = range(first, min(first + PER_MODULE, count))
        text = "".join(resource.format(n=n, module=f"m{module}") for n in numbers)
        (package / f"m{module}.py").write_text(f'"""Generated."""\n{head}{text}')

    def renew() -> Path:
        for file in package.glob("*.py"):
            file.write_text(file.read_text() + "\n# changed\n")
        return package

    return renew


def seconds(target: Path, config: Path, cache: Path) -> float:
    """Return how long ``mypy`` takes for *target*, which must have no error."""
    command = [
        *(sys.executable, "-m", "mypy", "--config-file", str(config)),
        *("--cache-dir", str(cache), "--no-error-summary", str(target)),
    ]
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=target.parent, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"mypy finds errors in {target}:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - start


def measure(renew: Callable[[], Path], config: str, folder: Path) -> Times:
    """Check cold, after a change of all modules, and unchanged."""
    file, cache = folder / "mypy.ini", folder / "cache"
    file.write_text(config)
    cold = seconds(renew(), file, cache)
    changed = seconds(renew(), file, cache)
    return Times(cold, changed, seconds(folder / "generated", file, cache))


def copied_notes(folder: Path) -> Callable[[], Path]:
    """Copy the example, without its tests, to where it may be changed."""
    package = folder / "generated"
    shutil.copytree(
        ROOT / "examples" / "notes", package / "notes", ignore=_tests_of_examples
    )

    def renew() -> Path:
        for name in ("__init__", "store"):
            file = package / "notes" / f"{name}.py"
            file.write_text(file.read_text() + "\n# changed\n")
        return package

    return renew


def _tests_of_examples(_: str, names: list[str]) -> set[str]:
    return {"tests", "__pycache__", "instance"} & set(names)


def main(count: int = 300) -> None:
    """Print the table."""
    typed, untyped = (text.format(path=ROOT / "src") for text in (TYPED, UNTYPED))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = {
            f"{count} resources": (KOLBEN_HEAD, KOLBEN_RESOURCE, typed),
            "  without Kolben's types": (KOLBEN_HEAD, KOLBEN_RESOURCE, untyped),
            "  as Flask's MethodView": (FLASK_HEAD, FLASK_RESOURCE, typed),
        }
        print(f"{'seconds of mypy --strict':28}{'cold':>8}{'changed':>9}{'same':>7}")
        for number, (label, (head, resource, config)) in enumerate(rows.items()):
            place = folder / str(number)
            show(label, measure(write(place, head, resource, count), config, place))
        notes = {"examples/notes": typed, "  without Kolben's types": untyped}
        for number, (label, config) in enumerate(notes.items()):
            place = folder / f"notes{number}"
            show(label, measure(copied_notes(place), config, place))


def show(label: str, times: Times) -> None:
    """Print one line of the table."""
    print(f"{label:28}{times.cold:>8.2f}{times.changed:>9.2f}{times.warm:>7.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
