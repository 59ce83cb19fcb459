"""What is told of a batch that is out: to the organ, and to the writers of its sources."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet

from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.rules.lights import Light
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.deadlines import Deadline
from youwei.listening.complaints.models import Case
from youwei.listening.feedback.access import readable_letters, received_by
from youwei.listening.feedback.models import Batch, Item, ItemSource
from youwei.listening.feedback.rules.states import OUT
from youwei.text.identifying import find


def letters_to(actor: Actor) -> QuerySet[Batch]:
    """To the organs for which the actor works, the newest first."""
    return received_by(actor).select_related("organ").order_by("-released_at", "-id")


def letter(actor: Actor, number: str) -> Batch | None:
    found = readable_letters(actor).filter(number=number)
    return found.select_related("organ", "verifier", "campaign__office_organ").first()


def released_items(batch: Batch) -> tuple[Item, ...]:
    items = batch.items.select_related("duty__owner", "duty__verifier", "duty__campaign")
    return tuple(items.prefetch_related("themes"))


def letter_number_for(actor: Actor, duty: Duty) -> str | None:
    """The letter from which a duty came, where the actor may read it."""
    batch = Batch.objects.filter(items__duty=duty).first()
    if batch is None or letter(actor, batch.number) is None:
        return None
    return batch.number


class Course(StrEnum):
    OPEN = "open"
    AGAIN = "again"  # a check found that it was not put right
    DONE = "done"  # checked by another organ
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What a writer learns; nothing of others, and nothing of how many there are. `late` also where
    it was put right after its day; `result` is what the organ reported, left out where it could
    point to somebody.
    """

    course: Course
    due: Deadline
    late: bool
    done_on: date | None
    result: str


def taken_up(case: Case) -> tuple[TakenUp, ...]:
    """One query. A case that was merged is told what became of the one that leads it, too."""
    cases = Q(case=case) | Q(case=case.merged_into_id) if case.merged_into_id else Q(case=case)
    rows = (
        ItemSource.objects.filter(cases, item__batch__state__in=OUT, item__duty__isnull=False)
        .select_related("item__duty")
        .order_by("item__batch__released_at", "item_id")
    )
    duties = {row.item.duty_id: row.item.duty for row in rows}
    return tuple(dict.fromkeys(_told(duty) for duty in duties.values() if duty is not None))


def _told(duty: Duty) -> TakenUp:
    course = _course(duty)
    done = course is Course.DONE
    telling = done and duty.result and not find(duty.result)
    return TakenUp(
        course=course,
        due=duty.due,
        late=duty.light in {Light.OVERDUE, Light.DONE_LATE},
        done_on=clock.day_of(duty.ended_at) if done and duty.ended_at else None,
        result=duty.result if telling else "",
    )


def _course(duty: Duty) -> Course:
    ended = {DutyState.VERIFIED: Course.DONE, DutyState.RECALLED: Course.RECALLED}
    found = ended.get(DutyState(duty.state))
    if found is not None:
        return found
    back = duty.state == DutyState.HANDLING and (duty.times_sent_back or duty.times_reopened)
    return Course.AGAIN if back else Course.OPEN
