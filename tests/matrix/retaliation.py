"""A report of retaliation in a scene: the organ concerned, and whoever is bound up with it, find no
word of it at any address, nor that it exists.
"""

import re
from dataclasses import dataclass
from typing import Any

from tests.matrix.scenes import Scene
from youwei.kernel.actor import SYSTEM, citizen
from youwei.listening.followup.models import Report
from youwei.listening.followup.operations import retaliation

WORDS, CONTACT, MEASURE = "科长扬言要我好看", "只在夜里打这个电话", "派人陪同办事"
OPTIONS = re.compile(r"<option[^>]*>")
SIGNS = (WORDS, CONTACT, MEASURE, "已受理打击报复", "/desk/retaliation/1")
PROTECTS = "sorts"  # the part of those whom it is for


@dataclass(frozen=True)
class Hidden:
    scene: Scene
    report: Report

    def is_for(self, part: str, place: str) -> bool:
        """The list in which those who protect find the number."""
        return part == PROTECTS and place == "followup:retaliation"

    def faults(self, address: str, part: str, told: str) -> list[str]:
        if part == PROTECTS:
            return []
        faults = [f"{address} tells {sign}" for sign in SIGNS if sign in told.replace(address, "")]
        if address == "/desk/retaliation/" and self.scene.case.number in told:
            faults.append(f"{address} tells the number")
        # What the audit administrator may choose from names every kind that there can be.
        if "retaliation_" in OPTIONS.sub("", told):
            faults.append(f"{address} tells an event")
        return faults

    def own_faults(self, browser: Any, part: str) -> list[str]:
        """What is wrong with its own addresses, asked by somebody whom it is kept from."""
        if part == PROTECTS:
            return []
        own = f"/desk/retaliation/{self.report.pk}/"
        moves = [f"{own}move/{name}/" for name in ("take_up", "measure", "close")]
        faults = []
        for address in (own, f"{own}open/", *moves):
            response = browser.get(address) if address == own else browser.send(address)
            if response.status_code not in {403, 404}:
                faults.append(f"{address} answers {response.status_code}")
            told = response.content.decode()
            faults += self.faults(address, part, told)
        return faults


def hidden_in(scene: Scene) -> Hidden:
    """Taken up, escalated and with a measure: everything that could be told is there."""
    writer = citizen(scene.case.number)
    report = retaliation.report(actor=writer, case=scene.case, words=WORDS, contact=CONTACT)
    retaliation.escalate(actor=SYSTEM, report=report)
    retaliation.take_up(actor=scene.office, report=report)
    report = retaliation.record_measure(actor=scene.office, report=report, text=MEASURE)
    return Hidden(scene, report)
