"""The runner of `make test`: what counts as a failure, and that nothing is left out silently."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_here", ROOT / "tools/check.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up while they are made.
    monkeypatch.setitem(sys.modules, "check_here", module)
    spec.loader.exec_module(module)
    monkeypatch.delenv("CI", raising=False)
    return module


def outcomes(check: ModuleType, *codes: int | None) -> list[object]:
    return [
        check.Outcome(f"step{code}", code, 1.0, "3 passed, 1 skipped in 1.20s") for code in codes
    ]


@pytest.mark.parametrize(
    ("codes", "ci", "expected"),
    [
        ((0, 0), "true", 0),
        ((0, 1), "", 1),
        ((0, -11), "", 1),
        ((0, None), "", 0),
        ((0, None), "true", 1),
    ],
)
def test_not_run_is_a_failure_under_ci_only(
    check: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    codes: tuple[int | None, ...],
    ci: str,
    expected: int,
) -> None:
    monkeypatch.setenv("CI", ci)
    assert check.summary(outcomes(check, *codes), 0.0) == expected


def test_the_last_line_counts_the_tests(
    check: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    lint = check.Outcome("lint", 0, 1.0, "39 errors fixed")
    check.summary([lint, *outcomes(check, 0, 0)], 0.0)
    assert "all passed; 6 passed, 2 skipped in" in capsys.readouterr().out.splitlines()[-1]


def test_without_a_browser_the_journeys_are_reported_as_not_run(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("YOUWEI_INSTALL_CHROMIUM", "0")
    monkeypatch.setattr(check, "BROWSERS", ("no-such-browser",))
    assert check.journeys().word == "NOT RUN"
    assert "journeys: not run: no Chromium" in capsys.readouterr().out


def test_a_step_gets_its_own_environment_and_its_closing_line_is_kept(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/real")
    script = "import os; print(os.environ.get('DATABASE_URL')); print(os.environ['ENGINE'])"
    step = check.Step(
        "one", (sys.executable, "-c", script), {"ENGINE": "sqlite"}, without="DATABASE_URL"
    )
    outcome = check.run(step)
    assert (outcome.code, outcome.closing) == (0, "sqlite")


def test_a_step_beside_others_is_waited_for(
    check: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "ROOT", tmp_path)
    (tmp_path / "build").mkdir()
    waiting = check.beside(check.Step("types", (sys.executable, "-c", "print('x'); exit(2)")))
    outcome = waiting()
    assert (outcome.code, outcome.closing, outcome.word) == (2, "x", "FAILED")
