"""C-05: originals are dropped, or by rule sealed to recipients of the discipline body."""

import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.sender import fill_in
from tests.listening.disclosures.originals import (
    MARK,
    complain,
    file_of,
    keep_originals,
    marked,
)
from tests.listening.disclosures.scene import Scene, passphrase
from tests.listening.disclosures.test_traces import everything

from youwei.foundation.files.jobs import sweep_orphans
from youwei.foundation.files.models import EvidenceFile, OriginalKey, SealedOriginal
from youwei.foundation.files.operations import purge, release, set_aside, withdraw
from youwei.foundation.files.queries import open_stream, orphans, prepared
from youwei.foundation.files.rules.refusals import FileSetAside
from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.people.models import Account
from youwei.foundation.people.operations import declare_recusal
from youwei.foundation.people.queries import actor_for
from youwei.foundation.people.rules.roles import Interest
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor, Role, citizen
from youwei.kernel.age import unwrap
from youwei.kernel.refusal import NotFound
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations import erasing, sending, thread, triage
from youwei.listening.complaints.web.public_moves import AddForm
from youwei.listening.disclosures.models import RecipientKey
from youwei.listening.disclosures.operations.originals import open_as_evidence
from youwei.listening.disclosures.operations.recipients import admit, remove
from youwei.listening.disclosures.rules.states import Need

Desk = Callable[[Any], StrictClient]
Capture = Callable[..., AbstractContextManager[list[Any]]]


@pytest.fixture
def sealing(scene: Scene) -> Scene:
    keep_originals(scene)
    return scene


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> None:
    """A store of one's own: what other tests rolled back left its bytes."""
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"]
        | {"OPTIONS": {"location": tmp_path / "store", "base_url": None}}
    }


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Capture) -> Capture:
    return django_capture_on_commit_callbacks


def read(file: EvidenceFile) -> bytes:
    with open_stream(file) as stream:
        return stream.read()


def told_of(case: Case) -> str:
    data: dict[str, str] = JournalEvent.objects.get(kind="files.attached", trail=case.subject).data
    return data["original"]


def opened(scene: Scene, actor: Actor, original: SealedOriginal) -> bytes:
    return open_as_evidence(
        actor=actor, number=original.pk, secret=scene.secret(actor), need=Need.WHEN
    ).content


def with_interest(scene: Scene, actor: Actor) -> Actor:
    """The same person after declaring an interest in the bureau."""
    assert actor.account_id is not None
    account = Account.objects.get(pk=actor.account_id)
    declare_recusal(
        actor=actor, account=account, organ=scene.province.bureau, reason_code=Interest.FORMER
    )
    return actor_for(account, clock.today())


class TestWhatIsKept:
    def test_by_default_nothing(self, scene: Scene) -> None:
        case = complain(scene)
        assert told_of(case) == "dropped"
        assert not SealedOriginal.objects.exists()

    def test_by_rule_what_a_named_writer_attached_and_both_recipients_open_it(
        self, sealing: Scene
    ) -> None:
        case = complain(sealing)
        original = SealedOriginal.objects.get(file=file_of(case))
        assert told_of(case) == "sealed"
        for actor in (sealing.first, sealing.second):
            assert opened(sealing, actor, original) == marked()
        with default_storage.open(original.stored) as stored:
            assert MARK not in stored.read()
        assert MARK not in read(file_of(case))

    def test_nothing_of_an_anonymous_writer(self, sealing: Scene) -> None:
        case = complain(sealing, name="", contact="")
        assert told_of(case) == "dropped"
        assert not SealedOriginal.objects.exists()

    def test_nothing_of_a_complaint_about_conduct(self, sealing: Scene) -> None:
        case = complain(sealing, kind="conduct", about_organ=sealing.province.bureau)
        assert told_of(case) == "dropped"

    def test_what_is_added_later_by_a_named_writer(self, sealing: Scene) -> None:
        upload = prepared(name="b.jpg", content=BytesIO(marked()), keeps_original=True)
        case = complain(sealing, uploads=())
        thread.write(
            actor=citizen(case.number), case=case, text="补充", uploads=(upload,), for_office=True
        )
        assert SealedOriginal.objects.get().file.origin == case.office_subject

    def test_nothing_and_the_journal_says_so_where_nobody_could_open_it(
        self, sealing: Scene
    ) -> None:
        """About the commission above: nobody is left who could receive it."""
        case = complain(sealing, about_organ=sealing.above)
        assert told_of(case) == "nobody_to_seal_to"
        assert not SealedOriginal.objects.exists()

    def test_about_the_body_itself_goes_one_level_up(self, sealing: Scene) -> None:
        case = complain(sealing, about_organ=sealing.group)
        publics = set(OriginalKey.objects.values_list("public", flat=True))
        assert told_of(case) == "sealed"
        assert publics == {sealing.key(sealing.higher).public}


