"""A row behind every address of the stores apart from complaints, and of the separated powers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any

from tests.harness.province import FOUNDED
from tests.matrix.people import Cast
from tests.matrix.result_rows import result_rows
from tests.matrix.scenes import Scene
from youwei.foundation.exports.operations import request_export
from youwei.foundation.files.models import SealedOriginal
from youwei.foundation.files.operations import attach
from youwei.foundation.files.queries import prepared
from youwei.foundation.files.rules.working_copy import WorkingCopy
from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.operations import add_organ
from youwei.foundation.people.operations import Wanted, propose
from youwei.foundation.people.queries import actor_for
from youwei.foundation.people.rules.proposals import Action
from youwei.foundation.retention.operations import place_hold, prepare_disposal
from youwei.kernel import clock, receipts
from youwei.kernel.actor import CITIZEN, SYSTEM, Actor, Role, citizen
from youwei.kernel.age import new_pair
from youwei.listening.appraisal.models import Invitation, Member, Panel, Round, Stratum
from youwei.listening.appraisal.operations import instruments, rounds, third_party
from youwei.listening.appraisal.queries.codes import code_hash, new_code
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations import sending
from youwei.listening.complaints.operations.intake import Intake, receive
from youwei.listening.disclosures.models import Disclosure, RecipientKey, SealedFile
from youwei.listening.disclosures.operations import identities, recovering, recovery_keys
from youwei.listening.disclosures.operations import intake as disclosing
from youwei.listening.disclosures.operations.bodies import appoint
from youwei.listening.disclosures.operations.recipients import admit, make_key
from youwei.listening.disclosures.operations.thread import tell_retaliation
from youwei.listening.disclosures.queries.receipts import opened_by
from youwei.listening.disclosures.queries.unlocking import unlocked
from youwei.listening.disclosures.rules import locks
from youwei.listening.disclosures.rules.recovery import Why, public_part
from youwei.listening.disclosures.rules.routing import Step
from youwei.listening.disclosures.rules.states import Reason, Said
from youwei.listening.disclosures.web import ticket

PASSPHRASE = "山高路远也要走到底，{name}"
TWO_YEARS = timedelta(days=740)


@contextmanager
def cheap_locks() -> Iterator[None]:
    """What Argon2 costs has no part in who gets in."""
    kept = locks.RECEIPT, locks.RECIPIENT
    locks.RECEIPT = locks.RECIPIENT = locks.Cost(kib=32, iterations=1, lanes=1)
    try:
        yield
    finally:
        locks.RECEIPT, locks.RECIPIENT = kept


def receiving_body(scene: Scene) -> Organ:
    """The discipline body to which disclosures go; another stands above it."""
    found = []
    for step, name in ((Step.OWN, "示范省派驻纪检监察组"), (Step.ABOVE, "示范省纪委监委")):
        body = add_organ(
            actor=SYSTEM,
            jurisdiction=scene.province.place,
            name=name,
            valid_from=FOUNDED,
            group="party",
            superior=None,
        )
        appoint(actor=SYSTEM, place=scene.province.place, step=step, organ=body)
        found.append(body)
    return found[0]


@dataclass(frozen=True)
class Stores:
    """Makes rows for the people of the cast; each method gives keys and secrets by their names."""

    scene: Scene
    cast: Cast

    def actor(self, name: str) -> Actor:
        return actor_for(self.cast.accounts[name], clock.today())

    def rows(self) -> dict[str, Any]:
        return self.disclosures() | self.appraisal() | self.powers() | self.retention()

    def disclosures(self) -> dict[str, Any]:
        """The first half of the key to identities is held by `discipline.own`."""
        first, body = self.actor("discipline.own"), self.cast.accounts["discipline.own"].organ
        second = self.scene.province.actor("second-half", Role.DISCIPLINE, body)
        keys = {
            actor.label: make_key(actor=actor, organ=body, passphrase=_passphrase(actor))
            for actor in (first, second)
        }
        secret = unlocked(keys[first.label], _passphrase(first))
        admit(actor=first, key=keys[second.label], secret=secret)
        waiting = self.scene.province.actor("waiting-key", Role.DISCIPLINE, body)
        make_key(actor=waiting, organ=body, passphrase=_passphrase(waiting))
        receipt = disclosing.receive(
            actor=CITIZEN,
            campaign=self.scene.province.campaign,
            disclosing=disclosing.Disclosing(
                level="this-level",
                text="收了好处费才给盖章。",
                uploads=(WorkingCopy("附件.txt", "text/plain", b"words"),),
                name="某人",
                contact="13900000001",
            ),
            nonce=receipts.new_nonce(),
        )
        disclosure = Disclosure.objects.get(number=receipt.number)
        tell_retaliation(actor=citizen(receipt.number), disclosure=disclosure, text="被调离岗位。")
        opening = identities.ask(
            actor=first, disclosure=disclosure, secret=secret, reason=Reason.ASK
        )
        return self.kept_by(keys, secret) | {
            "disclosure": disclosure.pk,
            "sealed_file": SealedFile.objects.get().pk,
            "suffering": disclosure.entries.get(said=Said.RETALIATION).pk,
            "opening": opening.pk,
            "recipient": RecipientKey.objects.get(account=waiting.account_id).pk,
            "disclosure_number": receipt.number,
            "phrase": receipt.phrase,
            "ticket": ticket.issue(opened_by(receipt.number, receipt.phrase)),
        }

    def kept_by(self, keys: dict[str, RecipientKey], secret: str) -> dict[str, Any]:
        """An original that `discipline.own` can open; a recovery key of which half 1 was given."""
        first, second = (actor_for(key.account, clock.today()) for key in keys.values())
        own, other = keys.values()
        nonce = receipts.new_nonce()
        given = Intake(channel="web", kind="request", text="窗口太慢。", name="某人", contact="无")
        campaign = self.scene.province.campaign
        receipt = receive(actor=CITIZEN, campaign=campaign, intake=given, nonce=nonce)
        case = Case.objects.get(number=receipt.number)
        copy = prepared(name="原件.txt", content=BytesIO(b"words"), keeps_original=True)
        file = attach(
            actor=SYSTEM,
            origin=case.subject,
            trail=case.subject,
            campaign_id=case.campaign_id,
            name=copy.name,
            content=copy,
            seal_to=[own.public],
        )
        paper = new_pair(), new_pair()
        public = public_part(*(half.public for half in paper))
        key = recovery_keys.register(actor=second, public=public)
        key = recovery_keys.confirm(actor=first, key=key, secret=secret)
        recovery = recovering.begin(
            actor=second, key=key, to=other, half=paper[0].secret, why=Why.LOST
        )
        original = SealedOriginal.objects.get(file=file)
        return {"original": original.pk, "recovery_key": key.pk, "recovery": recovery.pk}

    def appraisal(self) -> dict[str, Any]:
        """One round is prepared, one is open and has a code, two have results."""
        office, campaign = self.actor("office.own"), self.scene.province.campaign
        today, term = clock.today(), timedelta(days=10)
        instrument = instruments.begin_version(actor=office, campaign=campaign)
        open_, round_ = (
            rounds.prepare(
                actor=office,
                campaign=campaign,
                title="评议",
                instrument=instrument,
                opens_on=begins,
                closes_on=begins + term,
            )
            for begins in (today, today + timedelta(days=200))
        )
        commission = third_party.commission(
            actor=office,
            panel=round_.panels.get(code="third-party"),
            body="示范调查中心",
            contract="SF-2026-01",
            signed_on=today,
            design="分层随机抽样，电话访问。",
            account=self.cast.accounts["appraiser.own"],
        )
        return {
            "instrument": instrument.pk,
            "question": instrument.questions.all()[0].pk,
            "round": round_.pk,
            "entry": round_.roster.all()[0].pk,
            "panel": round_.panels.get(code="market").pk,
            "commission": commission.pk,
            "voting_code": self._code(open_, open_.panels.get(code="market")),
        } | result_rows(office, self.cast, campaign, instrument)

    def _code(self, round_: Round, panel: Panel) -> str:
        """As if the round had been frozen and opened, for one who was drawn."""
        leading = self.cast.accounts["leading_group.own"]
        Round.objects.filter(pk=round_.pk).update(
            state="open",
            proposed_by=self.cast.accounts["office.own"],
            frozen_by=leading,
            frozen_on=clock.today(),
            threshold=10,
        )
        stratum = Stratum.objects.create(panel=panel, code="甲市", population=1, quota=1)
        member = Member.objects.create(stratum=stratum, serial="M1", drawn=True)
        code = new_code()
        Invitation.objects.create(
            member=member,
            organs=[round_.roster.filter(left_out="")[0].organ_id],
            code_hash=code_hash(code),
            expires_on=round_.closes_on,
        )
        return code

    def powers(self) -> dict[str, Any]:
        """An export that waits, a grant that was proposed, a token that its owner asked for."""
        export = request_export(
            actor=self.actor("office.own"),
            source="duties.ledger",
            query="",
            form="xlsx",
            reason="报送领导小组例会",
        )
        place = self.scene.province
        grant = propose(
            actor=place.actor("proposes", Role.SECURITY_ADMIN, place.office),
            wanted=Wanted(
                action=Action.GRANT,
                account=self.cast.accounts["handler.other"],
                role=Role.OFFICE,
                organ=place.office,
            ),
        )
        asked = propose(
            actor=self.actor("office.own"),
            wanted=Wanted(
                action=Action.ISSUE_TOKEN,
                account=self.cast.accounts["office.own"],
                name="程序",
                last_day=clock.today() + timedelta(days=30),
            ),
        )
        return {"export": export.pk, "proposal": grant.pk, "asked": asked.pk}

    def retention(self) -> dict[str, Any]:
        """Two cases ended long ago; the identity of one may go, the other is held."""
        campaign, office = self.scene.province.campaign, self.actor("office.own")
        with clock.at(clock.now() - TWO_YEARS):
            kept = [self._ended() for _ in range(2)]
        listed = prepare_disposal(actor=office, code="case-identity", campaign=campaign)
        hold = place_hold(actor=office, number=kept[0].number, reason="案件未结", basis="来函")
        return {"disposal": listed.pk, "hold": hold.pk}

    def _ended(self) -> Case:
        receipt = receive(
            actor=CITIZEN,
            campaign=self.scene.province.campaign,
            intake=Intake(
                channel="web",
                kind="request",
                text="证照久拖未办。",
                name="某甲",
                contact="13900000002",
            ),
            nonce=receipts.new_nonce(),
        )
        case = Case.objects.get(number=receipt.number)
        return sending.withdraw(actor=citizen(case.number), case=case)


def _passphrase(actor: Actor) -> str:
    return PASSPHRASE.format(name=actor.label)
