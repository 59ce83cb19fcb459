"""登记: somebody at the desk takes down what a person said, wrote, saw or read."""

from dataclasses import replace

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.journal.operations import operation, record
from youwei.foundation.organs.models import Organ
from youwei.foundation.rulebook.rules.channels import Channel, Medium
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.words import clean_label
from youwei.listening.channels.access import check_report_on, check_takes_in
from youwei.listening.channels.models import Reception
from youwei.listening.channels.rules import events
from youwei.listening.channels.rules.circumstances import AnswerBy, Circumstances, refusal_of
from youwei.listening.channels.rules.refusals import NotYetHappened, NotYourChannel
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations.intake import Intake, receive
from youwei.listening.complaints.queries.receipts import Receipt

SOURCE_LIMIT, LINK_LIMIT = 80, 300


@operation
def register(
    *,
    actor: Actor,
    campaign: Campaign,
    organ: Organ,
    intake: Intake,
    how: Circumstances,
    nonce: str,
) -> Receipt:
    """The same numbered case as from the form. `organ` received it and answers for it until
    another has accepted; name and contact are kept only where the person wants to be answered so.
    """
    channel = _channel(campaign, intake.channel)
    check_takes_in(actor, campaign, channel, organ)
    if channel.medium is Medium.PERSON:
        check_report_on(actor, intake.about_organ)
    if how.source_on is not None and how.source_on > clock.today():
        raise NotYetHappened(field="source_on")
    refusal = refusal_of(channel, intake.kind, intake.contact.strip(), how)
    if refusal is not None:
        raise refusal
    reach = how.answer_by is not AnswerBy.PAGE
    intake = replace(
        intake,
        name=intake.name if reach else "",
        contact=intake.contact if reach else "",
        may_contact=reach,
    )
    receipt = receive(actor=actor, campaign=campaign, intake=intake, nonce=nonce)
    case = Case.objects.get(number=receipt.number)
    if not receipt.again:
        _keep(actor, case, organ, how)
    event = events.TakenDown(
        channel=channel.code, organ=organ.name, read_back=how.read_back, answer_by=how.answer_by
    )
    record(actor=actor, event=event, subject=case.subject, campaign_id=campaign.pk)
    return receipt


def _channel(campaign: Campaign, code: str) -> Channel:
    found = next((one for one in rules_of(campaign).channels if one.code == code), None)
    if found is None:
        raise NotYourChannel(field="counter")
    return found


def _keep(actor: Actor, case: Case, organ: Organ, how: Circumstances) -> None:
    Reception.objects.create(
        case=case,
        organ=organ,
        taken_by_id=actor.account_id,
        spoken_by=how.spoken_by or "",
        read_back=how.read_back,
        answer_by=how.answer_by,
        source=clean_label(how.source, limit=SOURCE_LIMIT, field="source"),
        source_on=how.source_on,
        source_link=clean_label(how.source_link, limit=LINK_LIMIT, field="source_link"),
    )
