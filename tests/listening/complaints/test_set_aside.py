"""A file may hold secrets: whoever reads it sets it aside, and nobody reads it until another person
decided (C-52).
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import Cast, case_of

from youwei.foundation.files.models import EvidenceFile, Quarantine
from youwei.foundation.files.operations import purge, release, set_aside
from youwei.foundation.files.queries import open_stream, prepared
from youwei.foundation.files.queries.secrets import set_aside_for, waiting
from youwei.foundation.files.rules.refusals import (
    AnotherPerson,
    DecidedAlready,
    FileSetAside,
    FileWithdrawn,
    ReasonMissing,
    SetAsideAlready,
)
from youwei.foundation.journal.models import JournalEvent
from youwei.kernel.actor import CITIZEN, Actor, Role
from youwei.kernel.refusal import NotAllowed, NotFound
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations import sending, triage

if TYPE_CHECKING:
    from youwei.listening.complaints.queries.receipts import Receipt

Desk = Callable[[Any], StrictClient]
WORDS = "机密内容"


@pytest.fixture
def case(cast: Cast, hand_in: "Callable[..., Receipt]") -> Case:
    """About nobody's conduct; the commission has it."""
    upload = prepared(name="附件.txt", content=BytesIO(WORDS.encode()))
    case = triage.accept(actor=cast.office, case=case_of(hand_in(uploads=(upload,))))
    sending.dispatch(
        actor=cast.office,
        case=case,
        owner=cast.province.commission,
        verifier=cast.province.office,
    )
    return case


@pytest.fixture
def file(case: Case) -> EvidenceFile:
    return EvidenceFile.objects.get(origin=case.subject)


@pytest.fixture
def held(cast: Cast, file: EvidenceFile) -> Quarantine:
    return set_aside(actor=cast.commission, file=file)


@pytest.fixture
def second(cast: Cast) -> Actor:
    return cast.province.actor("second", Role.OFFICE, cast.province.office)


def event_of(file: EvidenceFile) -> JournalEvent:
    return JournalEvent.objects.filter(subject=f"file:{file.pk}").order_by("-id")[0]


def test_nobody_reads_it_from_the_press_on(
    cast: Cast, desk: Desk, case: Case, file: EvidenceFile
) -> None:
    for who in (cast.office, cast.commission):
        address = f"/desk/cases/{case.number}/files/{file.pk}/"
        assert desk(who).get(address).getvalue().decode() == WORDS
    answer = desk(cast.commission).send(f"/desk/files/{file.pk}/set-aside/")
    assert answer.headers["Location"] == f"/desk/cases/{case.number}/"
    for who in (cast.office, cast.leading, cast.commission):
        refused = desk(who).get(address)
        assert refused.status_code in {403, 404}
        assert WORDS not in html_of(refused)
    with pytest.raises(FileSetAside):
        open_stream(file)
    page = html_of(desk(cast.office).get(f"/desk/cases/{case.number}/"))
    assert "附件.txt" in page
    assert address not in page
    event = event_of(file)
    assert (event.kind, event.trail) == ("files.set_aside", case.subject)
    assert event.data == {"sha256": file.sha256}


def test_who_may_not_read_it_cannot_set_it_aside(
    cast: Cast, desk: Desk, file: EvidenceFile
) -> None:
    assert desk(cast.bureau).send(f"/desk/files/{file.pk}/set-aside/").status_code == 404
    with pytest.raises(NotAllowed):
        set_aside(actor=CITIZEN, file=file)
    assert not Quarantine.objects.exists()


def test_it_is_set_aside_once(cast: Cast, file: EvidenceFile, held: Quarantine) -> None:
    with pytest.raises(SetAsideAlready):
        set_aside(actor=cast.office, file=file)


def test_released_it_is_read_again(
    cast: Cast, desk: Desk, case: Case, file: EvidenceFile, held: Quarantine
) -> None:
    page = f"/desk/files/{held.pk}/"
    done = desk(cast.office).submit(
        page, {"released-reason": "公开文件"}, form=f"{page}decide/released/"
    )
    assert done.headers["Location"] == page
    with open_stream(file) as stream:
        assert stream.read().decode() == WORDS
    assert event_of(file).kind == "files.released"
    set_aside(actor=cast.office, file=file)  # and it may be set aside again


