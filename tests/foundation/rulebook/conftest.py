from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from youwei.foundation.rulebook.rules import Rulebook, RulebookError, load

ROOT = Path(__file__).resolve().parents[3]
RULEBOOKS = ROOT / "rulebooks"
SHELF = Path(__file__).parent / "shelf"

ABOUT = """\
about:
  id: trial
  version: "1.0"
  title: {zh: 试验, en: Trial}
  issuer: {zh: 试验, en: Trial}
  document:
    title: {zh: 试验, en: Trial}
    issued_on: 2016-03-01
  valid_from: 2016-03-01
  extends: hebei-2016
"""

Files = Mapping[str, str | bytes]


@pytest.fixture(scope="session")
def hebei() -> Rulebook:
    return load(RULEBOOKS / "hebei-2016")


@pytest.fixture(scope="session")
def county() -> Rulebook:
    return load(SHELF / "demo-county", shelves=[RULEBOOKS])


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Files], Path]:
    """Writes the files of the rulebook `trial`, which extends hebei-2016 unless it says else."""

    def written(files: Files) -> Path:
        folder = tmp_path / "trial"
        folder.mkdir()
        for name, text in {"rulebook.yaml": ABOUT, **files}.items():
            (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
        return folder

    return written


@pytest.fixture
def faults(write: Callable[[Files], Path]) -> Callable[[Files], list[str]]:
    """What is wrong with the rulebook `trial` with these files; nothing where all is well."""

    def found(files: Files) -> list[str]:
        try:
            load(write(files), shelves=[RULEBOOKS])
        except RulebookError as error:
            return [str(fault) for fault in error.faults]
        return []

    return found