class TestTheWriterIsTold:
    """In plain words, before anything is uploaded."""

    NOT_KEPT = "不保留原件"
    SEALED = "原始文件连同隐藏信息将密封保存"

    def test_on_the_form(self, scene: Scene, client: StrictClient) -> None:
        page = html_of(client.get("/report/new/?kind=request"))
        assert self.NOT_KEPT in page
        assert self.SEALED not in page
        keep_originals(scene)
        page = html_of(client.get("/report/new/?kind=request"))
        assert self.SEALED in page
        assert "不留姓名和联系方式的，不保留原件" in page
        page = html_of(client.get("/report/new/?kind=conduct"))
        assert self.NOT_KEPT in page
        assert self.SEALED not in page

    def test_that_nothing_is_kept_where_nobody_could_open_it(
        self, sealing: Scene, client: StrictClient
    ) -> None:
        RecipientKey.objects.update(removed_on=clock.today())
        page = html_of(client.get("/report/new/?kind=request"))
        assert self.SEALED not in page

    @pytest.mark.parametrize(("name", "told"), [("张三", SEALED), ("", NOT_KEPT)])
    def test_on_the_status_page(self, sealing: Scene, name: str, told: str) -> None:
        case = complain(sealing, name=name, contact="")
        form = AddForm(case=case)
        assert told in str(form.fields["files"].help_text)


