"""C-46: what was erased is not in the bytes on the disk either."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests.listening.complaints.cast import build_cast, case_of, hands_in, writer_of

from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.retention import writing
from youwei.foundation.retention.jobs import clear_disk, remove_traces
from youwei.foundation.rulebook.rules.following import Carries
from youwei.listening.complaints.operations import thread, triage
from youwei.listening.followup.operations import transfers
from youwei.listening.matters.jobs import sketch_new

MARKS = "饕餮魑魅一号", "饕餮魑魅二号", "饕餮魑魅三号"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("still")
def test_words_that_were_erased_stand_in_no_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = build_cast()
    hand_in = hands_in(cast)
    text, place, said = MARKS
    receipt = hand_in(text=f"科长收了我两条烟。{text}", place=place, contact="13900000000")
    case = triage.accept(actor=cast.office, case=case_of(receipt))
    thread.write(actor=writer_of(receipt), case=case, text=said)
    for number in range(40):  # rows move about, as they do in a store that is used
        other = case_of(hand_in(text="供暖不热。" * 20 * (number % 9 + 1)))
        triage.accept(actor=cast.office, case=other)
    sketch_new()
    assert found() == {text, place, said, "饕餮"}
    assert (remove_traces(), noted()) == (0, [])  # nothing was erased yet

    transfer = transfers.prepare(
        actor=cast.office, case=case, door="discipline", carries=Carries.NOTHING
    )
    transfers.confirm(actor=cast.office, transfer=transfer, mark="纪2026-7")
    with monkeypatch.context() as large:
        large.setattr(writing, "LIMIT", 0)
        left = remove_traces()
        assert left > 0
        assert clear_disk(whole=True) == 0
    assert found() == set()
    assert remove_traces() == 0
    assert noted() == [left, 0, 0]


def noted() -> list[int]:
    events = JournalEvent.objects.filter(kind="retention.traces_removed").order_by("id")
    return [event.data["left"] for event in events]


def found() -> set[str]:
    """Which marks stand in a file of the database or in the data folder, or a pair of their signs
    in the index of words.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
            cursor.execute("SHOW data_directory")
            # Its write-ahead log keeps older bytes until it is used anew: docs/protection.md.
            places = [Path(cursor.fetchone()[0]) / "base", settings.YOUWEI_DATA]
    else:
        places = [settings.YOUWEI_DATA]
    files = [file.read_bytes() for place in places for file in place.rglob("*") if file.is_file()]
    return {mark for mark in (*MARKS, "饕餮") if any(mark.encode() in one for one in files)}
