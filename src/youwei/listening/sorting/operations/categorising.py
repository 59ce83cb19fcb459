"""What a case is about, as a person decides."""

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.journal.operations import operation, record
from youwei.kernel.actor import Actor
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.rules.events import CaseImportedSorted
from youwei.listening.sorting.access import check_categorises
from youwei.listening.sorting.operations.weighing import on_category
from youwei.listening.sorting.rules import events
from youwei.listening.sorting.rules.refusals import UnknownCategory


@operation
def set_category(*, actor: Actor, case: Case, code: str) -> Case:
    check_categorises(actor, case)
    if code not in {category.code for category in rules_of(case.campaign).categories}:
        raise UnknownCategory(field="category")
    _set(actor, case, code)
    on_category(actor=actor, case=case, code=code)
    return case


@operation
def on_imported(*, actor: Actor, case: Case, event: CaseImportedSorted) -> None:
    """The category that it had elsewhere. Nobody decided here: no suggestion is weighed by it."""
    _set(actor, case, event.category)


def _set(actor: Actor, case: Case, code: str) -> None:
    case.category = code
    case.save(update_fields=["category"])
    record(
        actor=actor,
        event=events.CategorySet(category=code),
        subject=case.subject,
        campaign_id=case.campaign_id,
    )
