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


@operation
def on_sorted(*, actor: Actor, case: Case, event: CaseSorted) -> None:
    themes = case.themes.values_list("code", flat=True)
    _weigh(case, {Target.KIND: event.case_kind, Target.THEME: next(iter(themes), "")})


@operation
def on_accepted(*, actor: Actor, case: Case, event: CaseAccepted) -> None:
    """Accepted as it came: its kind is decided, too."""
    known = Weighed.objects.filter(case=case, target=Target.KIND).exists()
    _weigh(case, {} if known else {Target.KIND: event.case_kind})


@operation
def on_dispatched(*, actor: Actor, case: Case, event: CaseDispatched) -> None:
    sent = Handling.objects.filter(case=case, purpose=Handling.MATTER).order_by("-pk")
    owner = Duty.objects.filter(handling__in=sent[:1]).values_list("owner", flat=True).first()
    _weigh(case, {Target.ORGAN: "" if owner is None else str(owner)})


@operation
def on_category(*, actor: Actor, case: Case, code: str) -> None:
    _weigh(case, {Target.CATEGORY: code})


def _weigh(case: Case, decided: Mapping[Target, str]) -> None:
    """A row for each target for which there was a suggestion, or a model that said nothing. Kept
    by the system, and beside the case's own trail: nobody is measured by it.
    """
    # Whether it could be about conduct is part of the advice on an organ.
    asked = {*decided, Target.KIND} if Target.ORGAN in decided else {*decided}
    advice = advice_for(case, asked)
    rows = []
    for target, code in decided.items():
        found = advice.of(target)
        if found or target in advice.asked:
            silence = Suggestion(target, "", version=advice.asked.get(target))
            rows.append(_row(case, _nearest(found, code) if found else silence, code))
    Weighed.objects.bulk_create(rows)
    record(
        actor=SYSTEM,
        event=events.SuggestionWeighed(kept=len(rows)),
        subject=f"weighed:{case.pk}",
        campaign_id=case.campaign_id,
    )


def _row(case: Case, suggestion: Suggestion, decided: str) -> Weighed:
    return Weighed(
        case=case,
        target=suggestion.target,
        suggested=suggestion.code,
        source=suggestion.source,
        version=suggestion.version,
        confidence=suggestion.confidence,
        decided=decided,
    )


def _nearest(found: tuple[Suggestion, ...], code: str) -> Suggestion:
    """Of several, the one that was taken, else the first."""
    return next((one for one in found if one.code == code), found[0])
