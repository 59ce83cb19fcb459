"""Apps above learn, in the same transaction, what became of a case."""

from collections import defaultdict
from collections.abc import Callable

from youwei.kernel.actor import Actor
from youwei.kernel.events import Event
from youwei.listening.complaints.models import Case

Answer = Callable[..., object]  # an operation that takes actor, case and event
_answers: defaultdict[type[Event], list[Answer]] = defaultdict(list)


def listen(event: type[Event], answer: Answer) -> None:
    """Called once by the app above, when it is ready."""
    _answers[event].append(answer)


def tell(actor: Actor, case: Case, event: Event) -> None:
    for answer in _answers[type(event)]:
        answer(actor=actor, case=case, event=event)
