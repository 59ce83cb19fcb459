"""Suggestion and decision stand side by side; who decided does not stand beside them.

The text of a case does not change, so what is suggested when somebody decides is what the page
showed, but for a model that was learned anew in between; the row names the version.
"""

from collections.abc import Mapping

from youwei.foundation.duties.models import Duty
from youwei.foundation.journal.operations import operation, record
from youwei.kernel.actor import SYSTEM, Actor
from youwei.listening.complaints.models import Case, Handling
from youwei.listening.complaints.rules.events import CaseAccepted, CaseDispatched, CaseSorted
from youwei.listening.sorting.models import Weighed
from youwei.listening.sorting.queries.suggestions import advice_for
from youwei.listening.sorting.rules import events
from youwei.listening.sorting.rules.targets import Suggestion, Target


def on_sorted(*, actor: Actor, case: Case, event: CaseSorted) -> None:
    themes = case.themes.values_list("code", flat=True)
    weigh(case, {Target.KIND: event.case_kind, Target.THEME: next(iter(themes), "")})


def on_accepted(*, actor: Actor, case: Case, event: CaseAccepted) -> None:
    """Accepted as it came: its kind is decided, too."""
    if not Weighed.objects.filter(case=case, target=Target.KIND).exists():
        weigh(case, {Target.KIND: event.case_kind})


def on_dispatched(*, actor: Actor, case: Case, event: CaseDispatched) -> None:
    sent = Handling.objects.filter(case=case, purpose=Handling.MATTER).order_by("-pk")
    owner = Duty.objects.filter(handling__in=sent[:1]).values_list("owner", flat=True).first()
    weigh(case, {Target.ORGAN: "" if owner is None else str(owner)})


def weigh(case: Case, decided: Mapping[Target, str]) -> None:
    """A row for each target for which there was a suggestion, or a model that said nothing."""
    # Whether it could be about conduct is part of the advice on an organ.
    asked = {*decided, Target.KIND} if Target.ORGAN in decided else {*decided}
    advice = advice_for(case, asked)
    for target, code in decided.items():
        found = advice.of(target)
        if found:
            keep(actor=SYSTEM, case=case, suggestion=_nearest(found, code), decided=code)
        elif target in advice.asked:
            silence = Suggestion(target, "", version=advice.asked[target])
            keep(actor=SYSTEM, case=case, suggestion=silence, decided=code)


@operation
def keep(*, actor: Actor, case: Case, suggestion: Suggestion, decided: str) -> Weighed:
    """By the system, and beside the case's own trail: nobody is measured by it."""
    row = Weighed.objects.create(
        case=case,
        target=suggestion.target,
        suggested=suggestion.code,
        source=suggestion.source,
        version=suggestion.version,
        confidence=suggestion.confidence,
        decided=decided,
    )
    record(
        actor=actor,
        event=events.SuggestionWeighed(target=suggestion.target, version=suggestion.version),
        subject=f"weighed:{row.pk}",
        campaign_id=case.campaign_id,
    )
    return row


def _nearest(found: tuple[Suggestion, ...], code: str) -> Suggestion:
    """Of several, the one that was taken, else the first."""
    return next((one for one in found if one.code == code), found[0])
