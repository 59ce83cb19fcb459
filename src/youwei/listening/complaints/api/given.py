"""Bodies that programs send. Where the rulebook sets a shorter limit, that holds."""

from typing import Annotated

from pydantic import Field, StringConstraints

from youwei.listening.complaints.rules.summaries import SUMMARY_LENGTH
from youwei.ui.api.given import SHOWN, Code, Consent, Day, Given, Id, Line, Number, Text

Heading = Annotated[str, StringConstraints(pattern=SHOWN, max_length=SUMMARY_LENGTH)]
Words = Annotated[str, StringConstraints(pattern=SHOWN, min_length=1, max_length=5_000)]
QueryCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z -]{8,60}$")]
PlaceCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


class Wish(Given):
    """The exact words that the person was shown and agreed to pass on to the organ concerned, so
    that it solves their own matter. Nothing else of the complaint goes there.
    """

    text: Words
    consent: Consent


class Complaint(Given):
    """What the public form takes. `about` is an organ of GET /organs, `place` of GET /places.

    Name and contact are taken only together with `may_contact`, and never for a complaint about
    conduct: nobody may open them there.
    """

    kind: Code
    text: Annotated[Text, StringConstraints(min_length=1)]
    summary: Heading = ""
    about: Id | None = None
    themes: Annotated[list[Code], Field(max_length=40)] = Field(default_factory=list)
    place: PlaceCode | None = None
    happened_on: Day | None = None
    name: Line = ""
    contact: Line = ""
    may_contact: bool = False
    statement: Wish | None = None


class Receipted(Given):
    """Who shows number and code is the writer of the case."""

    number: Number
    code: QueryCode


class Addition(Receipted):
    """`for_office`: the organ that handles the matter does not see it."""

    text: Words
    for_office: bool = False


class Rated(Receipted):
    """`level` is one of the status's `levels`. Not to rate is no answer at all: send nothing."""

    level: Code
    text: Annotated[str, StringConstraints(pattern=SHOWN, max_length=5_000)] = ""


class Reopening(Receipted):
    reason: Words


class Agreed(Receipted):
    """Consent to these exact words, in place of words agreed to before."""

    text: Words
    consent: Consent


class Sorting(Given):
    kind: Code
    about: Id | None = None
    themes: Annotated[list[Code], Field(max_length=40)] = Field(default_factory=list)


class Refusing(Given):
    """`ground` is one of GET /rulebook/refusals; the writer is shown its channel."""

    ground: Code
    explanation: Annotated[str, StringConstraints(pattern=SHOWN, max_length=5_000)] = ""


class Merging(Given):
    """`lead` is the number of the case that this one joins."""

    lead: Number


class Dispatching(Given):
    """Ids of two different organs; the note is what the competent organ should know besides."""

    owner: Id
    verifier: Id
    note: Annotated[str, StringConstraints(pattern=SHOWN, max_length=5_000)] = ""


class Reason(Given):
    reason: Words


class Writing(Given):
    """Read by the writer on the status page."""

    text: Words
