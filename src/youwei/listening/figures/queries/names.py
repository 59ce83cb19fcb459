"""What the keys of a table are called, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.organs.models import Jurisdiction, Organ
from youwei.listening.figures.rules.dimensions import Dimension
from youwei.listening.figures.rules.facts import NOBODY, NONE, SEVERAL
from youwei.listening.figures.words import NO_KEY, NO_THEME, SEVERAL_THEMES
from youwei.ui.bilingual import said

D = Dimension


@dataclass(frozen=True)
class Names:
    known: Mapping[Dimension, Mapping[str, str]]

    def of(self, dimension: Dimension, key: str) -> str:
        if dimension is D.MONTH:
            return date_format(date.fromisoformat(f"{key}-01"), "YEAR_MONTH_FORMAT")
        empty = {"", str(NOBODY)}
        if key in empty and dimension in NO_KEY:
            return str(NO_KEY[dimension])
        return self.known.get(dimension, {}).get(key, key)


def names_for(campaign: Campaign) -> Names:
    """Two queries."""
    book = rules_of(campaign)
    organs = Organ.objects.filter(jurisdiction=campaign.jurisdiction_id).order_by("group", "name")
    places = Jurisdiction.objects.order_by("code", "valid_from").values_list("code", "name")
    themes = {theme.code: said(theme.name) for theme in book.themes}
    return Names(
        {
            D.CHANNEL: {one.code: said(one.name) for one in book.channels},
            D.KIND: {one.code: said(one.name) for one in book.kinds},
            D.GROUP: {one.code: said(one.name) for one in book.organ_groups},
            D.THEME: {**themes, SEVERAL: str(SEVERAL_THEMES), NONE: str(NO_THEME)},
            D.ORGAN: {str(pk): name for pk, name in organs.values_list("pk", "name")},
            D.PLACE: dict(places),
        }
    )
