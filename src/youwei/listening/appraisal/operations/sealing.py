"""After the last day: the urn is opened once, its content sealed, and everything else erased."""

import secrets
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Count, F, Q

from youwei.foundation.journal.operations import on_undo, operation
from youwei.foundation.people.models import Account
from youwei.kernel import clock
from youwei.kernel.actor import Actor, ActorKind
from youwei.kernel.refusal import NotAllowed, WrongState
from youwei.listening.appraisal.access.rounds import check_move
from youwei.listening.appraisal.models import (
    Exclusion,
    Finding,
    Invitation,
    Member,
    Opinion,
    Round,
    Slip,
    Stratum,
)
from youwei.listening.appraisal.queries.rulebook import balloting_of
from youwei.listening.appraisal.queries.sealing import frame_of
from youwei.listening.appraisal.rules import events
from youwei.listening.appraisal.rules.ballots import Ballot, Words
from youwei.listening.appraisal.rules.quality import Sign, effects, signs_of
from youwei.listening.appraisal.rules.refusals import NotSealed, SignNotFound
from youwei.listening.appraisal.rules.sealing import Arranged, arranged
from youwei.listening.appraisal.rules.states import State
from youwei.listening.appraisal.writing import urn
from youwei.listening.appraisal.writing.held import held_round, needed, track
from youwei.listening.appraisal.writing.parquet import SealedFile, erase, erase_left, seal_rows


@operation
def shake(*, actor: Actor, round_: Round) -> Round:
    """Every day, by the job: slips are closed anew in another order, and codes written anew, so
    that neither the place of a row nor the transaction that wrote it ties the two together.
    """
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    round_ = held_round(round_)
    if round_.state != State.OPEN:
        raise WrongState
    slips = urn.shaken(round_)
    codes = Invitation.objects.filter(member__stratum__panel__round=round_)
    codes.update(expires_on=F("expires_on"))  # on PostgreSQL each row is written anew by this
    track(actor, round_, events.UrnShaken(slips=slips))
    return round_


@operation
def seal(*, actor: Actor, round_: Round) -> Round:
    """By the job, once. Opens the urn, writes the sealed file and compares it; counts codes by
    stratum; then erases slips, codes, contacts and, with the end of the transaction, the key.
    """
    round_ = held_round(round_)
    check_move(actor, round_, "seal")
    if round_.sealed_on is not None:
        raise WrongState
    contents = list(urn.opened(round_))
    secrets.SystemRandom().shuffle(contents)
    ballots = [one for one in contents if isinstance(one, Ballot)]
    words = [one for one in contents if isinstance(one, Words)]
    made = arranged(ballots, frame_of(round_))
    erase_left(f"round-{round_.pk}-")
    name = f"round-{round_.pk}-{secrets.token_hex(4)}.parquet"
    on_undo(lambda: erase(name))
    file = seal_rows(made, name)
    _keep_findings(round_, made, file)
    _keep_words(round_, words)
    _count_strata(round_, made)
    _erase(round_)
    round_.sealed_on, round_.sealed_plan = clock.today(), made.plan.to_json()
    round_.sealed_file, round_.sealed_sha256 = file.name, file.sha256
    round_.sealed_rows, round_.sealed_ballots = file.rows, file.ballots
    round_.kept_out = made.kept_out
    round_.save()
    event = events.BallotsSealed(
        ballots=file.ballots,
        rows=file.rows,
        kept_out=made.kept_out,
        opinions=len(words),
        sha256=file.sha256,
    )
    track(actor, round_, event)
    transaction.on_commit(lambda: urn.destroy_key(round_))
    return round_


@operation
def decide_exclusion(
    *, actor: Actor, round_: Round, panel: str, sign: Sign, text: str
) -> Exclusion:
    """Ballots with this sign are left out of one of two results, with reasons; the other result has
    them. Both are kept.
    """
    round_ = held_round(round_)
    check_move(actor, round_, "decide")
    if round_.sealed_on is None:
        raise NotSealed
    if actor.account_id is None:
        raise NotAllowed
    found = round_.findings.filter(panel=panel, sign=sign, ballots__gt=0).first()
    if found is None:
        raise SignNotFound
    made = Exclusion.objects.create(
        round=round_,
        panel=panel,
        sign=sign,
        reason=needed(text),
        decided_by=Account.objects.get(pk=actor.account_id),
        on=clock.today(),
    )
    told = found.ballots if found.ballots >= round_.threshold else None
    track(actor, round_, events.BallotsLeftOut(panel=panel, sign=sign, ballots=told))
    return made


def _keep_findings(round_: Round, made: Arranged, file: SealedFile) -> None:
    rules = balloting_of(round_)
    signs = signs_of(made.ballots, rules.quality)
    Finding.objects.bulk_create(
        Finding(
            round=round_,
            panel=effect.panel,
            sign=effect.sign,
            ballots=effect.ballots,
            of=effect.of,
            numbers=sorted(
                file.numbers[place]
                for place, (ballot, found) in enumerate(zip(made.ballots, signs, strict=True))
                if ballot.panel == effect.panel and effect.sign in found
            ),
            mean_all=effect.mean_all,
            mean_without=effect.mean_without,
        )
        for effect in effects(made.ballots, signs, rules.values)
    )


def _keep_words(round_: Round, words: Sequence[Words]) -> None:
    made = [
        Opinion(round=round_, panel=one.panel, organ_id=one.organ, text=one.text) for one in words
    ]
    Opinion.objects.bulk_create(sorted(made, key=lambda one: one.pk), batch_size=500)


def _count_strata(round_: Round, made: Arranged) -> None:
    codes = Invitation.objects.filter(member__stratum__panel__round=round_).order_by()
    counted = {
        row["member__stratum"]: row
        for row in codes.values("member__stratum").annotate(
            given=Count("pk", filter=Q(code_hash__isnull=False)),
            used=Count("pk", filter=Q(spent=True)),
        )
    }
    strata = list(Stratum.objects.filter(panel__round=round_).select_related("panel"))
    answered = _third_party(round_, made)
    for stratum in strata:
        row = counted.get(stratum.pk)
        if row is not None:
            stratum.handed_out, stratum.answered = row["given"], row["used"]
        else:
            stratum.handed_out = stratum.quota
            stratum.answered = answered.get((stratum.panel.code, stratum.code), 0)
        stratum.sealed_as = made.names.get(stratum.panel.code, {}).get(stratum.code, "")
    Stratum.objects.bulk_update(strata, ["handed_out", "answered", "sealed_as"], batch_size=200)


def _third_party(round_: Round, made: Arranged) -> dict[tuple[str, str], int]:
    counted: dict[tuple[str, str], int] = {}
    for ballot in made.ballots:
        key = (ballot.panel, ballot.stratum)
        counted[key] = counted.get(key, 0) + 1
    return counted


def _erase(round_: Round) -> None:
    Invitation.objects.filter(member__stratum__panel__round=round_).delete()
    members = Member.objects.filter(stratum__panel__round=round_)
    members.exclude(sealed_contact=None).update(sealed_contact=None)
    Slip.objects.filter(round=round_).delete()
