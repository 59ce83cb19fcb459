"""On the desk's page of a case: how it came in."""

from dataclasses import dataclass

from django.template.defaultfilters import date as day_words
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.rulebook.rules.channels import Entry
from youwei.kernel.actor import Actor
from youwei.listening.channels.access import heard_by_organ
from youwei.listening.channels.models import Reception
from youwei.listening.channels.rules.circumstances import AnswerBy, SpokenBy
from youwei.listening.channels.words import ANSWERS, SPEAKERS
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.offers import Section

Rows = list[tuple[Promise, object]]


@dataclass(frozen=True, slots=True)
class Shown:
    """`heard`: the organ concerned took it down itself."""

    rows: Rows
    heard: bool


def how_it_came(actor: Actor, case: Case) -> Section | None:
    """`visible_to` was asked before."""
    reception = Reception.objects.filter(case=case).select_related("organ").first()
    if reception is None:
        return None
    return Section("channels/how_it_came.html", Shown(_rows(case, reception), heard_by_organ(case)))


def _rows(case: Case, reception: Reception) -> Rows:
    forwarded = any(
        one.code == case.channel and one.entry is Entry.FILE
        for one in rules_of(case.campaign).channels
    )
    rows: Rows = [(_("First received by"), reception.organ)]
    if reception.source:
        rows.append((_("Forwarded by") if forwarded else _("Source"), reception.source))
    if reception.source_on:
        words = day_words(reception.source_on)
        rows.append((_("Forwarded on") if forwarded else _("Day of the report"), words))
    if reception.source_link:
        rows.append((_("Reference"), reception.source_link))
    if reception.spoken_by:
        rows.append((_("Who said it"), SPEAKERS[SpokenBy(reception.spoken_by)]))
        rows.append((_("Read back"), _("yes") if reception.read_back else _("no")))
        rows.append((_("Wants the answer"), ANSWERS[AnswerBy(reception.answer_by)]))
    return rows
