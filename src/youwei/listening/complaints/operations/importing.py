"""Messages taken over from another system, one case each, with the reply that they had there."""

import secrets
from typing import Any

from django.conf import settings

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.journal.operations import operation
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.deadlines import due
from youwei.kernel.sealing import derive, seal
from youwei.kernel.words import clean_label
from youwei.listening.complaints.access import check_imports
from youwei.listening.complaints.models import Case, Message, Writer
from youwei.listening.complaints.offers import is_urgent
from youwei.listening.complaints.queries.receipts import new_number
from youwei.listening.complaints.queries.search import remember
from youwei.listening.complaints.queries.terms import terms_of
from youwei.listening.complaints.rules import events
from youwei.listening.complaints.rules.kinds import CONDUCT
from youwei.listening.complaints.rules.messages import ForeignMessage
from youwei.listening.complaints.rules.summaries import summarised
from youwei.listening.complaints.writing import track, words

TEXT_LIMIT = 20_000  # characters; other systems take longer texts than our form
WRITER_LIMIT = 60


@operation
def take_over(
    *, actor: Actor, campaign: Campaign, channel: str, kind: str, message: ForeignMessage
) -> Case:
    """A reply from there is part of the history, not a checked answer: the case still waits for the
    office, whose clock starts today. Raises IntegrityError where it was taken over before.
    """
    check_imports(actor, campaign)
    text = words(message.text, field="text", limit=TEXT_LIMIT)
    sorted_by = due(clock.today(), terms_of(campaign, kind).acknowledgement.term, calendar())
    case = Case(
        campaign=campaign,
        number=new_number(campaign),
        channel=channel,
        external=message.external,
        kind=kind,
        kept_from_organ=kind == CONDUCT,
        summary=summarised(message.summary, text),
        text=text,
        received_at=message.received,
        triage_due_on=sorted_by.on,
        triage_due_provisional=sorted_by.provisional,
        code_hash=secrets.token_hex(32),  # no code was handed out that could open it
    )
    case.urgent = is_urgent(case)
    case.save(force_insert=True)
    remember([case])
    _keep_writer(case, message.writer)
    if message.reply:
        Message.objects.create(
            case=case,
            from_writer=False,
            text=words(message.reply, field="reply", limit=TEXT_LIMIT),
            at=message.replied or message.received,
            released_at=message.replied or message.received,
        )
    told: dict[str, Any] = {
        "number": case.number,
        "channel": channel,
        "happened_on": clock.day_of(message.received),
        "replied_on": clock.day_of(message.replied) if message.replied else None,
    }
    category = _category_named(campaign, message.category)
    track(
        actor,
        case,
        events.CaseImportedSorted(**told, category=category)
        if category
        else events.CaseImported(**told),
    )
    return case


def _category_named(campaign: Campaign, called: str) -> str | None:
    """The category of the campaign's rulebook that has this code or name, in either language."""
    for one in rules_of(campaign).categories:
        if called in {one.code, one.name.zh, one.name.en}:
            return one.code
    return None


def _keep_writer(case: Case, writer: str) -> None:
    name = clean_label(writer, limit=WRITER_LIMIT, field="writer")
    if name:
        key = derive(settings.SECRET_KEY, "writer")
        Writer.objects.create(
            case=case,
            sealed_name=seal(name, key=key, context=f"{case.number}:name"),
            sealed_contact=seal("", key=key, context=f"{case.number}:contact"),
        )
