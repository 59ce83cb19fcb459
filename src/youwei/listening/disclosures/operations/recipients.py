"""Key pairs of recipients: made by their owner, admitted and removed by another.

To admit somebody is to hand them what was received before, which only a recipient can open: so it
takes a recipient's own secret key. To remove somebody is to seal all of it anew. Neither takes back
what a person has read, nor what is in an older copy of the database that they could open then.
"""

from youwei.foundation.journal.operations import operation, record
from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.foundation.people.queries import actor_for
from youwei.kernel import clock
from youwei.kernel.actor import Actor, Role
from youwei.kernel.age import new_pair
from youwei.listening.disclosures.access import check_receives, own_key, own_keys
from youwei.listening.disclosures.models import (
    Disclosure,
    RecipientKey,
    RecipientSecret,
    ReportKey,
)
from youwei.listening.disclosures.queries.thread import report_secret
from youwei.listening.disclosures.rules import events, locks
from youwei.listening.disclosures.rules.refusals import (
    HasKey,
    LastKey,
    NotToAdmit,
    RecipientsOnly,
    SameAsPassword,
    WeakPassphrase,
)
from youwei.listening.disclosures.rules.routing import Part
from youwei.listening.disclosures.writing.originals import (
    share_originals,
    withdraw_originals,
)
from youwei.listening.disclosures.writing.wrapping import opened_by, put_in_use, seal_anew, share

PASSPHRASE_AT_LEAST, DIFFERENT_AT_LEAST = 16, 8


@operation
def make_key(*, actor: Actor, organ: Organ, passphrase: str) -> RecipientKey:
    """The first of a body is in use at once; every other one waits to be admitted."""
    check_receives(actor)
    if organ.pk not in actor.organs_as(Role.DISCIPLINE):
        raise RecipientsOnly
    assert actor.account_id is not None
    account = Account.objects.select_for_update().get(pk=actor.account_id)
    if own_keys(actor).exists():
        raise HasKey
    _check_passphrase(account, passphrase)
    first = not RecipientKey.objects.filter(organ=organ, removed_on=None).exists()
    pair = new_pair()
    key = RecipientKey.objects.create(
        account=account,
        organ=organ,
        public=pair.public,
        part=Part.FIRST,
        made_on=clock.today(),
        admitted_on=clock.today() if first else None,
    )
    RecipientSecret.objects.create(
        key=key,
        locked=locks.lock(pair.secret, passphrase, cost=locks.RECIPIENT, context=key.public),
    )
    event = events.KeyMade(key=pair.public, admitted=first)
    record(actor=actor, event=event, subject=key.subject)
    return key


@operation
def admit(*, actor: Actor, key: RecipientKey, secret: str) -> RecipientKey:
    """By another recipient of the same organ, with their own `secret`. The new one gets what the
    other can open, but nothing about an organ to which they are tied.
    """
    own = own_key(actor)
    key = RecipientKey.objects.select_for_update(of=("self",)).get(pk=key.pk)
    if key.organ_id != own.organ_id or key.admitted_on is not None or key.removed_on is not None:
        raise NotToAdmit
    newcomer = actor_for(key.account, clock.today())
    if not newcomer.holds(Role.DISCIPLINE, organ_id=key.organ_id):
        raise NotToAdmit
    put_in_use(key, by=own.account)
    wrapped = sum(
        share(disclosure, report_secret(disclosure, own, secret), key, newcomer.conflicts)
        for disclosure in opened_by(own)
    )
    share_originals(own, secret, key)
    event = events.KeyAdmitted(key=key.public, part=Part(key.part), wrapped=wrapped)
    record(actor=actor, event=event, subject=key.subject)
    return key


@operation
def remove(*, actor: Actor, key: RecipientKey, secret: str) -> RecipientKey:
    """By another recipient, with their own `secret`: what both could open is sealed anew with a new
    key for those who remain; of the rest only the wrapped keys go.
    """
    own = own_key(actor)
    key = RecipientKey.objects.select_for_update(of=("self",)).get(pk=key.pk)
    if key.organ_id != own.organ_id or key.removed_on is not None:
        raise NotToAdmit
    if key.pk == own.pk:
        raise LastKey
    shared = opened_by(own).filter(report_keys__recipient=key)
    shared_ids = list(shared.values_list("pk", flat=True))
    ReportKey.objects.filter(recipient=key).delete()
    for disclosure in Disclosure.objects.filter(pk__in=shared_ids):
        seal_anew(disclosure, own, secret)
    RecipientSecret.objects.filter(key=key).delete()
    withdraw_originals(key)
    key.removed_on = clock.today()
    key.save(update_fields=["removed_on"])
    event = events.KeyRemoved(key=key.public, renewed=len(shared_ids))
    record(actor=actor, event=event, subject=key.subject)
    return key


@operation
def change_passphrase(*, actor: Actor, secret: str, passphrase: str) -> RecipientKey:
    """`secret`, opened with the former passphrase, is locked with the new one."""
    key = own_key(actor)
    _check_passphrase(key.account, passphrase)
    held = RecipientSecret.objects.select_for_update().get(key=key)
    held.locked = locks.lock(secret, passphrase, cost=locks.RECIPIENT, context=key.public)
    held.save(update_fields=["locked"])
    record(actor=actor, event=events.PassphraseChanged(), subject=key.subject)
    return key


def _check_passphrase(account: Account, passphrase: str) -> None:
    if len(passphrase) < PASSPHRASE_AT_LEAST or len(set(passphrase)) < DIFFERENT_AT_LEAST:
        raise WeakPassphrase(field="passphrase")
    if account.check_password(passphrase):
        raise SameAsPassword(field="passphrase")
