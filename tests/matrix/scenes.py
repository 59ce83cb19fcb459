"""A complaint about the conduct of one organ, in each of its states, with all that it can have."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO

from tests.harness.province import FOUNDED, Province, build
from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.operations import assigning, checking, extending, handling
from youwei.foundation.files.queries import of, prepared
from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.operations import add_organ
from youwei.kernel import clock, receipts
from youwei.kernel.actor import CITIZEN, SYSTEM, Actor, Role, citizen
from youwei.listening.complaints.jobs import close_after_window
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations import answering, sending, thread, triage
from youwei.listening.complaints.operations.intake import Intake, receive
from youwei.listening.feedback.models import Batch
from youwei.listening.feedback.operations import drafting, releasing
from youwei.listening.feedback.operations.drafting import Wording
from youwei.listening.feedback.rules.periods import period_of
from youwei.listening.matters.jobs import sketch_new
from youwei.listening.matters.operations import grouping

# Each a word that stands nowhere else, so that finding it anywhere is a leak.
TEXT = "处长阴阳怪气"
SUMMARY = "推三阻四"
ADDED = "补一张录音"
NOTE = "请避开原单位"
RESULT = "约谈当事科室"
FINDING = "暗访属实"
EVIDENCE = "谈话笔录"
ATTACHED = "窗口录像"
TITLE = "窗口推诿成风"  # of the matter
STATEMENT = "请尽快办理我的备案，受理号一一零一。"
SECRETS = (TEXT, SUMMARY, ADDED, NOTE, RESULT, FINDING, EVIDENCE, ATTACHED, TITLE)


@dataclass(frozen=True)
class Scene:
    """`duty` is about the matter, `own` about the writer's statement, `batch` what is fed back to
    the organ out of both cases, as far as there is one.
    """

    province: Province
    archive: Organ  # has nothing to do with it
    office: Actor
    handler: Actor
    verifier: Actor
    case: Case
    other: Case  # a second writer about the same organ
    duty: Duty | None = None
    own: Duty | None = None
    batch: Batch | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that would tell of the case."""
        numbers = [self.case.number, self.other.number, *([self.duty.number] if self.duty else [])]
        return (*SECRETS, *numbers)

    def again(self) -> "Scene":
        """With the rows as they are now."""
        self.case.refresh_from_db()
        if self.duty is not None:
            self.duty.refresh_from_db()
        return self

    def file_of_case(self) -> int:
        return of(self.case.subject)[0].id

    def file_of_duty(self) -> int | None:
        files = of(self.duty.subject) if self.duty else ()
        return files[0].id if files else None


def _hand_in(province: Province, text: str, summary: str, statement: str = "") -> Case:
    receipt = receive(
        actor=CITIZEN,
        campaign=province.campaign,
        intake=Intake(
            channel="web",
            kind="conduct",
            text=f"{text}，来回跑了三趟。",
            summary=summary,
            about_organ=province.bureau,
            statement=statement,
            uploads=(prepared(name=f"{ATTACHED}.txt", content=BytesIO("录像文字".encode())),),
        ),
        nonce=receipts.new_nonce(),
    )
    return Case.objects.get(number=receipt.number)


def received() -> Scene:
    province = build()
    archive = add_organ(
        actor=SYSTEM,
        jurisdiction=province.place,
        name="示范省档案局",
        valid_from=FOUNDED,
        group="government",
    )
    case = _hand_in(province, TEXT, SUMMARY, STATEMENT)
    thread.write(actor=citizen(case.number), case=case, text=ADDED)
    other = _hand_in(province, f"又一次{TEXT}", f"再次{SUMMARY}")
    office = province.actor("office", Role.OFFICE, province.office)
    matter = grouping.put_together(actor=office, case=case, other=other)
    grouping.name(actor=office, matter=matter, title=TITLE)
    sketch_new()
    return Scene(
        province=province,
        archive=archive,
        office=office,
        handler=province.actor("handler", Role.HANDLER, province.commission),
        verifier=province.actor("verifier", Role.HANDLER, province.government),
        case=case,
        other=other,
    ).again()


def accepted() -> Scene:
    scene = received()
    triage.accept(actor=scene.office, case=scene.case)
    return scene.again()


def assigned() -> Scene:
    scene = accepted()
    duty = sending.dispatch(
        actor=scene.office,
        case=scene.case,
        owner=scene.province.commission,
        verifier=scene.province.government,
        note=NOTE,
    )
    return replace(scene, duty=duty).again()


