"""A disclosure is sealed with keys that only seal, and stored; nothing here can open it again."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.files.rules.working_copy import WorkingCopy
from youwei.foundation.journal.operations import operation
from youwei.foundation.organs.models import Organ
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock, receipts
from youwei.kernel.actor import Actor
from youwei.kernel.age import new_pair, seal, wrap
from youwei.kernel.deadlines import due
from youwei.listening.disclosures.models import Disclosure, Identity, ReportKey
from youwei.listening.disclosures.queries.receipts import Receipt, earlier, keys, new_number
from youwei.listening.disclosures.queries.receiving import Receiving, disclosing, receiving
from youwei.listening.disclosures.queries.recovery import recovery_key
from youwei.listening.disclosures.rules import events, locks
from youwei.listening.disclosures.rules.contents import Reporter, Told, of_reporter
from youwei.listening.disclosures.rules.phrases import phrase_of
from youwei.listening.disclosures.rules.refusals import ContactWithoutName, NameNotTaken
from youwei.listening.disclosures.rules.routing import Part
from youwei.listening.disclosures.rules.states import Said
from youwei.listening.disclosures.writing import digest, say, track, words
from youwei.listening.disclosures.writing.wrapping import keep_for_recovery

NAME_LIMIT, CONTACT_LIMIT = 40, 120


@dataclass(frozen=True, slots=True)
class Disclosing:
    """What somebody hands in. `level` is a code of the rulebook; name and contact are both given in
    a real-name disclosure, and neither in an anonymous one.
    """

    level: str
    text: str = field(repr=False)
    organ: Organ | None = field(default=None, repr=False)
    uploads: Sequence[WorkingCopy] = field(default=(), repr=False)
    name: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)


@operation
def receive(*, actor: Actor, campaign: Campaign, disclosing: Disclosing, nonce: str) -> Receipt:
    """The same form sent again gets the receipt that it has. Raises BelongsElsewhere and
    NobodyReceives before anything is stored.
    """
    known = earlier(nonce)
    if known is not None:
        disclosure = Disclosure.objects.get(number=known.number)
        track(actor, disclosure, events.DisclosureSentTwice())
        return known
    by = receiving(campaign, disclosing.level, disclosing.organ)
    disclosure, receipt = _store(campaign, by, nonce, named=_is_named(disclosing, by))
    told = Told(
        text=words(disclosing.text), organ=disclosing.organ.pk if disclosing.organ else None
    )
    entry = say(disclosure, Said.REPORT, told, disclosing.uploads)
    if disclosure.named:
        _keep_identity(disclosure, by, disclosing)
    event = events.DisclosureReceived(number=disclosure.number, sealed=digest(entry))
    track(actor, disclosure, event)
    return receipt


def _is_named(disclosing: Disclosing, by: Receiving) -> bool:
    name, contact = bool(disclosing.name.strip()), bool(disclosing.contact.strip())
    if name != contact:
        raise ContactWithoutName(field="name" if not name else "contact")
    if name and not by.takes_names:
        raise NameNotTaken(field="name")
    return name


def _store(
    campaign: Campaign, by: Receiving, nonce: str, *, named: bool
) -> tuple[Disclosure, Receipt]:
    """The disclosure's secret key exists while this runs, and afterwards only wrapped."""
    key = keys()[0]
    report, reporter = new_pair(), new_pair()
    receipt = Receipt(number=new_number(campaign), phrase=phrase_of(nonce, key=key))
    accepted_by = due(clock.today(), disclosing(campaign).acceptance.term, calendar())
    disclosure = Disclosure(
        campaign=campaign,
        body=by.body,
        number=receipt.number,
        named=named,
        public=report.public,
        reporter_public=reporter.public,
        submission=receipts.hash_of(nonce, key=key),
        received_on=clock.today(),
        accept_due_on=accepted_by.on,
        accept_due_provisional=accepted_by.provisional,
    )
    disclosure.reporter_lock = locks.lock(
        reporter.secret, receipt.phrase, cost=locks.RECEIPT, context=disclosure.lock_context
    )
    disclosure.save(force_insert=True)
    ReportKey.objects.bulk_create(
        ReportKey(disclosure=disclosure, recipient=one, wrapped=wrap(report.secret, to=one.public))
        for one in by.keys
    )
    recovery = recovery_key(by.body.organ_id)
    if recovery is not None and recovery.seals:  # else it counts as missing on the recovery page
        keep_for_recovery(disclosure, report.secret, recovery)
    return disclosure, receipt


def _keep_identity(disclosure: Disclosure, by: Receiving, given: Disclosing) -> None:
    """Sealed to the first half, and that to the second: who opens it is two persons."""
    reporter = Reporter(
        name=words(given.name, field="name", limit=NAME_LIMIT),
        contact=words(given.contact, field="contact", limit=CONTACT_LIMIT),
    )
    inner = seal(of_reporter(reporter), to=by.of(Part.FIRST))
    Identity.objects.create(disclosure=disclosure, sealed=seal(inner, to=by.of(Part.SECOND)))
