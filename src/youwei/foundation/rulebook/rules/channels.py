"""The ways in which the public reaches the office or an organ (三(二))."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictBool, StrictInt

from youwei.foundation.rulebook.rules.words import Code, Rule, Words


class Medium(StrEnum):
    WEB = "web"
    WECHAT = "wechat"
    TELEVISION = "television"
    PERSON = "person"
    PHONE = "phone"
    BOX = "box"
    LETTER = "letter"
    VISIT = "visit"
    MEDIA = "media"
    FORWARD = "forward"
    API = "api"


class Entry(StrEnum):
    """Who writes the case down."""

    SELF = "self"  # the person, on a form
    CLERK = "clerk"
    PROGRAM = "program"  # by channel token
    FILE = "file"  # by import


class Receiver(StrEnum):
    """Who is responsible until somebody else has accepted (谁受理、谁负责)."""

    OFFICE = "office"
    ORGAN = "organ"


class Channel(Rule):
    """`form_only`: nothing is taken in there, it only opens the form. `witnesses`: how many people
    must be present when it is emptied.
    """

    code: Code
    name: Words
    medium: Medium
    entry: Entry
    receives: Receiver
    form_only: StrictBool = False
    witnesses: Annotated[StrictInt, Field(ge=0, le=5)] = 0
