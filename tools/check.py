"""Runs what `make test` promises, step by step, and sums it up.

Every step runs even after a failure, so that one run tells everything. Types are checked beside
the other steps: the type checker uses one core only.
"""

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Who has no test left takes from the other: some tests take a hundred times as long as others.
BOTH_CORES = ("-n", "2", "--dist", "worksteal")
TIMED = re.compile(r" in \d+\.\d+s")
COUNTS = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed)")


@dataclass(frozen=True)
class Step:
    name: str
    command: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    without: str = ""  # a variable of the caller that must not reach this step


@dataclass(frozen=True)
class Outcome:
    name: str
    code: int | None  # None: not run
    seconds: float
    closing: str = ""  # the last line that it printed

    @property
    def word(self) -> str:
        return {0: "ok", None: "NOT RUN"}.get(self.code, "FAILED")


def tool(name: str, *words: str) -> tuple[str, ...]:
    return (str(BIN / name), *words)


def pytest(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "pytest", *words)


def on(engine: str) -> Step:
    """Unit and property tests on one database engine, both cores busy."""
    words = ("tests", "--ignore=tests/journeys", "-m", "not slow", *BOTH_CORES, "-q")
    without = "DATABASE_URL" if engine == "sqlite" else ""
    return Step(engine, pytest(*words), {"YOUWEI_TEST_DATABASE": engine}, without)


def templates() -> list[str]:
    found = (ROOT / "src").glob("youwei/**/templates/**/*.html")
    return [str(path.relative_to(ROOT)) for path in sorted(found)]


def checks() -> list[Step]:
    """What needs no test run. A tool whose subject does not exist yet is left out."""
    steps = [
        Step("format", tool("ruff", "format", "--check", ".")),
        Step("lint", tool("ruff", "check", ".")),
        Step("imports", tool("lint-imports")),
    ]
    if pages := templates():
        steps.append(Step("templates", tool("djade", "--check", *pages)))
    if (ROOT / "tools" / "messages.py").exists():
        steps.append(Step("messages", tool("python", "tools/messages.py", "check")))
    return steps


def caches() -> dict[str, str]:
    """What browsers and font libraries would else write into the home folder."""
    folder = ROOT / "build" / "cache"
    return {"XDG_CACHE_HOME": str(folder / "xdg"), "XDG_CONFIG_HOME": str(folder / "xdg-config")}


def start(step: Step, output: IO[bytes] | int) -> "subprocess.Popen[bytes]":
    env = {**os.environ, **caches(), **step.env}
    env.pop(step.without, None)
    return subprocess.Popen(
        step.command, cwd=ROOT, env=env, stdout=output, stderr=subprocess.STDOUT
    )


def run(step: Step) -> Outcome:
    print(f"\n== {step.name}", flush=True)
    began, closing = time.monotonic(), ""
    with start(step, subprocess.PIPE) as process:
        assert process.stdout is not None
        for line in process.stdout:
            text = line.decode(errors="replace")
            print(text, end="", flush=True)
            closing = text.strip() or closing
    outcome = Outcome(step.name, process.returncode, time.monotonic() - began, closing)
    print(f"-- {step.name}: {outcome.word}, {outcome.seconds:.1f} s", flush=True)
    return outcome


def beside(step: Step) -> Callable[[], Outcome]:
    """Starts a step and gives the function that waits for it and shows what it printed."""
    log = ROOT / "build" / f"{step.name}.log"
    log.parent.mkdir(exist_ok=True)
    outcomes: list[Outcome] = []

    def watch() -> None:
        began = time.monotonic()
        with log.open("wb") as output, start(step, output) as process:
            code = process.wait()
        seconds = time.monotonic() - began  # its own, not until somebody asks for it
        text = log.read_text(errors="replace").strip()
        outcomes.append(Outcome(step.name, code, seconds, text.splitlines()[-1] if text else ""))

    watcher = threading.Thread(target=watch)
    watcher.start()

    def wait() -> Outcome:
        watcher.join()
        (outcome,) = outcomes
        text = log.read_text(errors="replace").strip()
        print(f"\n== {step.name} (beside the steps above)\n{text}", flush=True)
        print(f"-- {step.name}: {outcome.word}, {outcome.seconds:.1f} s", flush=True)
        return outcome

    return wait