def test_purged_the_bytes_are_gone_and_the_record_stays(
    cast: Cast,
    desk: Desk,
    file: EvidenceFile,
    held: Quarantine,
    django_capture_on_commit_callbacks: Any,
) -> None:
    page = f"/desk/files/{held.pk}/"
    path = Path(default_storage.path(file.stored))
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        desk(cast.office).submit(page, {"purged-reason": "确属秘密"}, form=f"{page}decide/purged/")
    assert not path.exists()
    file.refresh_from_db()
    with pytest.raises(FileWithdrawn):
        open_stream(file)
    held.refresh_from_db()
    version = held.campaign.rulebook_version
    assert version is not None
    assert (held.outcome, held.reason, held.decided_by_id) == (
        "purged",
        "确属秘密",
        cast.office.account_id,
    )
    event = event_of(file)
    assert event.kind == "files.purged"
    assert event.data == {
        "media_type": "text/plain",
        "size": file.size,
        "sha256": file.sha256,
        "rule": held.rule,
    }
    assert held.rule.startswith("evidence.secrets@")
    assert "确属秘密" in html_of(desk(cast.office).get(page))


def test_whoever_set_it_aside_does_not_decide(
    cast: Cast, file: EvidenceFile, second: Actor
) -> None:
    held = set_aside(actor=cast.office, file=file)
    for decide in (release, purge):
        with pytest.raises(AnotherPerson):
            decide(actor=cast.office, quarantine=held, reason="本人决定")
    assert (waiting(cast.office), waiting(second)) == (0, 1)
    release(actor=second, quarantine=held, reason="另一人决定")
    with pytest.raises(DecidedAlready):
        purge(actor=second, quarantine=held, reason="再决定")


def test_only_who_is_in_charge_decides(
    cast: Cast, desk: Desk, held: Quarantine, file: EvidenceFile
) -> None:
    lead = cast.province.actor("other-lead", Role.LEAD, cast.province.commission)
    with pytest.raises(NotAllowed):
        purge(actor=lead, quarantine=held, reason="单位决定")
    for who in (cast.commission, lead):
        assert desk(who).get("/desk/files/").status_code == 403
        assert desk(who).send(f"/desk/files/{held.pk}/decide/purged/").status_code == 403


def test_a_decision_has_a_reason(cast: Cast, desk: Desk, held: Quarantine) -> None:
    with pytest.raises(ReasonMissing):
        purge(actor=cast.office, quarantine=held, reason=" \n")
    assert desk(cast.office).send(f"/desk/files/{held.pk}/decide/purged/").status_code == 422
    assert desk(cast.office).send(f"/desk/files/{held.pk}/decide/nothing/").status_code == 404


def test_of_what_concerns_oneself_one_finds_nothing(
    cast: Cast, hand_in: "Callable[..., Receipt]"
) -> None:
    """The office is complained of: not the office but the leading group decides."""
    upload = prepared(name="录音.txt", content=BytesIO(b"words"))
    receipt = hand_in(kind="conduct", about_organ=cast.province.office, uploads=(upload,))
    file = EvidenceFile.objects.get(origin=case_of(receipt).subject)
    held = set_aside(actor=cast.leading, file=file)
    assert set_aside_for(cast.office) == []
    assert waiting(cast.office) == 0
    with pytest.raises(NotFound):
        purge(actor=cast.office, quarantine=held, reason="灭失")


def test_the_list_costs_the_same(
    cast: Cast, case: Case, same_queries: Any, desk: Desk, file: EvidenceFile
) -> None:
    from youwei.foundation.files.operations import attach

    def rows(count: int) -> None:
        for _ in range(count):
            made = attach(
                actor=cast.commission,
                origin=case.subject,
                trail=case.subject,
                campaign_id=case.campaign_id,
                name="a.txt",
                content=BytesIO(b"x"),
            )
            set_aside(actor=cast.commission, file=made)

    same_queries(rows, "/desk/files/", desk(cast.office))


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "purged"},
        {"decided_by": 1},
        {"outcome": "purged", "reason": "x", "rule": "", "decided_by": 1},
    ],
)
def test_the_database_refuses_half_decisions(held: Quarantine, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Quarantine.objects.filter(pk=held.pk).update(**wrong)


def test_the_form_warns_before_anything_is_attached(cast: Cast, client: StrictClient) -> None:
    assert "国家秘密" in html_of(client.get("/report/new/?kind=request")).split("files__list")[0]
