"""集中反馈: for the office what could be fed back and what is on its way; for organs, letters."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import open_on
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.deadlines import Deadline
from youwei.kernel.refusal import NotFound
from youwei.listening.feedback.access import can_prepare, check_enters, check_office, visible_to
from youwei.listening.feedback.models import Batch
from youwei.listening.feedback.operations.drafting import draft as draft_batch
from youwei.listening.feedback.queries.letters import letters_to
from youwei.listening.feedback.queries.sources import Chance, chances
from youwei.listening.feedback.rules.states import OUT, State
from youwei.listening.feedback.words import STATE_WORDS
from youwei.ui.gate import actor_of, only

PAGE = 30
TONES = {State.RETURNED: "warn", State.SETTLED: "good", State.DROPPED: ""}


@only(check_enters)
def overview(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    prepares = can_prepare(actor)
    context = {
        "page_title": _("Central feedback"),
        "prepares": prepares,
        "chances": _chances(actor) if prepares else (),
        "nothing_title": _("Nothing was sent to your organ."),
        "no_batch_title": _("No batch yet."),
        "no_chance_title": _("No organ with enough cases that wait."),
    }
    if prepares:
        batches = visible_to(actor).select_related("organ").order_by("-id")
        page = Paginator(batches, PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "rows": [line_of(batch) for batch in page.object_list]}
    letters = Paginator(letters_to(actor), PAGE).get_page(request.GET.get("letters"))
    context |= {"letters": letters, "letter_rows": [line_of(one) for one in letters.object_list]}
    return render(request, "feedback/overview.html", context)


@require_POST
@only(check_office)
def draft(request: HttpRequest) -> HttpResponse:
    """Begins a batch for one of the chances that the page shows."""
    wanted = tuple(request.POST.get(name, "") for name in ("campaign", "organ", "starts"))
    for chance in _chances(actor_of(request)):
        if _key(chance) == wanted:
            batch = draft_batch(
                actor=actor_of(request),
                campaign=chance.campaign,
                organ=chance.organ,
                period=chance.period,
            )
            return redirect("feedback:batch", number=batch.number)
    raise NotFound


def _chances(actor: Actor) -> tuple[Chance, ...]:
    return chances(actor, list(_campaigns(actor)))


def _campaigns(actor: Actor) -> list[Campaign]:
    return list(open_on(clock.today()).select_related("jurisdiction", "rulebook_version"))


def _key(chance: Chance) -> tuple[str, str, str]:
    return str(chance.campaign.pk), str(chance.organ.pk), chance.period.starts.isoformat()


@dataclass(frozen=True, slots=True)
class Line:
    batch: Batch
    state: Promise
    tone: str
    sent: date | None
    due: Deadline | None


def line_of(batch: Batch) -> Line:
    state = State(batch.state)
    return Line(
        batch=batch,
        state=STATE_WORDS[state],
        tone=TONES.get(state, "active"),
        sent=clock.day_of(batch.released_at) if batch.released_at else None,
        due=due_of(batch),
    )


def due_of(batch: Batch) -> Deadline | None:
    if batch.due_on is None or batch.state not in OUT:
        return None
    return Deadline(on=batch.due_on, provisional=batch.due_provisional, basis="")
