"""By whom something is received, decided before it is sealed and stored."""

from collections.abc import Sequence
from dataclasses import dataclass

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.organs.models import Organ
from youwei.foundation.organs.queries import circle
from youwei.foundation.people.queries import actor_for
from youwei.foundation.rulebook.rules.disclosing import Disclosures, Goes
from youwei.kernel import clock
from youwei.kernel.actor import Role
from youwei.listening.disclosures.models import ReceivingBody, RecipientKey
from youwei.listening.disclosures.rules.refusals import (
    BelongsElsewhere,
    NobodyReceives,
    NoDisclosureRules,
)
from youwei.listening.disclosures.rules.routing import Part, Step, step_for


@dataclass(frozen=True, slots=True)
class Receiving:
    """The body, and those of its recipients who have no tie to whom it is about."""

    body: ReceivingBody
    keys: tuple[RecipientKey, ...]

    @property
    def publics(self) -> tuple[str, ...]:
        return tuple(key.public for key in self.keys)

    def of(self, part: Part) -> tuple[str, ...]:
        return tuple(key.public for key in self.keys if key.part == part)

    @property
    def takes_names(self) -> bool:
        """Only where an identity can be sealed to two halves."""
        return bool(self.of(Part.FIRST)) and bool(self.of(Part.SECOND))


def disclosing(campaign: Campaign) -> Disclosures:
    """Raises NoDisclosureRules for a campaign that runs by an older version."""
    found = rules_of(campaign).disclosures
    if found is None:
        raise NoDisclosureRules
    return found


def receiving(campaign: Campaign, level: str, organ: Organ | None = None) -> Receiving:
    """Raises BelongsElsewhere (C-11), NobodyReceives."""
    rule = next((one for one in disclosing(campaign).levels if one.code == level), None)
    if rule is None or rule.goes is Goes.DOOR:
        raise BelongsElsewhere
    if organ is not None and organ.jurisdiction_id != campaign.jurisdiction_id:
        raise BelongsElsewhere
    receivers = _receivers(campaign)
    chosen = Step.ABOVE if rule.goes is Goes.ABOVE else Step.OWN
    step = step_for(chosen, organ=organ.pk if organ else None, receivers=receivers)
    bodies = bodies_of(campaign)
    body = bodies.get(step)
    if body is None:
        raise NobodyReceives
    above = bodies.get(Step.ABOVE)
    if organ is not None and above is not None and organ.pk in circle([above.organ_id]):
        raise BelongsElsewhere
    tied = {organ.pk} if organ is not None else set()
    if step is Step.ABOVE:
        tied |= receivers
    keys = recipients(body.organ_id, without=frozenset(tied))
    if not keys:
        raise NobodyReceives
    return Receiving(body, keys)


def bodies_of(campaign: Campaign) -> dict[Step, ReceivingBody]:
    found = ReceivingBody.objects.filter(place=campaign.jurisdiction_id).select_related("organ")
    return {Step(body.step): body for body in found}


def recipients(organ_id: int, *, without: frozenset[int] = frozenset()) -> tuple[RecipientKey, ...]:
    """Keys in use of the organ whose owners hold the role today and are tied to none of these. One
    that was damaged seals nothing: what comes in goes to the others, rather than to nobody.
    """
    keys = RecipientKey.objects.filter(organ=organ_id, removed_on=None).exclude(admitted_on=None)
    return tuple(key for key in keys.select_related("account", "organ") if _fit(key, without))


def openers(campaign: Campaign, about: int | None) -> tuple[str, ...]:
    """Public keys of those who may open the original of a file in another matter: of the place's
    own body, or, where the matter is about those who would receive it, of the one above.
    """
    receivers, bodies = _receivers(campaign), bodies_of(campaign)
    step = step_for(Step.OWN, organ=about, receivers=receivers)
    body, above = bodies.get(step), bodies.get(Step.ABOVE)
    if body is None or (above is not None and about in circle([above.organ_id])):
        return ()
    tied = receivers if step is Step.ABOVE else frozenset[int]()
    without = tied | ({about} if about is not None else set())
    return tuple(key.public for key in recipients(body.organ_id, without=without))


def is_offered(campaign: Campaign) -> bool:
    """Whether anything at all can be taken in."""
    own = bodies_of(campaign).get(Step.OWN)
    has_rules = rules_of(campaign).disclosures is not None
    return has_rules and own is not None and bool(recipients(own.organ_id))


def _fit(key: RecipientKey, without: frozenset[int]) -> bool:
    if not key.seals:
        return False
    actor = actor_for(key.account, clock.today())
    return actor.holds(Role.DISCIPLINE, organ_id=key.organ_id) and not without & actor.conflicts


def _receivers(campaign: Campaign) -> frozenset[int]:
    """Whom the place's own body may not judge: itself, the office and the leading group."""
    own = [body.organ_id for step, body in bodies_of(campaign).items() if step is Step.OWN]
    return circle([*own, campaign.office_organ_id, campaign.leading_organ_id])


def organs_of(campaign: Campaign) -> Sequence[tuple[str, str]]:
    """Organs of the place by name, for the form."""
    found = Organ.objects.in_force(clock.today()).filter(jurisdiction=campaign.jurisdiction_id)
    return [(str(pk), name) for pk, name in found.order_by("name").values_list("pk", "name")]
