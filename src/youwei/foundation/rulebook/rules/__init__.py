"""What a rulebook is: its schema, how it is read from YAML, and how its rules are found."""

from youwei.foundation.rulebook.rules.appraisal import Appraisal, OrganGroup
from youwei.foundation.rulebook.rules.book import About, Rulebook, digest_of
from youwei.foundation.rulebook.rules.channels import Channel, Entry, Medium, Receiver
from youwei.foundation.rulebook.rules.closing import Closing, Level
from youwei.foundation.rulebook.rules.duties import (
    Duties,
    DutyRules,
    Lights,
    Recipient,
    Rung,
    Step,
)
from youwei.foundation.rulebook.rules.faults import Fault, RulebookError
from youwei.foundation.rulebook.rules.intake import Intake
from youwei.foundation.rulebook.rules.kinds import Door, Kind, Needed, RefusalGround, Terms
from youwei.foundation.rulebook.rules.loading import load
from youwei.foundation.rulebook.rules.publishing import Afterwards, Publication, Retention, Since
from youwei.foundation.rulebook.rules.themes import Focus, Theme
from youwei.foundation.rulebook.rules.words import Rule, Timed, Words

__all__ = [
    "About",
    "Afterwards",
    "Appraisal",
    "Channel",
    "Closing",
    "Door",
    "Duties",
    "DutyRules",
    "Entry",
    "Fault",
    "Focus",
    "Intake",
    "Kind",
    "Level",
    "Lights",
    "Medium",
    "Needed",
    "OrganGroup",
    "Publication",
    "Receiver",
    "Recipient",
    "RefusalGround",
    "Retention",
    "Rule",
    "Rulebook",
    "RulebookError",
    "Rung",
    "Since",
    "Step",
    "Terms",
    "Theme",
    "Timed",
    "Words",
    "digest_of",
    "load",
]
