"""What a case is about, as a person decides."""

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.journal.operations import operation, record
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.listening.complaints.models import Case
from youwei.listening.sorting.access import check_categorises
from youwei.listening.sorting.models import CaseCategory
from youwei.listening.sorting.operations.weighing import on_category
from youwei.listening.sorting.rules import events
from youwei.listening.sorting.rules.refusals import UnknownCategory


@operation
def set_category(*, actor: Actor, case: Case, code: str) -> CaseCategory:
    check_categorises(actor, case)
    if code not in {category.code for category in rules_of(case.campaign).categories}:
        raise UnknownCategory(field="category")
    row, _ = CaseCategory.objects.update_or_create(
        case=case, defaults={"code": code, "set_at": clock.now()}
    )
    record(
        actor=actor,
        event=events.CategorySet(category=code),
        subject=case.subject,
        campaign_id=case.campaign_id,
    )
    on_category(actor=actor, case=case, code=code)
    return row
