"""What a table is asked for. A filter never fails: what does not fit is left out."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from youwei.kernel import clock
from youwei.listening.figures.models import Release
from youwei.listening.figures.rules.dimensions import Dimension
from youwei.listening.figures.rules.measures import SHOWN
from youwei.listening.figures.rules.periods import Period
from youwei.listening.figures.rules.plan import RELEASED
from youwei.listening.figures.rules.tables import Layout
from youwei.listening.figures.words import BY, NAMES
from youwei.ui.forms import DayInput

USUAL = "answered_in_time"
BY_WORD = pgettext_lazy("figures", "By")
NOT_CROSSED = pgettext_lazy("figures", "nothing")
FROM_WORD = pgettext_lazy("figures", "From")
PERIOD_WORD = pgettext_lazy("figures", "Period")
UNTIL_WORD = pgettext_lazy("figures", "Until")
DIMENSIONS = [(one.value, word) for one, word in BY.items()]


def name_of(layout: Layout) -> str:
    """In an address: group, or group.channel."""
    return f"{layout.by}.{layout.across}" if layout.across else layout.by.value


class TableForm(forms.Form):
    """For those who count one by one: any two dimensions, any days."""

    by = forms.ChoiceField(label=BY_WORD, choices=DIMENSIONS, required=False)
    across = forms.ChoiceField(
        label=_("Crossed with"),
        choices=[("", pgettext_lazy("figures", "nothing")), *DIMENSIONS],
        required=False,
    )
    show = forms.ChoiceField(
        label=_("Figure"), choices=[(code, NAMES[code]) for code in SHOWN], required=False
    )
    first = forms.DateField(
        label=pgettext_lazy("figures", "From"), required=False, widget=DayInput()
    )
    last = forms.DateField(
        label=pgettext_lazy("figures", "Until"), required=False, widget=DayInput()
    )
    compare = forms.BooleanField(label=_("Beside the period before"), required=False)

    def __init__(self, given: Mapping[str, str]) -> None:
        """What is not given is as usual: organs in the last half year."""
        usual = {
            "by": Dimension.ORGAN.value,
            "across": "",
            "show": USUAL,
            "first": _months_back(clock.today(), 5).isoformat(),
            "last": clock.today().isoformat(),
        }
        super().__init__({**usual, **given}, initial=usual)

    def layout(self) -> Layout:
        by = Dimension(str(self._given("by") or Dimension.ORGAN))
        across = self._given("across")
        return Layout(by, Dimension(str(across)) if across and across != by else None)

    def show_code(self) -> str:
        return str(self._given("show") or USUAL)

    def period(self) -> Period:
        last = self._given("last") or clock.today()
        first = self._given("first") or _months_back(clock.today(), 5)
        assert isinstance(first, date)
        assert isinstance(last, date)
        return Period(min(first, last), max(first, last))

    def compares(self) -> bool:
        return bool(self._given("compare"))

    def _given(self, name: str) -> object:
        self.is_valid()
        return self.cleaned_data.get(name)


class ReleaseForm(forms.Form):
    """For everybody: the tables of one quarter that was released."""

    quarter = forms.ChoiceField(label=_("Quarter"), required=False)
    table = forms.ChoiceField(label=BY_WORD, required=False)
    show = forms.ChoiceField(
        label=_("Figure"), choices=[(code, NAMES[code]) for code in SHOWN], required=False
    )

    def __init__(self, given: Mapping[str, str], *, releases: list[Release]) -> None:
        usual = {
            "quarter": str(releases[0].pk),
            "table": name_of(Layout(Dimension.GROUP)),
            "show": USUAL,
        }
        super().__init__({**usual, **given}, initial=usual)
        self.releases = {str(one.pk): one for one in releases}
        several = len({one.campaign_id for one in releases}) > 1
        choice = self.fields
        choice["quarter"].choices = [  # type: ignore[attr-defined]
            (pk, quarter_words(one) + (f" · {one.campaign.name}" if several else ""))
            for pk, one in self.releases.items()
        ]
        choice["table"].choices = [(name_of(one), table_words(one)) for one in RELEASED]  # type: ignore[attr-defined]

    def release(self) -> Release:
        """The newest where none is chosen."""
        self.is_valid()
        chosen = self.cleaned_data.get("quarter")
        return self.releases[chosen] if chosen else next(iter(self.releases.values()))

    def before(self) -> Release | None:
        """The release of the quarter before, of the same campaign."""
        now = self.release()
        earlier = [
            one
            for one in self.releases.values()
            if one.campaign_id == now.campaign_id and one.ends < now.starts
        ]
        return max(earlier, key=lambda one: one.starts, default=None)

    def layout(self) -> Layout:
        self.is_valid()
        names = {name_of(one): one for one in RELEASED}
        return names.get(self.cleaned_data.get("table") or "", Layout(Dimension.GROUP))

    def show_code(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("show") or USUAL


def quarter_words(release: Release) -> str:
    return gettext("%(year)d, quarter %(number)d") % {
        "year": release.starts.year,
        "number": (release.starts.month + 2) // 3,
    }


def table_words(layout: Layout) -> str:
    if layout.across is None:
        return str(BY[layout.by])
    return f"{BY[layout.by]} × {BY[layout.across]}"


def period_words(period: Period) -> str:
    return f"{date_format(period.first)} – {date_format(period.last)}"


def _months_back(day: date, months: int) -> date:
    at = day.year * 12 + day.month - 1 - months
    return date(at // 12, at % 12 + 1, 1)
