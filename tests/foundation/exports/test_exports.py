"""C-49: nothing leaves the desk as a file without reason, approval, mark, limit and record."""

import hashlib
import io
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.harness.clients import html_of
from youwei.foundation.exports import operations as do
from youwei.foundation.exports import queries
from youwei.foundation.exports.jobs import expire_exports
from youwei.foundation.exports.models import Export
from youwei.foundation.exports.rules import refusals
from youwei.foundation.exports.rules.states import EXPORT, State
from youwei.foundation.journal.models import JournalEvent
from youwei.kernel import clock
from youwei.kernel.actor import ADMINISTRATORS, Actor, Role
from youwei.kernel.refusal import NotAllowed

if TYPE_CHECKING:
    from tests.foundation.duties.parties import Parties

LEDGER, REASON = "duties.ledger", "报送领导小组例会"


def ask(actor: Actor, query: str = "", reason: str = REASON) -> Export:
    return do.request_export(actor=actor, source=LEDGER, query=query, form="xlsx", reason=reason)


def limited(most: int, by_rule: int) -> Any:
    """The rulebook with smaller numbers."""
    found = queries.limits()
    low = queries.Limits(most=most, by_rule=by_rule, decide=found.decide, open=found.open)
    return patch.object(do, "limits", lambda: low)


def test_the_table_is_whole() -> None:
    EXPORT.check()


def test_few_rows_of_the_own_organ_are_approved_by_rule(parties: "Parties") -> None:
    parties.duty()
    export = ask(parties.owner)
    assert (export.state, export.by_rule, export.rows) == (State.APPROVED, True, 1)
    kinds = JournalEvent.objects.filter(subject=export.subject).order_by("id")
    assert list(kinds.values_list("kind", flat=True)) == ["exports.requested", "exports.approved"]


def test_more_rows_or_other_organs_need_a_second_person(parties: "Parties") -> None:
    parties.duty(), parties.duty()
    assert ask(parties.office).state == State.REQUESTED
    with limited(10, 1):
        export = ask(parties.owner)
    assert export.state == State.REQUESTED
    able = {one.account_id for one in export.deciders.all()}
    assert able == {one.account_id for one in (parties.lead, parties.office, parties.leading)}


