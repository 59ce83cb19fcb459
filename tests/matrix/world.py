"""One scene with a row behind every kind of address, for the table of docs/access.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from io import BytesIO
from typing import Any

from tests.harness.province import FOUNDED
from tests.matrix.people import Cast, cast_of
from tests.matrix.scenes import Scene, draft_for, reported
from tests.matrix.stores import Stores, cheap_locks, receiving_body
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, checking, handling
from youwei.foundation.duties.operations.searches import save_search
from youwei.foundation.files.models import EvidenceFile
from youwei.foundation.files.operations import set_aside
from youwei.foundation.files.queries import prepared
from youwei.foundation.journal.jobs import sequence_events
from youwei.foundation.organs.models import Mark
from youwei.foundation.organs.operations import add_post, add_unit
from youwei.foundation.people.operations import declare_recusal, hold_post, issue_token
from youwei.foundation.people.queries import actor_for
from youwei.foundation.people.rules.roles import Interest
from youwei.kernel import clock, receipts
from youwei.kernel.actor import CITIZEN, SYSTEM, Actor, citizen
from youwei.listening.channels.models import Source
from youwei.listening.channels.operations.boxes import open_box
from youwei.listening.channels.operations.forwarding import bring_file
from youwei.listening.channels.operations.offering import offer_form
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations import sending, triage
from youwei.listening.complaints.operations.intake import Intake, receive
from youwei.listening.complaints.operations.tokens import issue_channel_token
from youwei.listening.feedback.models import Batch
from youwei.listening.followup.models import CallBack
from youwei.listening.followup.operations import call_backs, listings, retaliation
from youwei.listening.followup.rules.lateness import Late
from youwei.listening.matters.models import Matter


@dataclass(frozen=True)
class World:
    """`scene` is a complaint about the conduct of one organ that another one handled; `called` an
    ordinary request, answered and drawn for a call-back.
    """

    scene: Scene
    cast: Cast
    batch: Batch
    called: Duty
    rows: Mapping[str, Any]  # primary keys and codes by what they are

    @cached_property
    def number(self) -> str:
        return self.scene.case.number

    @cached_property
    def called_case(self) -> str:
        return Case.objects.get(handlings__duty=self.called).number

    @cached_property
    def duty(self) -> Duty:
        assert self.scene.duty is not None
        return self.scene.duty

    def actor(self, name: str) -> Actor:
        return actor_for(self.cast.accounts[name], clock.today())


def build_world() -> World:
    scene = reported()
    cast = cast_of(scene, receiving_body(scene))

    def actor(name: str) -> Actor:
        return actor_for(cast.accounts[name], clock.today())

    called, case, code = _answered(scene)
    rows: dict[str, Any] = {"matter": Matter.objects.get().pk, "code": code}
    (attached,) = EvidenceFile.objects.filter(origin=case.subject)
    aside = set_aside(actor=actor("handler.own"), file=attached)
    rows |= {"aside": aside.pk, "file": attached.pk}
    rows |= _of_followup(scene, actor("office.own"))
    rows |= _of_channels(scene, cast)
    rows |= _of_people(scene, cast)
    with cheap_locks():
        rows |= Stores(scene, cast).rows()
    triage.accept(actor=scene.office, case=scene.other)
    sequence_events()
    return World(scene=scene, cast=cast, batch=draft_for(scene), called=called, rows=rows)


def _answered(scene: Scene) -> tuple[Duty, Case, str]:
    receipt = receive(
        actor=CITIZEN,
        campaign=scene.province.campaign,
        intake=Intake(
            channel="web",
            kind="request",
            text="窗口两次让我重填材料。",
            contact="13900000000",
            may_contact=True,
            may_call_back=True,
            uploads=(prepared(name="回执.txt", content=BytesIO("回执".encode())),),
        ),
        nonce=receipts.new_nonce(),
    )
    case = triage.accept(actor=scene.office, case=Case.objects.get(number=receipt.number))
    duty = sending.dispatch(
        actor=scene.office,
        case=case,
        owner=scene.province.commission,
        verifier=scene.province.office,
    )
    duty = assigning.accept(actor=scene.handler, duty=duty)
    duty = handling.report(actor=scene.handler, duty=duty, result="已办结。")
    return checking.verify(actor=scene.office, duty=duty, finding="已核实。"), case, receipt.code


def _of_followup(scene: Scene, office: Actor) -> dict[str, Any]:
    campaign, today = scene.province.campaign, clock.today()
    call_backs.draw(actor=SYSTEM, campaign=campaign, month=today.replace(day=1))
    report = retaliation.report(actor=citizen(scene.case.number), case=scene.case, words="扬言报复")
    late = Late(overdue=3, total=4, oldest=today - timedelta(days=30))
    listing = listings.warn(
        actor=SYSTEM, campaign=campaign, organ=scene.province.commission, late=late
    )
    return {"call": CallBack.objects.get().pk, "report": report.pk, "listing": listing.pk}


def _of_channels(scene: Scene, cast: Cast) -> dict[str, Any]:
    campaign = scene.province.campaign
    clerk, office, system = (
        actor_for(cast.accounts[name], clock.today())
        for name in ("clerk.own", "office.own", "system_admin.own")
    )
    box = open_box(
        actor=clerk,
        campaign=campaign,
        organ=scene.province.commission,
        place="大厅东门",
        at=clock.now() - timedelta(minutes=5),
        count=1,
        second=cast.accounts["lead.own"],
    )
    source = Source.objects.create(
        campaign=campaign,
        name="网民留言",
        channel="message-board",
        kind="request",
        columns={"text": "内容"},
        saved_by_id=office.account_id,
        saved_at=clock.now(),
    )
    copy = prepared(name="a.txt", content=BytesIO("内容\n窗口太慢\n".encode()))
    offered = offer_form(
        actor=system,
        campaign=campaign,
        channel="site-hebei-news",
        name="商贸网",
        origins=("https://a.cn",),
    )
    issued = issue_channel_token(actor=system, campaign=campaign, channel="api", name="客户端")
    return {
        "box": box.pk,
        "forwarded": bring_file(actor=office, source=source, copy=copy).pk,
        "frame": offered.frame.pk,
        "key": offered.frame.public_id,
        "channel_token": issued.token.pk,
        "channel_secret": issued.secret,
    }


def _of_people(scene: Scene, cast: Cast) -> dict[str, Any]:
    organ, account = scene.province.agency, cast.accounts["handler.other"]
    own = actor_for(account, clock.today())
    unit = add_unit(actor=SYSTEM, organ=organ, name="办公室", valid_from=FOUNDED)
    post = add_post(actor=SYSTEM, organ=organ, title="科员", mark=Mark.STAFF, valid_from=FOUNDED)
    recusal = declare_recusal(actor=own, account=account, organ=organ, reason_code=Interest.KIN)
    until: date = clock.today() + timedelta(days=30)
    token = issue_token(actor=own, account=account, name="程序", expires_on=until)
    search = save_search(actor=own, place="ledger", name="本人", query="state=")
    return {
        "account": account.pk,
        "grant": account.grants.get().pk,
        "unit": unit.pk,
        "post": post.pk,
        "holding": hold_post(actor=SYSTEM, account=account, post=post).pk,
        "recusal": recusal.pk,
        "token": token.token.pk,
        "search": search.pk,
    }
