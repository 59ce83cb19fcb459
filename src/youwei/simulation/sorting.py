"""What cases are about, as the office sets it, and the nights in which suggestions are learned."""

from datetime import timedelta

from youwei.kernel.actor import SYSTEM, Actor
from youwei.listening.complaints.models import Case
from youwei.listening.sorting.operations.categorising import set_category
from youwei.listening.sorting.operations.learning import keep_models
from youwei.listening.sorting.queries.teaching import teach
from youwei.simulation.plan import CasePlan
from youwei.simulation.world import World

_CATEGORIES = {
    "labour": "labour.workers-insurance",
    "medical-insurance": "labour.workers-insurance",
    "housing": "construction.housing",
    "resources": "resources.land",
    "education": "education.schools",
    "civil-affairs": "civil-affairs.social-assistance",
    "health": "health.medical-care",
    "veterans": "civil-affairs.special-care",
    "disabled": "civil-affairs.charity",
    "market": "commerce.market-regulation",
    "government-services": "technology.informatisation",
    "environment": "environment.pollution",
    "transport": "transport.roads",
    "tax": "economy.finance-tax",
    "agriculture": "agriculture.subsidies",
    "development": "economy.energy",
    "commerce": "commerce.trade",
    "water": "agriculture.water",
    "police": "justice.household-register",
    "culture": "education.culture",
    "emergency": "economy.work-safety",
}
_LESSONS = (0.8,)  # shares of the time that the year takes


def categorise(actor: Actor, case: Case, plan: CasePlan) -> None:
    code = "discipline.work-style" if plan.kind == "conduct" else _CATEGORIES.get(plan.owner)
    if code is not None:
        set_category(actor=actor, case=case, code=code)


def plan_lessons(world: World) -> None:
    whole = world.plan.ends - world.plan.begins
    for share in _LESSONS:
        night = world.plan.begins + timedelta(seconds=whole.total_seconds() * share)
        world.agenda.at(night, lambda: _learn(world))


def _learn(world: World) -> None:
    taught = teach(world.cast.campaign)
    if taught:
        keep_models(actor=SYSTEM, campaign=world.cast.campaign, taught=taught)
