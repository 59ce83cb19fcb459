"""Estimates, objections and publications as an actor may see them."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from youwei.kernel.actor import Actor, Role
from youwei.listening.appraisal.access.rounds import visible_to as rounds_visible_to
from youwei.listening.appraisal.models import Round
from youwei.listening.appraisal.rules.states import State as RoundState
from youwei.listening.results.access import own_results, published, visible_to
from youwei.listening.results.models import Estimate, Objection, Publication
from youwei.listening.results.rules.releases import too_close
from youwei.listening.results.rules.states import State

SEALED = (RoundState.CLOSED, RoundState.ESTIMATED, RoundState.OBJECTION, RoundState.PUBLISHED)


def rounds_to_tell(actor: Actor) -> QuerySet[Round]:
    """Rounds whose ballots are sealed, the newest first."""
    rounds = rounds_visible_to(actor).filter(state__in=SEALED).exclude(sealed_on=None)
    return rounds.select_related("campaign").order_by("-closes_on", "-pk")


def estimates_of(round_: Round) -> Sequence[Estimate]:
    """The newest first; also those that no longer stand."""
    rows = round_.estimates.select_related("made_by", "shown_by", "publication")
    return list(rows.order_by("-number"))


def standing(round_: Round) -> Estimate | None:
    return round_.estimates.filter(stands=True).select_related("publication").first()


def beside(stands: Estimate, number: int) -> Estimate | None:
    """Another result of the same round, to be compared; None where the difference would tell what
    few people said.
    """
    other = stands.round.estimates.filter(number=number).first()
    if other is None or too_close(other.export, stands.export, least=stands.round.threshold):
        return None
    return other


def one_estimate(actor: Actor, pk: int) -> Estimate | None:
    return visible_to(actor).select_related("round__campaign").filter(pk=pk).first()


def own(actor: Actor) -> Sequence[tuple[Estimate, int]]:
    """Each shown result with the organ of this lead that it is about."""
    leads = actor.organs_as(Role.LEAD)
    rows = own_results(actor).select_related("round__campaign").order_by("-round__closes_on", "-pk")
    return [
        (estimate, organ)
        for estimate in rows.prefetch_related("round__roster")
        for organ in sorted(
            one.organ_id
            for one in estimate.round.roster.all()
            if not one.left_out and one.organ_id in leads
        )
    ]


def one_objection(actor: Actor, pk: int) -> Objection | None:
    seen = Q(estimate__round__in=rounds_visible_to(actor)) | Q(organ__in=actor.organs_as(Role.LEAD))
    rows = Objection.objects.select_related("estimate__round__campaign", "organ", "decided_by")
    return rows.filter(seen, pk=pk).distinct().first()


def objections_to(estimate: Estimate) -> Sequence[Objection]:
    return list(estimate.objections.select_related("organ").order_by("pk"))


def waiting(actor: Actor) -> int:
    """What this person may decide, or still object to."""
    mine = Objection.objects.filter(
        state=State.FILED,
        estimate__round__campaign__leading_organ__in=actor.organs_as(Role.LEADING_GROUP),
    )
    return mine.count()


def usable(actor: Actor) -> Sequence[Publication]:
    """Published results that a decision can rest on."""
    rows = published().filter(corrected_on=None)
    return list(rows.filter(estimate__round__in=rounds_visible_to(actor)))


def public_rounds() -> Sequence[Publication]:
    """The newest first."""
    return list(published().order_by("-estimate__round__closes_on", "-pk"))


def public_round(prefix: str, number: int) -> Sequence[Publication]:
    """The one that stands first; behind it those that were corrected."""
    rows = published().filter(
        estimate__round__campaign__number_prefix=prefix, estimate__round__number=number
    )
    return sorted(rows, key=lambda one: (one.corrected_on is not None, -one.pk))
