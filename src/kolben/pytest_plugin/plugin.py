"""What pytest calls when ``--kolben-reached`` is given.

Layer 8. Under pytest-xdist each worker watches its own tests, and sends what it noted
when it ends; the process that started them judges.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import astuple
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

import pytest

from kolben.app import App
from kolben.exceptions import ConfigError
from kolben.pytest_plugin.left_out import LeftOut
from kolben.pytest_plugin.things import Thing
from kolben.pytest_plugin.watch import Watch

__all__ = ["ReachedPlugin"]

_SENT: Final = "kolben_reached"
_JUDGED: Final = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)


class ReachedPlugin:
    """Fails a run whose tests reach less than the fixture ``app`` declares.

    Args:
        config: The configuration of pytest.

    Raises:
        pytest.UsageError: If something is left out without a reason.
    """

    def __init__(self, config: pytest.Config) -> None:
        self.root: Path = config.rootpath
        try:
            self.left_out: list[LeftOut] = [
                LeftOut.read(line) for line in config.getini("kolben_unreached")
            ]
        except ConfigError as error:
            raise pytest.UsageError(str(error)) from None
        self.watch: Watch = Watch(self.root)
        self.watch.open()
        self.faults: list[str] = []
        self.notes: list[str] = []

    def pytest_unconfigure(self) -> None:
        """Listen no more."""
        self.watch.close()

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[Any]
    ) -> Generator[None, Any, Any]:
        """Expect what the fixture ``app`` gives to be reached."""
        made = yield
        if fixturedef.argname == "app" and isinstance(made, App):
            self.watch.expect(made)
        return made

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Judge the run, or send what was noted to the process that will."""
        watch = self.watch
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[_SENT] = [
                [astuple(thing) for thing in sorted(things)]
                for things in (watch.declared, watch.reached)
            ]
            return
        if exitstatus not in _JUDGED or session.config.getoption("collectonly"):
            return
        self._judge()
        if self.faults and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take what a worker of pytest-xdist noted; one that crashed sends nothing."""
        declared, reached = getattr(node, "workeroutput", {}).get(_SENT, ((), ()))
        self.watch.declared.update(Thing(*each) for each in declared)
        self.watch.reached.update(Thing(*each) for each in reached)

    def _judge(self) -> None:
        declared = self.watch.declared
        if not declared:
            self.faults.append(
                "No test used a fixture 'app' that gives a Kolben application with "
                "something to reach."
            )
            return
        left = declared - self.watch.reached
        for each in self.left_out:
            if not each.fits_any(declared, self.root):
                self.faults.append(
                    f"{each.pattern!r} in 'kolben_unreached' fits nothing that the "
                    "application declares."
                )
            elif not each.fits_any(left, self.root):
                self.notes.append(
                    f"Remove {each.pattern!r} from 'kolben_unreached': it was reached."
                )
            else:
                self.notes.append(f"Left out: {each.pattern} ({each.reason}).")
        self._report(thing for thing in left if not self._is_left_out(thing))

    def _is_left_out(self, thing: Thing) -> bool:
        return any(each.fits(thing, self.root) for each in self.left_out)

    def _report(self, unreached: Any) -> None:
        """Put what was never reached into words, kind by kind, in order of place."""
        things = sorted(unreached, key=attrgetter("kind", "file", "line", "name"))
        for kind, group in groupby(things, attrgetter("kind")):
            for thing in group:
                place = f" ({thing.site})" if thing.file else ""
                self.faults.append(f"{kind} {thing.name}{place} was never reached.")

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Say what was never reached."""
        if not self.faults and not self.notes:
            return
        terminalreporter.section("kolben: reached by the tests")
        for fault in self.faults:
            terminalreporter.write_line(fault, red=True)
        for note in self.notes:
            terminalreporter.write_line(note)
        if self.faults:
            terminalreporter.write_line(
                "Hint: Let a test send a request that leads there, or name it in "
                "'kolben_unreached' with a reason."
            )
