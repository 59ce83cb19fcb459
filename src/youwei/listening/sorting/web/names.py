"""What is suggested, by its name."""

from collections.abc import Iterable

from django.utils.translation import gettext

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.organs.models import Organ
from youwei.listening.sorting.queries.lessons import NO_THEME
from youwei.listening.sorting.rules.targets import Suggestion, Target
from youwei.ui.bilingual import said


def names_of(campaign: Campaign, found: Iterable[Suggestion]) -> dict[tuple[Target, str], str]:
    """At most one query."""
    book = rules_of(campaign)
    known = {
        Target.KIND: {one.code: said(one.name) for one in book.kinds},
        Target.CATEGORY: {one.code: said(one.name) for one in book.categories},
        Target.THEME: {one.code: said(one.name) for one in book.themes}
        | {NO_THEME: gettext("no theme")},
        Target.ORGAN: {},
    }
    wanted = [(one.target, one.code) for one in found]
    organs = [int(code) for target, code in wanted if target is Target.ORGAN]
    if organs:
        rows = Organ.objects.filter(pk__in=organs)
        known[Target.ORGAN] = {str(organ.pk): organ.name for organ in rows}
    return {(target, code): known[target].get(code, code) for target, code in wanted}
