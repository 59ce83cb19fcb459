"""Nobody can tell who answered what: not by a key, an order, a time, a log, or a row's neighbour.

What is tried here is what somebody with the whole database, and without the key file, could try.
"""

import json
import logging
import re
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from tests.harness.clients import StrictClient
from tests.listening.appraisal.cast import Cast, votes

from youwei.foundation.journal.models import JournalEvent
from youwei.kernel.actor import SYSTEM
from youwei.listening.appraisal.jobs import close_and_seal, shake_urns
from youwei.listening.appraisal.models import Invitation, Opinion, Round, Slip
from youwei.listening.appraisal.operations import codes, rounds, sealing
from youwei.listening.appraisal.queries.ballots import paper_of
from youwei.listening.appraisal.queries.codes import code_hash, new_code
from youwei.listening.appraisal.rules.ballots import CODE_LETTERS
from youwei.listening.appraisal.rules.refusals import KeyGone

CAST = 24


@pytest.fixture
def voted(cast: Cast) -> Cast:
    """So many ballots, in the order of the codes."""
    cast.fill()
    cast.begin()
    for handed in cast.codes["market"][:CAST]:
        organ = paper_of(handed.code).organs[0].organ_id
        votes(handed.code, "good", words={organ: "好。"})
    return cast


def rows(model: type[models.Model]) -> list[dict[str, Any]]:
    return list(model._default_manager.order_by().values())


class TestNoKey:
    def test_no_path_of_references_leads_from_one_to_the_other(self) -> None:
        """But the round, of which all are."""
        invitation, urn = Invitation._meta, {Slip, Opinion}
        reached = {field.related_model for field in invitation.get_fields() if field.is_relation}
        assert not reached & urn
        for model in urn:
            named = {
                field.name
                for field in model._meta.get_fields()
                if field.is_relation and field.concrete
            }
            assert named <= {"round", "delivery", "organ"}

    def test_no_value_stands_on_both_sides(self, voted: Cast) -> None:
        """Whatever column is compared with whatever other, nothing joins."""
        constant = {voted.round_.pk}
        ours = {
            value
            for row in rows(Invitation)
            for value in row.values()
            if value not in (None, "", False, True) and not isinstance(value, list)
        }
        theirs = {
            bytes(value) if isinstance(value, memoryview) else value
            for row in rows(Slip)
            for value in row.values()
            if value is not None
        }
        assert not (ours & theirs) - constant

    def test_a_slip_cannot_be_read(self, voted: Cast) -> None:
        boxes = [bytes(one.box) for one in Slip.objects.all()]
        assert len(boxes) == 2 * CAST  # ballot and words, apart
        assert len(set(boxes)) == len(boxes)
        assert all(b"good" not in box and "好".encode() not in box for box in boxes)

    def test_the_key_is_not_in_the_database(self, voted: Cast, own_data: Any) -> None:
        (key,) = (own_data / "urn-keys").iterdir()
        secret = key.read_text().strip()
        assert secret.startswith("AGE-SECRET-KEY")
        assert key.stat().st_mode & 0o077 == 0
        for model in apps.get_app_config("appraisal").get_models():
            assert secret not in str(rows(model))
        assert secret not in str(rows(JournalEvent))