def chromium() -> str | None:
    """The browser of the journeys: named, found, or installed where that is allowed."""
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found or not may_install():
        return found
    print("Chromium is missing: installing it with apt-get …", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    words = ("apt-get", "install", "-y", "-qq", "--no-install-recommends")
    for command in (("apt-get", "update", "-qq"), (*words, "chromium", "fonts-noto-cjk")):
        subprocess.run(command, env=env, check=False, stdout=subprocess.DEVNULL)
    return shutil.which("chromium")


def may_install() -> bool:
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    wanted = os.environ.get("YOUWEI_INSTALL_CHROMIUM") != "0"
    return root and wanted and shutil.which("apt-get") is not None


def journeys() -> Outcome:
    if not (ROOT / "tests" / "journeys").is_dir():
        return Outcome("journeys", None, 0.0, "there is no tests/journeys")
    browser = chromium()
    if browser is None:
        print("\njourneys: not run: no Chromium (set CHROMIUM to its path)", flush=True)
        return Outcome("journeys", None, 0.0, "no Chromium")
    words = pytest("tests/journeys", *BOTH_CORES, "-q")
    return run(Step("journeys", words, {"CHROMIUM": browser}))


def everything(only: list[str]) -> list[Outcome]:
    def wanted(name: str) -> bool:
        return not only or name in only

    outcomes: list[Outcome] = []
    types = Step("types", tool("mypy", "src", "tests", "tools", "bench"))
    waiting = beside(types) if wanted("types") else None
    steps = [*checks(), on("sqlite"), on("postgresql")]
    outcomes += [run(step) for step in steps if wanted(step.name)]
    if waiting:
        outcomes.append(waiting())
    if wanted("journeys"):
        outcomes.append(journeys())
    return outcomes


def formatted() -> list[Outcome]:
    steps = [
        Step("ruff format", tool("ruff", "format", ".")),
        Step("ruff check --fix", tool("ruff", "check", "--fix", ".")),
    ]
    outcomes = [run(step) for step in steps]
    if pages := templates():
        # djade ends with 1 where it changed a file, which is no fault here.
        run(Step("djade", tool("djade", *pages)))
    return outcomes


def summary(outcomes: list[Outcome], began: float) -> int:
    print("\n== summary")
    totals: dict[str, int] = {}
    for outcome in outcomes:
        print(f"{outcome.word:8} {outcome.name:12} {outcome.seconds:6.1f} s  {outcome.closing}")
        # Only pytest closes with counts and a time; other tools count their own findings.
        for number, word in (
            COUNTS.findall(outcome.closing) if TIMED.search(outcome.closing) else ()
        ):
            totals[word] = totals.get(word, 0) + int(number)
    under_ci = os.environ.get("CI") == "true"
    bad = [one.name for one in outcomes if one.code or (one.code is None and under_ci)]
    counted = ", ".join(f"{number} {word}" for word, number in totals.items()) or "no tests"
    verdict = f"FAILED: {', '.join(bad)}" if bad else "all passed"
    print(f"== {verdict}; {counted} in {time.monotonic() - began:.0f} s ==", flush=True)
    return 1 if bad else 0


def main(words: list[str]) -> int:
    began = time.monotonic()
    subprocess.run(tool("youwei", "messages", "compile"), cwd=ROOT, check=True)
    if words == ["format"]:
        return summary(formatted(), began)
    if words == ["slow"]:
        return summary([run(Step("slow", pytest("tests", "-m", "slow", "-q")))], began)
    return summary(everything(words), began)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
