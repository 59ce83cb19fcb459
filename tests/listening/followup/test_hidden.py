"""A report of retaliation as a matrix: every address of the desk × all of the organ concerned,
or bound up with it. They find no word of it, nor that it exists.
"""

import re
from typing import TYPE_CHECKING

import pytest
from tests.listening.complaints.cast import writer_of
from tests.matrix.test_conduct_matrix import account_of, asked, content_of, signed_in

if TYPE_CHECKING:
    from tests.matrix.scenes import Scene

    from youwei.listening.followup.models import Report

WORDS, CONTACT, MEASURE = "科长扬言要我好看", "只在夜里打这个电话", "派人陪同办事"
KEPT_OUT = (
    "the organ, every role at once",
    "an organ that depends on it, every role at once",
    "the office, who came from the organ",
    "the office, who holds a post in the organ",
    "the office, who declared an interest",
    "the leading group, who declared an interest",
    "the handling organ, who also serves the organ",
    "the handling organ, who declared an interest",
    "the handling organ, handler",
    "the handling organ, lead",
    "the checking organ",
    "another organ, every role at once",
    "the office, audit administrator",
    "the organ under its new name, every role at once",  # last: it ends the old one
)
OPTIONS = re.compile(r"<option[^>]*>")
SIGNS = (WORDS, CONTACT, MEASURE, "已受理打击报复", "/desk/retaliation/1")


@pytest.fixture
def scene(db: None, still: object) -> "Scene":
    from tests.matrix.scenes import reported

    return reported()


@pytest.fixture
def report(scene: "Scene") -> "Report":
    """Taken up, escalated and with a measure: everything that could be told is there."""
    from youwei.kernel.actor import SYSTEM
    from youwei.listening.followup.operations import retaliation

    made = retaliation.report(
        actor=writer_of(scene.case), case=scene.case, words=WORDS, contact=CONTACT
    )
    retaliation.escalate(actor=SYSTEM, report=made)
    retaliation.take_up(actor=scene.office, report=made)
    return retaliation.record_measure(actor=scene.office, report=made, text=MEASURE)


@pytest.mark.parametrize("group", KEPT_OUT)
def test_they_find_nothing_at_any_address(scene: "Scene", report: "Report", group: str) -> None:
    browser = signed_in(account_of(group, scene))
    faults, cells = [], 0
    addresses = [(one.address, one.posts) for one in asked(scene)]
    own = f"/desk/retaliation/{report.pk}/"
    moves = [f"{own}move/{name}/" for name in ("take_up", "measure", "close")]
    addresses += [(own, False), (f"{own}open/", True), *((move, True) for move in moves)]
    for address, posts in addresses:
        cells += 1
        response = browser.send(address) if posts else browser.get(address)
        told = content_of(response)
        if address.startswith(own) and response.status_code not in {403, 404}:
            faults.append(f"{address} answers {response.status_code}")
        if address == "/desk/retaliation/" and scene.case.number in told:
            faults.append(f"{address} tells the number")
        faults += [
            f"{address} tells {sign}" for sign in SIGNS if sign in told and sign not in address
        ]
        # What the audit administrator may choose from names every kind that there can be.
        if "retaliation_" in OPTIONS.sub("", told):
            faults.append(f"{address} tells an event")
    assert not faults, "\n".join(faults)
    assert cells > 30


def test_those_who_protect_find_it(scene: "Scene", report: "Report") -> None:
    for group in ("the office", "the leading group"):
        browser = signed_in(account_of(group, scene))
        assert scene.case.number in content_of(browser.get("/desk/retaliation/"))
        assert WORDS in content_of(browser.send(f"/desk/retaliation/{report.pk}/open/"))