def passed_on() -> Scene:
    """The writer's own matter goes to the organ concerned: the one exception."""
    scene = assigned()
    own = sending.pass_on_statement(actor=scene.office, case=scene.case)
    return replace(scene, own=own).again()


def handled() -> Scene:
    scene = passed_on()
    assert scene.duty is not None
    duty = assigning.accept(actor=scene.handler, duty=scene.duty)
    until = duty.due_on + timedelta(days=5)
    extending.ask_extension(actor=scene.handler, duty=duty, until=until, reason=ADDED)
    return scene.again()


def reported() -> Scene:
    scene = handled()
    assert scene.duty is not None
    evidence = prepared(name=f"{EVIDENCE}.txt", content=BytesIO("笔录".encode()))
    handling.report(actor=scene.handler, duty=scene.duty, result=RESULT, uploads=(evidence,))
    return scene.again()


def answered() -> Scene:
    scene = reported()
    assert scene.duty is not None
    checking.verify(actor=scene.verifier, duty=scene.duty, finding=FINDING)
    return scene.again()


def reopened() -> Scene:
    scene = answered()
    answering.reopen(actor=citizen(scene.case.number), case=scene.case, reason=ADDED)
    return scene.again()


def closed() -> Scene:
    scene = answered()
    answering.rate(actor=citizen(scene.case.number), case=scene.case, level="satisfied")
    with clock.at(clock.now() + timedelta(days=60)):
        close_after_window()
    return scene.again()


def recalled() -> Scene:
    scene = assigned()
    sending.recall(actor=scene.office, case=scene.case, reason=NOTE)
    return scene.again()


def refused() -> Scene:
    scene = accepted()
    triage.refuse(actor=scene.office, case=scene.case, ground="discipline", explanation=NOTE)
    return scene.again()


def merged() -> Scene:
    scene = accepted()
    triage.merge(actor=scene.office, case=scene.other, lead=scene.case)
    return scene.again()


def withdrawn() -> Scene:
    scene = passed_on()
    sending.withdraw(actor=citizen(scene.case.number), case=scene.case)
    return scene.again()


def called_a_request() -> Scene:
    """Sorted as something else later: what was once about conduct stays hidden."""
    scene = accepted()
    triage.sort(
        actor=scene.office,
        case=scene.case,
        kind="request",
        about_organ=scene.province.bureau,
        themes=(),
    )
    return scene.again()


def of_another_organ() -> Scene:
    """The office changed the organ that it is about: the first one still learns nothing."""
    scene = accepted()
    triage.sort(
        actor=scene.office,
        case=scene.case,
        kind="conduct",
        about_organ=scene.archive,
        themes=(),
    )
    return scene.again()


def feeding_back() -> Scene:
    """The office has rewritten what both said; the organ has not got it."""
    scene = accepted()
    triage.accept(actor=scene.office, case=scene.other)
    return replace(scene, batch=draft_for(scene)).again()


def draft_for(scene: Scene) -> Batch:
    """What both said, in words of the office."""
    batch = drafting.draft(
        actor=scene.office,
        campaign=scene.province.campaign,
        organ=scene.province.bureau,
        period=period_of(clock.today(), 3),
    )
    wording = Wording(
        text="窗口服务不规范，办事群众多次往返。",
        demand="公开一次性告知清单。",
        themes=("unwilling",),
        sources=(scene.case, scene.other),
    )
    drafting.write_item(actor=scene.office, batch=batch, wording=wording)
    return batch


def fed_back() -> Scene:
    """The organ has got its letter, and with it no word of theirs."""
    scene = feeding_back()
    assert scene.batch is not None
    second = scene.province.actor("second", Role.OFFICE, scene.province.office)
    batch = releasing.submit(actor=scene.office, batch=scene.batch)
    batch = releasing.approve(actor=second, batch=batch)
    return replace(scene, batch=releasing.release(actor=second, batch=batch)).again()


SCENES: dict[str, Callable[[], Scene]] = {
    scene.__name__: scene
    for scene in (
        received,
        accepted,
        assigned,
        passed_on,
        handled,
        reported,
        answered,
        reopened,
        closed,
        recalled,
        refused,
        merged,
        withdrawn,
        called_a_request,
        of_another_organ,
        feeding_back,
        fed_back,
    )
}