class TestOpening:
    def test_is_one_event_which_the_history_of_the_matter_does_not_show(
        self, sealing: Scene
    ) -> None:
        case = complain(sealing)
        original = SealedOriginal.objects.get()
        before = JournalEvent.objects.count()
        opened(sealing, sealing.first, original)
        assert JournalEvent.objects.count() == before + 1
        event = JournalEvent.objects.latest("id")
        assert event.kind == "disclosures.original_opened"
        assert event.data["need"] == "when"
        assert event.actor_label == sealing.first.label
        assert case.subject not in {event.subject, event.trail}

    @pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADING_GROUP, Role.SYSTEM_ADMIN])
    def test_is_not_for_others(self, sealing: Scene, desk: Desk, role: Role) -> None:
        complain(sealing)
        organ = {
            Role.OFFICE: sealing.province.office,
            Role.LEADING_GROUP: sealing.province.leading,
            Role.SYSTEM_ADMIN: sealing.province.office,
        }[role]
        other = sealing.province.actor("other", role, organ)
        number = SealedOriginal.objects.get().pk
        assert desk(other).get(f"/desk/disclosures/originals/{number}/").status_code == 403

    def test_is_closed_to_whoever_is_tied_since(self, sealing: Scene) -> None:
        complain(sealing, about_organ=sealing.province.bureau)
        tied = with_interest(sealing, sealing.first)
        with pytest.raises(NotFound):
            opened(sealing, tied, SealedOriginal.objects.get())

    def test_is_closed_once_it_was_found_to_be_about_conduct(self, sealing: Scene) -> None:
        case = complain(sealing)
        Case.objects.filter(pk=case.pk).update(kept_from_organ=True)
        with pytest.raises(NotFound):
            opened(sealing, sealing.first, SealedOriginal.objects.get())

    def test_starts_with_the_number_that_the_office_sees_and_the_organ_does_not(
        self, sealing: Scene, desk: Desk
    ) -> None:
        """It would tell the organ that the writer gave a name."""
        province = sealing.province
        office = province.actor("office", Role.OFFICE, province.office)
        handler = province.actor("handler", Role.HANDLER, province.commission)
        case = triage.accept(actor=office, case=complain(sealing))
        sending.dispatch(
            actor=office, case=case, owner=province.commission, verifier=province.office
        )
        told = f"原件{SealedOriginal.objects.get().pk}已密封保存"
        assert told in html_of(desk(office).get(f"/desk/cases/{case.number}/"))
        page = html_of(desk(handler).get(f"/desk/cases/{case.number}/"))
        assert "a.jpg" in page
        assert told not in page

    def test_waits_while_the_file_is_set_aside(self, sealing: Scene) -> None:
        case = complain(sealing)
        office = sealing.province.actor("office", Role.OFFICE, sealing.province.office)
        second = sealing.province.actor("other", Role.OFFICE, sealing.province.office)
        held = set_aside(actor=office, file=file_of(case))
        with pytest.raises(FileSetAside):
            opened(sealing, sealing.first, SealedOriginal.objects.get())
        release(actor=second, quarantine=held, reason="无秘密")
        assert opened(sealing, sealing.first, SealedOriginal.objects.get()) == marked()

    def test_on_the_page_takes_number_reason_and_passphrase(
        self, sealing: Scene, desk: Desk
    ) -> None:
        complain(sealing)
        number = SealedOriginal.objects.get().pk
        client = desk(sealing.first)
        found = client.get(f"/desk/disclosures/originals/?number={number}")
        assert found["Location"] == f"/desk/disclosures/originals/{number}/"
        page = html_of(client.get(found["Location"]))
        assert "a.jpg" in page
        given = {"need": "real", "passphrase": "错的错的错的错的错的错的错的错的"}
        wrong = client.submit(found["Location"], given, form="open")
        assert wrong.status_code == 422
        assert not JournalEvent.objects.filter(kind="disclosures.original_opened").exists()
        answer = client.submit(
            found["Location"], given | {"passphrase": passphrase(sealing.first)}, form="open"
        )
        assert b"".join(answer.streaming_content) == marked()
        assert "attachment" in answer["Content-Disposition"]
        assert answer["Content-Type"] == "application/octet-stream"

    def test_of_an_unknown_number_says_no_more_than_of_one_for_others(
        self, sealing: Scene, desk: Desk
    ) -> None:
        complain(sealing, about_organ=sealing.group)
        number = SealedOriginal.objects.get().pk
        client = desk(sealing.first)
        answers = [
            client.get(f"/desk/disclosures/originals/{one}/").status_code
            for one in (number, number + 1)
        ]
        assert answers == [404, 404]


class TestRecipients:
    def test_who_is_admitted_opens_earlier_ones_and_who_is_removed_none(
        self, sealing: Scene
    ) -> None:
        complain(sealing)
        original = SealedOriginal.objects.get()
        third = sealing.recipient("third")
        with pytest.raises(Exception):  # noqa: B017, PT011  # no key in use yet
            opened(sealing, third, original)
        first = sealing.secret(sealing.first)
        admit(actor=sealing.first, key=sealing.key(third), secret=first)
        assert opened(sealing, third, original) == marked()
        key = sealing.key(third)
        remove(actor=sealing.first, key=key, secret=first)
        assert not OriginalKey.objects.filter(public=key.public).exists()

    def test_who_is_admitted_gets_nothing_about_their_own_organ(self, sealing: Scene) -> None:
        complain(sealing, about_organ=sealing.province.bureau)
        third = sealing.recipient("third")
        with_interest(sealing, third)
        admit(actor=sealing.first, key=sealing.key(third), secret=sealing.secret(sealing.first))
        public = sealing.key(third).public
        assert not OriginalKey.objects.filter(public=public).exists()


