"""The import checker keeps the order of wings and layers, and notices every way of breaking it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

FOUNDATION = (
    "duties",
    "exports",
    "retention",
    "files",
    "people",
    "campaigns",
    "organs",
    "journal",
    "rulebook",
)
SKELETON = (
    "config.settings",
    "simulation.year",
    "ui.gate",
    "stats.suppression",
    "text.words",
    "kernel.clock",
    "listening.feedback.models",
    "listening.matters.models",
    "listening.complaints.models",
    "listening.complaints.operations",
    "listening.complaints.web",
    "listening.complaints.api",
    "telling.portal.web",
    *(f"foundation.{app}.models" for app in FOUNDATION),
    "foundation.duties.rules",
    "foundation.duties.access",
    "foundation.duties.web",
    "foundation.duties.jobs",
)


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(
        [command, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def broken(folder: Path, imports: dict[str, str]) -> str:
    """What the checker prints for a house that holds nothing but these imports."""
    package = folder / "youwei"
    for name in (*SKELETON, *imports):
        module = package.joinpath(*name.split("."))
        module.parent.mkdir(parents=True, exist_ok=True)
        for parent in module.relative_to(folder).parents[:-1]:
            (folder / parent / "__init__.py").touch()
        imported = imports.get(name, "")
        (module.with_suffix(".py")).write_text(f"import {imported}\n" if imported else "")
    settings = (ROOT / "pyproject.toml").read_text()
    section = settings[settings.index("[tool.importlinter]") :]
    (folder / "pyproject.toml").write_text(re.sub(r"cache_dir.*", "", section))
    return lint(folder).stdout


def test_the_house_keeps_its_order() -> None:
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout


def test_an_orderly_house_passes(tmp_path: Path) -> None:
    answer = broken(tmp_path, {"config.urls": "youwei.listening.complaints.web"})
    assert " 0 broken" in answer


@pytest.mark.parametrize(
    ("importer", "imported", "contract"),
    [
        ("foundation.organs.models", "youwei.listening.complaints.models", "Wings"),
        ("listening.complaints.models", "youwei.telling.portal.web", "Wings"),
        ("ui.gate", "youwei.foundation.people.models", "Wings"),
        ("kernel.clock", "youwei.ui.gate", "Wings"),
        ("marketing.banners", "", "Wings"),
        ("foundation.organs.models", "youwei.foundation.people.models", "Foundation"),
        ("foundation.gossip.models", "", "Foundation"),
        ("listening.visits.models", "youwei.listening.complaints.models", "Stores"),
        ("listening.complaints.models", "youwei.listening.matters.models", "stand on complaints"),
        ("listening.figures.models", "youwei.listening.feedback.models", "stand on complaints"),
        ("foundation.duties.models", "youwei.foundation.duties.access", "Layers"),
        ("foundation.duties.rules", "youwei.foundation.duties.models", "Layers"),
        ("listening.complaints.api", "youwei.listening.complaints.web", "Layers"),
        ("listening.complaints.operations", "youwei.listening.complaints.web", "Layers"),
        ("listening.complaints.assistants", "", "Layers"),
        ("telling.portal.web", "youwei.listening.complaints.web", "Only the configuration"),
        ("foundation.duties.rules", "django.db", "free of Django"),
        ("kernel.clock", "django.utils.timezone", "free of Django"),
        ("ui.gate", "youwei.foundation.people.models", "no word of the domain"),
    ],
)
def test_disorder_is_found(tmp_path: Path, importer: str, imported: str, contract: str) -> None:
    answer = broken(tmp_path, {importer: imported})
    verdicts = [line for line in answer.splitlines() if line.endswith(" BROKEN")]
    assert any(contract in line for line in verdicts), answer
