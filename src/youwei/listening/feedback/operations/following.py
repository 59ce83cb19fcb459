"""What became of the duties that a batch brought about."""

from youwei.foundation.duties.models import Duty
from youwei.foundation.duties.rules.states import ENDED
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.foundation.journal.operations import operation
from youwei.kernel.actor import SYSTEM, Actor
from youwei.kernel.events import Event
from youwei.listening.feedback.access import check_move
from youwei.listening.feedback.models import Batch
from youwei.listening.feedback.rules import events
from youwei.listening.feedback.rules.states import State
from youwei.listening.feedback.writing import locked, track


@operation
def begin(*, actor: Actor, duty: Duty) -> Batch:
    return _followed(actor, duty, events.ItemBegun())


@operation
def rectify(*, actor: Actor, duty: Duty) -> Batch:
    return _followed(actor, duty, events.ItemRectified())


@operation
def resume(*, actor: Actor, duty: Duty) -> Batch:
    return _followed(actor, duty, events.ItemResumed())


@operation
def take_back(*, actor: Actor, duty: Duty) -> Batch:
    return _followed(actor, duty, events.ItemRecalled())


def _followed(actor: Actor, duty: Duty, event: Event) -> Batch:
    batch = locked(duty.feedback_item.batch)
    rows = batch.items.order_by().values_list("duty__state", flat=True)
    states = {DutyState(state) for state in rows if state}
    move = _move(State(batch.state), ended=states <= ENDED)
    if move is not None:
        batch.state = check_move(SYSTEM, batch, move)
        batch.save(update_fields=["state"])
    track(actor, batch, event)
    return batch


def _move(state: State, *, ended: bool) -> str | None:
    if ended:
        return None if state is State.SETTLED else "settle"
    return {State.RELEASED: "follow", State.SETTLED: "resume"}.get(state)
