"""登记: a complaint comes in, by whatever channel, and ends in a numbered case."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.files.operations import attach
from youwei.foundation.files.rules.working_copy import WorkingCopy
from youwei.foundation.journal.operations import operation
from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.queries import circle
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock, receipts
from youwei.kernel.actor import Actor
from youwei.kernel.deadlines import due
from youwei.kernel.sealing import derive, seal
from youwei.kernel.words import clean_text
from youwei.listening.complaints.models import Case, CaseTheme, KeptFrom, Statement, Writer
from youwei.listening.complaints.offers import is_urgent
from youwei.listening.complaints.queries.originals import sealed_to
from youwei.listening.complaints.queries.receipts import (
    Receipt,
    Stored,
    earlier,
    keys,
    new_number,
)
from youwei.listening.complaints.queries.search import remember
from youwei.listening.complaints.queries.terms import terms_of
from youwei.listening.complaints.rules import events
from youwei.listening.complaints.rules.dispatching import OtherDoor
from youwei.listening.complaints.rules.kinds import ALLEGATION, CONDUCT
from youwei.listening.complaints.rules.refusals import (
    HigherLevel,
    UnknownKind,
    UnknownOrgan,
    UnknownTheme,
)
from youwei.listening.complaints.rules.summaries import summarised
from youwei.listening.complaints.writing import track, words


@dataclass(frozen=True, slots=True)
class Intake:
    """What somebody hands in. Name and contact are optional; no ID number is asked (C-44).
    `uploads` are working copies without traces, prepared before the transaction
    (files.queries.prepared).
    """

    channel: str
    kind: str
    text: str
    summary: str = ""
    about_organ: Organ | None = None
    themes: Sequence[str] = ()
    place: str = ""
    happened_on: date | None = None
    name: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)
    may_contact: bool = False
    may_call_back: bool = False
    statement: str = ""
    uploads: Sequence[WorkingCopy] = ()
    language: str = "zh-hans"


@operation
def receive(
    *,
    actor: Actor,
    campaign: Campaign,
    intake: Intake,
    nonce: str,
    admit: Callable[[], object] = lambda: None,
) -> Receipt:
    """Stores the case and returns its receipt; a nonce that was used gives the same receipt again.
    `admit` is asked for a new one only, and may refuse it.

    An allegation against a person, or a complaint about the conduct of the body above the office,
    is refused before anything is written.
    """
    known = earlier(nonce)
    if known is not None:
        return _again(actor, known)
    admit()
    _check(campaign, intake)
    case, receipt = _new(campaign, intake, nonce)
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError:
        known = earlier(nonce)  # the same form, sent twice at the same moment
        if known is None:
            raise
        return _again(actor, known)
    _keep_beside(case, intake)
    _keep_writer(case, intake)
    seal_to = sealed_to(case) if intake.uploads else None
    for upload in intake.uploads:
        attach(
            actor=actor,
            origin=case.subject,
            trail=case.subject,
            campaign_id=campaign.pk,
            name=upload.name,
            content=upload,
            at_most=rules_of(campaign).intake.attachments.at_most,
            seal_to=seal_to,
        )
    event = track(
        actor,
        case,
        events.CaseReceived(
            number=case.number, channel=case.channel, case_kind=case.kind, receipt=case.code_hash
        ),
    )
    return replace(receipt, stored=Stored(case, event.digest))


def _again(actor: Actor, receipt: Receipt) -> Receipt:
    case = Case.objects.get(number=receipt.number)
    track(actor, case, events.CaseSentTwice())
    return receipt


def _check(campaign: Campaign, intake: Intake) -> None:
    rulebook = rules_of(campaign)
    if intake.kind == ALLEGATION:
        raise OtherDoor
    if intake.kind not in {kind.code for kind in rulebook.accepted_kinds}:
        raise UnknownKind(field="kind")
    if set(intake.themes) - {theme.code for theme in rulebook.themes}:
        raise UnknownTheme(field="themes")
    organ = intake.about_organ
    if organ is None:
        return
    if organ.jurisdiction_id != campaign.jurisdiction_id:
        raise UnknownOrgan(field="about_organ")
    if intake.kind == CONDUCT and organ.pk in circle([campaign.leading_organ_id]):
        raise HigherLevel(field="about_organ")


def _new(campaign: Campaign, intake: Intake, nonce: str) -> tuple[Case, Receipt]:
    key = keys()[0]
    code = receipts.code_of(nonce, key=key)
    limits = rules_of(campaign).intake
    text = words(intake.text, field="text", limit=limits.text.at_most)
    now: datetime = clock.now()
    sorted_by = due(
        clock.day_of(now), terms_of(campaign, intake.kind).acknowledgement.term, calendar()
    )
    case = Case(
        campaign=campaign,
        number=new_number(campaign),
        channel=intake.channel,
        kind=intake.kind,
        kept_from_organ=intake.kind == CONDUCT,
        about_organ=intake.about_organ,
        place=intake.place,
        happened_on=intake.happened_on,
        summary=summarised(intake.summary, text),
        text=text,
        language=intake.language,
        received_at=now,
        triage_due_on=sorted_by.on,
        triage_due_provisional=sorted_by.provisional,
        submission=receipts.hash_of(nonce, key=key),
        code_hash=receipts.hash_of(receipts.normalise(code), key=key),
    )
    case.urgent = is_urgent(case)
    return case, Receipt(number=case.number, code=code)


def _keep_beside(case: Case, intake: Intake) -> None:
    """What makes the case findable, and what it says in rows of its own."""
    remember([case])
    if case.kept_from_organ and intake.about_organ is not None:
        KeptFrom.objects.create(case=case, organ=intake.about_organ)
    if intake.themes:
        CaseTheme.objects.bulk_create(
            CaseTheme(case=case, code=code) for code in dict.fromkeys(intake.themes)
        )
    if intake.kind == CONDUCT and intake.statement.strip():
        limit = rules_of(case.campaign).intake.statement.at_most
        Statement.objects.create(
            case=case, text=words(intake.statement, field="statement", limit=limit)
        )


def _keep_writer(case: Case, intake: Intake) -> None:
    if not intake.name and not intake.contact:
        return
    limits = rules_of(case.campaign).intake
    name = clean_text(intake.name, limit=limits.name.at_most, field="name")
    contact = clean_text(intake.contact, limit=limits.contact.at_most, field="contact")
    if not name and not contact:
        return
    key = derive(settings.SECRET_KEY, "writer")
    Writer.objects.create(
        case=case,
        sealed_name=seal(name, key=key, context=f"{case.number}:name"),
        sealed_contact=seal(contact, key=key, context=f"{case.number}:contact"),
        may_contact=intake.may_contact,
        may_call_back=intake.may_call_back,
    )