@pytest.mark.django_db(transaction=True)
def test_no_byte_of_an_original_lies_on_the_disk_in_the_clear(
    sealing: Scene, client: StrictClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One file that stays in memory and one that waits on the disk; then everything is searched."""
    written = veiled_writes(monkeypatch)
    files = [
        SimpleUploadedFile("a.jpg", content, "image/jpeg")
        for content in (marked(), marked() + b"\0" * 3_000_000)
    ]
    sent = fill_in(client, answer="contact", name="张三", contact="13900000000", files=files)
    assert sent.receipt is not None, sent.page
    originals = SealedOriginal.objects.order_by("pk")
    assert [MARK in opened(sealing, sealing.first, one) for one in originals] == [True, True]
    secret = OriginalKey.objects.filter(public=sealing.key(sealing.first).public)
    assert len(list((tmp_path / "store").rglob("*/??/*"))) == 4, "copies and originals"
    marks = [MARK, unwrap(secret[0].wrapped, sealing.secret(sealing.first)).encode()]
    for mark in marks:
        assert [where for where, content in everything(tmp_path) if mark in content] == []
        assert mark not in b"".join(written)
    assert len(b"".join(written)) > 3_000_000, "the search looked at what waited on the disk"


def veiled_writes(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What reaches a temporary file, and no other kind of one is opened."""
    written: list[bytes] = []
    real = tempfile.TemporaryFile

    def watched(**given: Any) -> Any:
        file = real(**given)
        write = file.write
        watching = MagicMock(wraps=file)

        def noted(content: bytes) -> Any:
            written.append(content)
            return write(content)

        watching.write.side_effect = noted
        return watching

    monkeypatch.setattr(tempfile, "TemporaryFile", watched)
    for name in ("NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, None)
    return written


class TestErasing:
    """With the working copy, and before it with the writer's name."""

    def test_with_name_and_contact(self, sealing: Scene, committed: Capture) -> None:
        case = complain(sealing)
        original = SealedOriginal.objects.get()
        with committed(execute=True):
            erasing.erase_writer(actor=SYSTEM, case=case)
        assert not SealedOriginal.objects.exists()
        assert not default_storage.exists(original.stored)
        assert read(file_of(case)), "the working copy stays"
        kinds = set(JournalEvent.objects.filter(trail=case.subject).values_list("kind", flat=True))
        assert {"files.original_erased", "complaints.writer_erased"} <= kinds

    def test_with_the_working_copy(self, sealing: Scene, committed: Capture) -> None:
        case = complain(sealing)
        original = SealedOriginal.objects.get()
        with committed(execute=True):
            withdraw(actor=SYSTEM, file=file_of(case), trail=case.subject, campaign_id=1)
        assert not default_storage.exists(original.stored)
        assert not OriginalKey.objects.exists()

    def test_when_it_held_secrets(self, sealing: Scene, committed: Capture) -> None:
        case = complain(sealing)
        original = SealedOriginal.objects.get()
        office = sealing.province.actor("office", Role.OFFICE, sealing.province.office)
        second = sealing.province.actor("other", Role.OFFICE, sealing.province.office)
        held = set_aside(actor=office, file=file_of(case))
        with committed(execute=True):
            purge(actor=second, quarantine=held, reason="有秘密")
        assert not default_storage.exists(original.stored)

    def test_the_sweep_leaves_what_is_kept_and_takes_what_a_crash_left(
        self, sealing: Scene
    ) -> None:
        complain(sealing)
        original = SealedOriginal.objects.get()
        later = clock.now() + timedelta(hours=2)
        assert orphans(before=later) == ()
        original.delete()
        with clock.at(later):
            assert sweep_orphans() == 1
        assert not default_storage.exists(original.stored)
