"""Roles and declared interests in words, and which roles stand alone."""

from collections.abc import Iterable
from enum import StrEnum

from youwei.kernel.actor import ADMINISTRATORS, Role
from youwei.kernel.refusal import gettext_noop


class Interest(StrEnum):
    """Why somebody stays out of an organ's matters (C-10)."""

    KIN = "kin"
    OWN = "own"
    FORMER = "former"
    OTHER = "other"


ROLE_LABELS: dict[Role, str] = {
    Role.CLERK: gettext_noop("Window clerk"),
    Role.HANDLER: gettext_noop("Handler"),
    Role.LEAD: gettext_noop("Lead of the organ"),
    Role.OFFICE: gettext_noop("Rectification office"),
    Role.LEADING_GROUP: gettext_noop("Leading group"),
    Role.INSPECTOR: gettext_noop("Inspection team"),
    Role.SUPERVISOR: gettext_noop("Work-style supervisor"),
    Role.DISCIPLINE: gettext_noop("Discipline recipient"),
    Role.APPRAISER: gettext_noop("Third-party appraiser"),
    Role.SYSTEM_ADMIN: gettext_noop("System administrator"),
    Role.SECURITY_ADMIN: gettext_noop("Security administrator"),
    Role.AUDIT_ADMIN: gettext_noop("Audit administrator"),
}
ROLE_WORK: dict[Role, str] = {
    Role.CLERK: gettext_noop("Takes in calls, letters and visits"),
    Role.HANDLER: gettext_noop("Works on the duties of an organ"),
    Role.LEAD: gettext_noop("Answers for an organ: assigns, signs, asks for extensions"),
    Role.OFFICE: gettext_noop("Triages complaints, assigns duties, checks what was done"),
    Role.LEADING_GROUP: gettext_noop("Stands one level above the office and decides"),
    Role.INSPECTOR: gettext_noop("Inspects on the spot and re-checks"),
    Role.SUPERVISOR: gettext_noop("Watches and reports as a citizen who was appointed"),
    Role.DISCIPLINE: gettext_noop("Receives sealed disclosures"),
    Role.APPRAISER: gettext_noop("Runs the appraisal as a third party"),
    Role.SYSTEM_ADMIN: gettext_noop("Configures, reads no content"),
    Role.SECURITY_ADMIN: gettext_noop("Grants roles, does no other work"),
    Role.AUDIT_ADMIN: gettext_noop("Reads the journal, changes nothing"),
}
INTEREST_LABELS: dict[Interest, str] = {
    Interest.KIN: gettext_noop("Close kin work there"),
    Interest.OWN: gettext_noop("I have a matter of my own there"),
    Interest.FORMER: gettext_noop("I worked there"),
    Interest.OTHER: gettext_noop("Another relation that could touch fairness"),
}


def stands_alone(role: Role, held: Iterable[Role]) -> bool:
    """Whether `role` may join `held`: an administrator holds that one role and no other (C-51)."""
    others = set(held) - {role}
    return not others if role in ADMINISTRATORS else not others & ADMINISTRATORS