class TestNoOrder:
    def test_rows_lie_in_an_order_of_their_own(self, voted: Cast) -> None:
        """The number of a row, and in SQLite its place in the table, come from chance."""
        spent = [code_hash(handed.code) for handed in voted.codes["market"][:CAST]]
        by_number = list(
            Invitation.objects.filter(code_hash__in=spent)
            .order_by("pk")
            .values_list("code_hash", flat=True)
        )
        assert by_number != spent
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                for table in ("appraisal_slip", "appraisal_invitation", "appraisal_opinion"):
                    cursor.execute(f"SELECT count(*) FROM {table} WHERE rowid <> id")
                    assert cursor.fetchone() == (0,)

    def test_the_nightly_shaking_leaves_no_slip_as_it_was(self, voted: Cast) -> None:
        before = {(one.pk, bytes(one.box)) for one in Slip.objects.all()}
        assert shake_urns() == 1
        after = {(one.pk, bytes(one.box)) for one in Slip.objects.all()}
        assert len(after) == len(before)
        assert not {pk for pk, _ in before} & {pk for pk, _ in after}
        assert not {box for _, box in before} & {box for _, box in after}

    def test_a_missing_key_keeps_no_other_urn_from_the_shaking(
        self, voted: Cast, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Nor from the sealing; the job fails all the same, so that somebody sees it."""
        keyless = Round.objects.get(pk=voted.round_.pk)
        keyless.pk, keyless.number, keyless.urn_key = None, 99, "age1none"
        keyless.save()
        assert Round.objects.first() == keyless, "it comes first"
        before = set(Slip.objects.values_list("pk", flat=True))
        with pytest.raises(KeyGone):
            shake_urns()
        assert not before & set(Slip.objects.values_list("pk", flat=True))
        assert f"round {keyless.pk}" in caplog.text
        with voted.over(), pytest.raises(KeyGone):
            close_and_seal()
        assert voted.again().sealed_on is not None

    @pytest.mark.skipif("connection.vendor != 'postgresql'")
    def test_after_the_shaking_one_transaction_wrote_them_all(self, voted: Cast) -> None:
        shake_urns()
        with connection.cursor() as cursor:
            for table in ("appraisal_slip", "appraisal_invitation"):
                cursor.execute(f"SELECT count(DISTINCT xmin::text) FROM {table}")
                assert cursor.fetchone() == (1,)


class TestNoTime:
    def test_neither_side_has_a_moment(self) -> None:
        for model in (Invitation, Slip, Opinion):
            kinds = {type(field) for field in model._meta.local_fields}
            assert models.DateTimeField not in kinds
            assert models.TimeField not in kinds
        days = [f.name for f in Slip._meta.local_fields if isinstance(f, models.DateField)]
        assert days == []

    def test_the_journal_tells_of_no_ballot(self, voted: Cast) -> None:
        """Neither how many there are at which moment: only the nightly count."""
        before = JournalEvent.objects.count()
        votes(voted.codes["public"][0].code)
        assert JournalEvent.objects.count() == before
        sealing.shake(actor=SYSTEM, round_=voted.round_)
        told = JournalEvent.objects.order_by("id").last()
        assert told is not None
        assert told.data == {"slips": 2 * CAST + 1}

    def test_nothing_is_logged(
        self, client: StrictClient, voted: Cast, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        code = voted.codes["public"][0].code
        page = client.submit("/rate/", {"code": code})
        form = page.context["form"]
        answers = {"code": code, "nonce": form["nonce"].value()}
        first = next(name for name in form.fields if name.startswith("rate-"))
        client.send("/rate/send/", {**answers, first: "good"})
        said = " ".join(
            record.getMessage() for record in caplog.records if "SELECT" not in record.getMessage()
        )
        assert code not in said


class TestTheCode:
    def test_eighty_bits_kept_as_a_keyed_hash(self, voted: Cast) -> None:
        code = voted.codes["market"][0].code
        assert CODE_LETTERS * 5 >= 60
        assert re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", code)
        for model in apps.get_app_config("appraisal").get_models():
            assert code not in json.dumps(rows(model), default=str)
        assert len({new_code() for _ in range(1_000)}) == 1_000

    def test_a_reminder_lists_only_who_has_not_answered(self, voted: Cast) -> None:
        left = codes.list_unused(actor=voted.office, panel=voted.panel("market"))
        answered = {handed.serial for handed in voted.codes["market"][:CAST]}
        assert {one.serial for one in left} == {
            handed.serial for handed in voted.codes["market"]
        } - answered

    def test_a_replaced_code_ends_and_a_used_one_is_not_replaced(self, voted: Cast) -> None:
        used, lost = voted.codes["market"][0], voted.codes["market"][CAST]
        handed = codes.replace_codes(
            actor=voted.office, panel=voted.panel("market"), serials=[used.serial, lost.serial]
        )
        assert [one.serial for one in handed] == [lost.serial]
        votes(handed[0].code)
        assert Invitation.objects.filter(code_hash=code_hash(lost.code)).count() == 0


class TestAfterwards:
    def test_a_sealed_round_has_no_codes_slips_contacts_or_key(
        self, voted: Cast, own_data: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        with voted.over():
            rounds.close(actor=SYSTEM, round_=voted.round_)
            with django_capture_on_commit_callbacks(execute=True):
                sealing.seal(actor=SYSTEM, round_=voted.round_)
        assert not Invitation.objects.exists()
        assert not Slip.objects.exists()
        assert list((own_data / "urn-keys").iterdir()) == []
        assert Opinion.objects.count() == CAST