def test_who_decides(parties: "Parties") -> None:
    parties.duty()
    export = ask(parties.office)
    assert [one.account_id for one in export.deciders.all()] == [parties.leading.account_id]
    for other in (parties.office, parties.lead, parties.owner, parties.verifier):
        with pytest.raises(NotAllowed):
            do.approve_export(actor=other, export=export)
    with pytest.raises(IntegrityError), transaction.atomic():
        Export.objects.filter(pk=export.pk).update(
            state="approved", decided_by=parties.office.account_id
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Export.objects.filter(pk=export.pk).update(state="approved")
    assert do.approve_export(actor=parties.leading, export=export).state == State.APPROVED


def test_whoever_may_not_read_every_row_does_not_learn_of_it(parties: "Parties", desk: Any) -> None:
    """A count, and a filter, would tell of what is kept from them (C-08)."""
    from youwei.foundation.people.models import Account
    from youwei.foundation.people.operations import declare_recusal
    from youwei.foundation.people.rules.roles import Interest

    parties.duty(shielded_from=parties.province.agency)
    export = ask(parties.office)
    address = reverse("exports:export", args=[export.pk])
    assert desk(parties.leading).get(address).status_code == 200
    declare_recusal(
        actor=parties.leading,
        account=Account.objects.get(pk=parties.leading.account_id or 0),
        organ=parties.province.agency,
        reason_code=Interest.KIN,
    )
    tied = desk(parties.leading)
    assert tied.get(address).status_code == 404
    assert tied.send(reverse("exports:move", args=[export.pk, "approve"])).status_code == 403
    with pytest.raises(refusals.NobodyToApprove):
        ask(parties.office)


def test_the_file_carries_whose_it_is_and_the_journal_its_digest(parties: "Parties") -> None:
    duty = parties.duty()
    export = ask(parties.owner)
    made = do.fetch_export(actor=parties.owner, export=export)
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    head = str(book.worksheets[0]["A1"].value)
    assert export.number in head
    assert "owner" in head
    assert "2026-11-23" in head
    assert book.properties.keywords == export.number
    assert "owner" in str(book.properties.creator)
    assert str(book.worksheets[0]["A3"].value) == duty.number
    event = JournalEvent.objects.get(kind="exports.fetched")
    assert event.data == {"rows": 1, "sha256": hashlib.sha256(made.content).hexdigest()}


def test_it_holds_what_was_approved_and_may_be_read_yet(parties: "Parties") -> None:
    from youwei.foundation.duties.operations.assigning import reassign

    gone, stays = parties.duty(), parties.duty()
    export = ask(parties.owner)
    parties.duty()  # came afterwards
    reassign(actor=parties.office, duty=gone, owner=parties.province.agency)
    made = do.fetch_export(actor=parties.owner, export=export)
    column = openpyxl.load_workbook(io.BytesIO(made.content)).worksheets[0]["A"]
    assert [cell.value for cell in column][2:] == [stays.number]


@pytest.mark.parametrize("reason", ["", "  ", "开会"])
def test_it_needs_its_reason(parties: "Parties", reason: str) -> None:
    parties.duty()
    with pytest.raises(refusals.ReasonNeeded):
        ask(parties.owner, reason=reason)


def test_there_is_a_limit_and_an_end(parties: "Parties") -> None:
    parties.duty(), parties.duty()
    with limited(1, 0), pytest.raises(refusals.TooManyRows):
        ask(parties.office)
    with pytest.raises(refusals.NothingToExport):
        ask(parties.owner, "words=没有这样的事项")
    export, waiting = ask(parties.owner), ask(parties.office)
    with clock.at(clock.now() + timedelta(days=4)):
        with pytest.raises(refusals.ExportOver):
            do.fetch_export(actor=parties.owner, export=export)
        assert expire_exports() == 1
    with clock.at(clock.now() + timedelta(days=8)):
        with pytest.raises(refusals.ExportOver):
            do.approve_export(actor=parties.leading, export=waiting)
        assert (expire_exports(), expire_exports()) == (1, 0)


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_administrators_take_nothing_out(parties: "Parties", role: Role, desk: Any) -> None:
    parties.duty()
    admin = parties.province.actor("admin", role, parties.province.office)
    with pytest.raises(NotAllowed):
        ask(admin)
    assert desk(admin).get("/desk/exports/").status_code == 403


def test_on_the_pages(parties: "Parties", desk: Any) -> None:
    duty = parties.duty()
    office, leading = desk(parties.office), desk(parties.leading)
    ledger = html_of(office.get("/desk/ledger/?light=normal"))
    assert "/desk/exports/new/duties/ledger/?light=normal" in ledger
    new = "/desk/exports/new/duties/ledger/?light=normal"
    assert "正常" in html_of(office.get(new))
    sent = office.submit(new, {"reason": REASON}, form="export")
    assert sent.status_code == 302
    assert REASON in html_of(leading.get(sent.url))
    assert sent.url in html_of(leading.get("/desk/exports/"))
    export = Export.objects.get()
    download = reverse("exports:download", args=[export.pk])
    assert office.send(download).status_code == 409
    leading.send(reverse("exports:move", args=[export.pk, "approve"]))
    assert leading.send(download).status_code == 403
    answer = office.send(download)
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book.worksheets[0]["A3"].value == duty.number
    assert desk(parties.owner).get(sent.url).status_code == 404


def test_the_list_asks_as_often_for_many_as_for_one(
    parties: "Parties", desk: Any, same_queries: Any
) -> None:
    parties.duty()

    def more(n: int) -> None:
        for _ in range(n):
            ask(parties.office)

    same_queries(more, "/desk/exports/", desk(parties.leading))


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.DISCIPLINE, Role.APPRAISER])
def test_whoever_reads_no_list_asks_for_no_file(parties: "Parties", role: Role, desk: Any) -> None:
    actor = parties.province.actor("somebody", role, parties.province.office)
    assert desk(actor).get(reverse("exports:list")).status_code == 403
    with pytest.raises(NotAllowed):
        ask(actor)
