"""Every way to break a rulebook, and the one line that its author reads."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.foundation.rulebook.broken_rules import GROUND, RULES
from tests.foundation.rulebook.conftest import ABOUT, RULEBOOKS, Files
from tests.foundation.rulebook.hostile_files import FORMS
from youwei.foundation.rulebook.rules import RulebookError, load

Faults = Callable[[Files], list[str]]


@pytest.mark.parametrize(("text", "expected"), [r[1:] for r in RULES], ids=[r[0] for r in RULES])
def test_a_broken_rule_is_named_with_its_file_and_line(
    faults: Faults, text: str, expected: list[str]
) -> None:
    assert faults({"rules.yaml": text}) == expected


@pytest.mark.parametrize(("content", "expected"), [f[1:] for f in FORMS], ids=[f[0] for f in FORMS])
def test_a_hostile_file_is_refused(faults: Faults, content: bytes, expected: list[str]) -> None:
    assert faults({"x.yaml": content}) == expected


def test_a_key_that_stands_twice_is_named_with_both_lines(faults: Faults) -> None:
    text = "publication:\n  suppression:\n    threshold: 12\n    threshold: 6\n" + GROUND
    assert faults({"x.yaml": text}) == ["x.yaml:4: `threshold` stands here twice, first on line 3"]


def test_a_section_in_two_files_is_refused(faults: Faults) -> None:
    text = "publication:\n  suppression:\n    threshold: 12\n" + GROUND
    assert faults({"x.yaml": text, "y.yaml": "\n" + text}) == [
        "y.yaml:2: publication: stands in x.yaml:1 already"
    ]


def test_a_fault_of_the_base_is_shown_in_the_file_of_the_base(
    write: Callable[[Files], Path], tmp_path: Path
) -> None:
    base = tmp_path / "base"
    base.mkdir()
    for file in (RULEBOOKS / "hebei-2016").glob("*.yaml"):
        text = file.read_text().replace("id: hebei-2016", "id: base")
        (base / file.name).write_text(text.replace("bits: 80", "bits: 8"))
    folder = write({"rulebook.yaml": ABOUT.replace("hebei-2016", "base")})
    with pytest.raises(RulebookError) as caught:
        load(folder)
    (fault,) = caught.value.faults
    assert (fault.file, fault.rule) == ("base/intake.yaml", "intake")
    assert "bits: 8," in (base / "intake.yaml").read_text().splitlines()[fault.line - 1]


ABOUTS = [
    ("id: trial", "id: other", ["rulebook.yaml:2: about: id: differs from the name of the folder"]),
    (
        "2016-03-01\n  extends",
        "soon\n  extends",
        ["rulebook.yaml:9: about: valid_from: expected a day such as 2016-02-15"],
    ),
    ('"1.0"', "1", ["rulebook.yaml:3: about: version: Input should be a valid string"]),
    (
        "  valid_from",
        "  valid_to: 2015-01-01\n  valid_from",
        ["rulebook.yaml:1: about: valid_to lies before valid_from"],
    ),
    (
        "extends: hebei-2016",
        "extends: nowhere",
        ["rulebook.yaml:10: about: extends: there is no rulebook `nowhere`"],
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), ABOUTS)
def test_what_a_rulebook_says_about_itself(
    faults: Faults, old: str, new: str, expected: list[str]
) -> None:
    found = faults({"rulebook.yaml": ABOUT.replace(old, new)})
    assert found == expected


def test_a_base_is_named_by_its_id_and_never_by_a_path(faults: Faults) -> None:
    found = faults({"rulebook.yaml": ABOUT.replace("hebei-2016", "../hebei-2016")})
    assert any(line.startswith("rulebook.yaml:10: about: extends: ") for line in found)


def test_a_rulebook_that_extends_itself_ends(faults: Faults) -> None:
    found = faults({"rulebook.yaml": ABOUT.replace("extends: hebei-2016", "extends: trial")})
    assert any(line.endswith("extends: the line of descent has no end") for line in found)


def test_a_folder_without_its_first_file(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=r"^rulebook.yaml: is missing in this folder$"):
        load(tmp_path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="cannot be opened"):
        load(tmp_path / "nowhere")


def test_a_folder_in_the_place_of_a_file(write: Callable[[Files], Path]) -> None:
    folder = write({})
    (folder / "themes.yaml").mkdir()
    with pytest.raises(RulebookError, match=r"themes.yaml: cannot be read: not a plain file"):
        load(folder, shelves=[RULEBOOKS])


def test_the_short_ending_is_refused_and_not_passed_over(faults: Faults) -> None:
    assert faults({"x.yml": "a: 1\n"}) == ["x.yml: name it .yaml, not .yml"]


def test_an_unreadable_file_does_not_bury_its_fault_under_missing_sections(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "trial"
    folder.mkdir()
    about = "".join(line for line in ABOUT.splitlines(True) if "extends" not in line)
    (folder / "rulebook.yaml").write_text(about)
    (folder / "themes.yaml").write_text("themes: [\n")
    with pytest.raises(RulebookError) as caught:
        load(folder)
    assert [fault.file for fault in caught.value.faults] == ["themes.yaml"]
