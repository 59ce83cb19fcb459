"""Services are the kinds of matter that the rulebook in force takes in."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import for_intake, rules_of
from youwei.foundation.campaigns.rules.refusals import NoOpenCampaign
from youwei.foundation.organs.models import Organ
from youwei.foundation.rulebook.rules.kinds import Kind
from youwei.kernel import clock
from youwei.listening.open311.rules.refusals import JurisdictionUnknown, ServiceUnknown
from youwei.ui.bilingual import said

YES, NO = "yes", "no"


class Datatype(StrEnum):
    DATETIME = "datetime"
    ONE = "singlevaluelist"
    SEVERAL = "multivaluelist"


@dataclass(frozen=True, slots=True)
class Attribute:
    """What a client may ask besides the text; none is required. `values` are pairs of key and name
    where they are a list.
    """

    code: str
    datatype: Datatype
    description: str
    explained: str = ""
    values: tuple[tuple[str, str], ...] = ()


def campaign_of(jurisdiction: str) -> Campaign:
    try:
        return for_intake(clock.today(), jurisdiction or None)
    except NoOpenCampaign:
        if not jurisdiction:
            raise
        raise JurisdictionUnknown(field="jurisdiction_id") from None


def services_of(campaign: Campaign) -> tuple[Kind, ...]:
    return tuple(rules_of(campaign).accepted_kinds)


def service_of(campaign: Campaign, code: str) -> Kind:
    found = next((kind for kind in services_of(campaign) if kind.code == code), None)
    if found is None:
        raise ServiceUnknown(field="service_code")
    return found


def may_be_public(kind: Kind) -> bool:
    """Never a complaint about conduct; of it nobody may open name and contact either."""
    return not kind.consented_statement


def attributes_for(campaign: Campaign, kind: Kind) -> tuple[Attribute, ...]:
    """One query: the organs; everything else is rulebook."""
    found = [
        Attribute("organ", Datatype.ONE, gettext("Organ concerned"), values=_organs(campaign)),
        Attribute("theme", Datatype.SEVERAL, gettext("What it is about"), values=_themes(campaign)),
        Attribute("happened_on", Datatype.DATETIME, gettext("When it happened")),
    ]
    if may_be_public(kind):
        answers = ((YES, gettext("Yes")), (NO, gettext("No")))
        found += [
            Attribute(
                "contact",
                Datatype.ONE,
                gettext("May the organ that handles the matter contact you?"),
                gettext("Without “yes” no name, telephone number or e-mail address is kept."),
                answers,
            ),
            Attribute(
                "public",
                Datatype.ONE,
                gettext("May anyone read here how far the matter has come?"),
                gettext("Shown are service, state, days and organ; never what you wrote."),
                answers,
            ),
        ]
    return tuple(found)


def _organs(campaign: Campaign) -> tuple[tuple[str, str], ...]:
    organs = Organ.objects.in_force(clock.today()).of(campaign.jurisdiction)
    return tuple((str(pk), name) for pk, name in organs.order_by("id").values_list("pk", "name"))


def _themes(campaign: Campaign) -> tuple[tuple[str, str], ...]:
    themes = rules_of(campaign).themes
    return tuple((theme.code, said(theme.name)) for theme in themes if theme.public)
