"""The forms of a batch. Nothing of a source is ever put into a field."""

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.queries import dependants
from youwei.foundation.rulebook.rules.themes import Theme
from youwei.kernel import clock
from youwei.listening.complaints.models import Case
from youwei.listening.feedback.models import Batch
from youwei.listening.feedback.operations.drafting import Wording
from youwei.listening.feedback.queries.sources import feedback_rules, theme_counts
from youwei.listening.feedback.writing import TEXT_LIMIT
from youwei.ui.bilingual import said
from youwei.ui.fields import WordsField

_TO_HAND_IN = _("(needed before it is submitted)")


class EmptyForm(forms.Form):
    """A move that needs no words."""


class ReasonForm(forms.Form):
    reason = WordsField(label=_("Reasons"), limit=TEXT_LIMIT, rows=3)


class ReleaseForm(forms.Form):
    verifier = forms.ModelChoiceField(
        label=_("Checked by"),
        help_text=_("It checks what the organ reports; never the organ itself or one below it."),
        queryset=Organ.objects.none(),
        empty_label=None,
    )

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organs = Organ.objects.in_force(clock.today()).of(batch.campaign.jurisdiction)
        organs = organs.exclude(pk__in=dependants(batch.organ_id))
        self.fields["verifier"].queryset = organs.order_by("group", "name", "id")  # type: ignore[attr-defined]
        self.initial.setdefault("verifier", batch.verifier_id)


class ItemForm(forms.Form):
    """A draft may be saved unfinished; that does not make what it needs in the end optional."""

    text = WordsField(
        label=_("The problem, in words of your own"),
        help_text=_(
            "What these cases have in common. No names, numbers, places, days or times, and no "
            "passage from a source."
        ),
        limit=TEXT_LIMIT,
        rows=6,
        required=False,
        needed_for=_TO_HAND_IN,
    )
    demand = WordsField(
        label=_("What is demanded"),
        help_text=_("What the organ has to put right. The due date follows from the rulebook."),
        limit=TEXT_LIMIT,
        rows=4,
        required=False,
        needed_for=_TO_HAND_IN,
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    generalised = forms.BooleanField(
        label=_("Worded so broadly that fewer sources do"),
        help_text=_("Only where nobody could tell from it who wrote."),
        required=False,
    )
    generalised_reason = WordsField(
        label=_("Why nobody can be recognised"),
        limit=TEXT_LIMIT,
        rows=2,
        required=False,
        needed_for=_("(needed where this is ticked)"),
    )
    find = forms.CharField(
        label=_("Find among the cases"),
        help_text=_("Words or a number. What is ticked stays, and what you wrote as well."),
        max_length=60,
        required=False,
        widget=forms.SearchInput,
    )
    sources = forms.ModelMultipleChoiceField(
        label=_("Cases that stand behind it"), queryset=Case.objects.none(), required=False
    )

    def __init__(self, *args: Any, batch: Batch, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].needed_for = _TO_HAND_IN  # type: ignore[attr-defined]
        self.fields["sources"].queryset = cases  # type: ignore[attr-defined]
        self.fields["themes"].choices = _themes(batch, self.initial.get("themes", ()))  # type: ignore[attr-defined]

    def wording(self) -> Wording:
        given = self.cleaned_data
        return Wording(
            text=given["text"],
            demand=given["demand"],
            themes=given["themes"],
            sources=tuple(given["sources"]),
            generalised=given["generalised"],
            generalised_reason=given["generalised_reason"],
        )


def _themes(batch: Batch, chosen: Any) -> list[tuple[str, str]]:
    """Those that cases of the period name about the organ, and the broadest. Rare ones say so."""
    counts, below = theme_counts(batch), feedback_rules(batch.campaign).rarity.threshold
    return [
        (theme.code, _named(theme, counts.get(theme.code, 0), below))
        for theme in rules_of(batch.campaign).themes
        if theme.code in counts or theme.code in chosen or _is_broadest(theme)
    ]


def _is_broadest(theme: Theme) -> bool:
    return theme.parent is None and theme.opposite_of is None


def _named(theme: Theme, count: int, below: int) -> str:
    name = said(theme.name)
    if count >= below or theme.parent is None:
        return name
    rare = ngettext("only %(n)d case: too rare", "only %(n)d cases: too rare", count) % {"n": count}
    return gettext("%(theme)s (%(rare)s)") % {"theme": name, "rare": rare}
