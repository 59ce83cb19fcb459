"""Campaigns: prepared, run by a rulebook, closed, repeated; one open in a place at a time."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from tests.foundation.organs.made import organ, place, staff
from youwei.foundation.campaigns import operations as do
from youwei.foundation.campaigns.access import can_repeat, visible_to
from youwei.foundation.campaigns.models import STATE_WORDS, Campaign
from youwei.foundation.campaigns.queries import for_intake, open_on, rules_of
from youwei.foundation.campaigns.rules import refusals
from youwei.foundation.campaigns.rules.states import CAMPAIGN, State
from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.organs.models import Jurisdiction, Level, Organ
from youwei.foundation.rulebook.models import RulebookVersion
from youwei.foundation.rulebook.rules.loading import load
from youwei.kernel.actor import CITIZEN, SYSTEM, Role
from youwei.kernel.refusal import NotAllowed, Refusal, SignInNeeded
from youwei.kernel.states import MoveNotPossible, MoveNotYours

FIRST, LAST = date(2016, 3, 1), date(2016, 12, 31)
DURING = date(2016, 6, 1)
HEBEI: Path = settings.YOUWEI_RULEBOOKS / "hebei-2016"

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Organ:
    return organ(place(), "示范整顿办")


def prepare(office: Organ, prefix: str = "SF2016", **fields: object) -> Campaign:
    values = {
        "actor": SYSTEM,
        "jurisdiction": office.jurisdiction,
        "name": "示范省机关作风整顿",
        "number_prefix": prefix,
        "starts": FIRST,
        "ends": LAST,
        "office_organ": office,
        "leading_organ": office,
        **fields,
    }
    return do.open_campaign(**values)  # type: ignore[arg-type]


def running(office: Organ, prefix: str = "SF2016", **fields: object) -> Campaign:
    campaign = prepare(office, prefix, **fields)
    do.adopt_rulebook(actor=SYSTEM, campaign=campaign, path=HEBEI)
    return do.start_campaign(actor=SYSTEM, campaign=campaign)


def test_the_table_of_states_contradicts_nothing() -> None:
    CAMPAIGN.check()
    assert set(STATE_WORDS) == set(State)


def test_a_campaign_runs_by_the_rulebook_that_it_adopted(office: Organ) -> None:
    campaign = running(office)
    book = rules_of(campaign)
    assert book.id == "hebei-2016"
    version = RulebookVersion.objects.get()
    assert version.digest == book.digest
    events = list(JournalEvent.objects.of(campaign.subject))
    assert [event.kind for event in events] == [
        "campaigns.campaign_prepared",
        "campaigns.rulebook_adopted",
        "campaigns.campaign_started",
    ]
    assert {event.campaign_id for event in events} == {campaign.pk}
    assert events[1].data == {
        "rulebook": "hebei-2016",
        "version": version.version,
        "digest": version.digest,
    }


def test_the_same_rulebook_is_kept_once(office: Organ) -> None:
    campaign = running(office)
    do.adopt_rulebook(actor=SYSTEM, campaign=campaign, path=HEBEI)
    assert RulebookVersion.objects.count() == 1


def test_a_version_with_another_text_is_refused(office: Organ) -> None:
    book = load(HEBEI)
    RulebookVersion.objects.create(
        rulebook_id=book.id, version=book.version, digest="0" * 64, content={}
    )
    draft = prepare(office)
    with pytest.raises(refusals.RulebookChanged):
        do.adopt_rulebook(actor=SYSTEM, campaign=draft, path=HEBEI)
    draft.refresh_from_db()
    assert draft.rulebook_version is None


def test_rules_are_read_once(
    office: Organ, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    campaign = running(office)
    rules_of(campaign)
    with django_assert_num_queries(0):
        rules_of(campaign)


def test_a_draft_without_rulebook_neither_starts_nor_has_rules(office: Organ) -> None:
    campaign = prepare(office)
    with pytest.raises(refusals.NoRulebook):
        do.start_campaign(actor=SYSTEM, campaign=campaign)
    with pytest.raises(refusals.NoRulebook):
        rules_of(campaign)


def test_one_is_open_in_a_place_and_others_beside_it(office: Organ) -> None:
    first = running(office)
    second = prepare(office, "SF2016B")
    do.adopt_rulebook(actor=SYSTEM, campaign=second, path=HEBEI)
    with pytest.raises(refusals.AnotherIsOpen):
        do.start_campaign(actor=SYSTEM, campaign=second)
    city = place("139901", parent=office.jurisdiction)
    assert running(organ(city), "SFS2016").state == State.OPEN
    do.close_campaign(actor=SYSTEM, campaign=first)
    assert do.start_campaign(actor=SYSTEM, campaign=second).state == State.OPEN


def test_a_closed_campaign_stays_closed(office: Organ) -> None:
    campaign = do.close_campaign(actor=SYSTEM, campaign=running(office))
    for move in (do.start_campaign, do.close_campaign):
        with pytest.raises(MoveNotPossible):
            move(actor=SYSTEM, campaign=campaign)
    with pytest.raises(MoveNotPossible):
        do.adopt_rulebook(actor=SYSTEM, campaign=campaign, path=HEBEI)


def test_next_year_is_a_draft_of_the_same_place(office: Organ) -> None:
    campaign = running(office)
    following = do.next_year(
        actor=SYSTEM,
        campaign=campaign,
        name="第二年",
        number_prefix="SF2017",
        starts=date(2017, 1, 1),
        ends=date(2017, 12, 31),
    )
    assert following.state == State.DRAFT
    assert following.rulebook_version_id == Campaign.objects.get(pk=campaign.pk).rulebook_version_id
    assert following.office_organ == office
    assert JournalEvent.objects.of(following.subject).get().data["follows"] == campaign.pk


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"name": " "}, refusals.NameMissing),
        ({"prefix": "sf"}, refusals.PrefixUnfit),
        ({"prefix": "S-1"}, refusals.PrefixUnfit),
        ({"prefix": "SF2016"}, refusals.PrefixTaken),
        ({"ends": FIRST}, refusals.PeriodCrossed),
    ],
)
def test_a_frame_that_does_not_fit_is_refused(
    office: Organ, fields: dict[str, object], refusal: type[Refusal]
) -> None:
    prepare(office)
    with pytest.raises(refusal):
        prepare(office, **{"prefix": "SF9", **fields})  # type: ignore[arg-type]
    assert Campaign.objects.count() == 1


def test_office_and_leading_group_are_of_the_place_or_above(office: Organ) -> None:
    city = place("139901", parent=office.jurisdiction)
    citys = organ(city)
    assert prepare(citys, leading_organ=office).leading_organ == office
    with pytest.raises(refusals.OfAnotherPlace):
        prepare(office, "SF2", office_organ=citys)


@pytest.mark.parametrize(
    ("role", "prepares", "decides"),
    [
        (Role.OFFICE, True, True),
        (Role.LEADING_GROUP, False, True),
        (Role.SYSTEM_ADMIN, True, False),
        *[
            (role, False, False)
            for role in (None, *Role)
            if role not in {Role.OFFICE, Role.LEADING_GROUP, Role.SYSTEM_ADMIN}
        ],
    ],
)
def test_who_prepares_and_who_decides(
    office: Organ, role: Role | None, prepares: bool, decides: bool
) -> None:
    actor = staff(role, office)
    draft = prepare(office)
    do.adopt_rulebook(actor=SYSTEM, campaign=draft, path=HEBEI)
    assert can_repeat(actor, draft) is prepares
    assert _goes(lambda: do.adopt_rulebook(actor=actor, campaign=draft, path=HEBEI)) is prepares
    assert _goes(lambda: do.start_campaign(actor=actor, campaign=draft)) is decides
    assert not _goes(lambda: prepare(organ(place("149900")), "SF2", actor=actor))


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADING_GROUP])
def test_an_office_of_another_organ_moves_no_campaign_of_the_place(
    office: Organ, role: Role
) -> None:
    """Such a role in an organ of the same place, the one that is complained of perhaps."""
    actor, campaign = staff(role, organ(office.jurisdiction)), running(office)
    assert not can_repeat(actor, campaign)
    assert not _goes(lambda: do.close_campaign(actor=actor, campaign=campaign))
    assert not _goes(lambda: do.adopt_rulebook(actor=actor, campaign=campaign, path=HEBEI))


def _goes(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (NotAllowed, MoveNotYours):
        return False
    return True


def test_the_public_prepares_nothing_and_sees_no_draft(office: Organ) -> None:
    with pytest.raises(SignInNeeded):
        prepare(office, actor=CITIZEN)
    draft = prepare(office)
    assert draft not in visible_to(CITIZEN)
    assert draft in visible_to(SYSTEM)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2016, 2, 29), False),
        (FIRST, True),
        (LAST, True),
        (date(2017, 1, 1), False),
    ],
)
def test_matters_are_taken_in_from_the_first_day_to_the_last(
    office: Organ, day: date, found: bool
) -> None:
    campaign = running(office)
    assert list(open_on(day)) == ([campaign] if found else [])
    assert campaign.runs_on(day) is found
    if found:
        assert for_intake(day) == campaign
    else:
        with pytest.raises(refusals.NoOpenCampaign):
            for_intake(day)


def test_the_place_chooses_the_campaign(
    office: Organ, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    province = running(office)
    one = running(organ(place("139901", parent=office.jurisdiction)), "SFS1")
    running(organ(place("139902", parent=office.jurisdiction)), "SFS2")
    with django_assert_num_queries(1):
        assert for_intake(DURING, "139901") == one
    assert for_intake(DURING) == province
    with pytest.raises(refusals.NoOpenCampaign):
        for_intake(DURING, "139909")
    do.close_campaign(actor=SYSTEM, campaign=province)
    with pytest.raises(refusals.WhichCampaign):
        for_intake(DURING)


def _row(where: Jurisdiction, office: Organ, **fields: object) -> Callable[[], object]:
    values = {
        "jurisdiction": where,
        "name": "x",
        "number_prefix": "SF9",
        "starts": FIRST,
        "ends": LAST,
        "office_organ": office,
        "leading_organ": office,
        **fields,
    }
    return lambda: Campaign.objects.create(**values)


@pytest.mark.parametrize(
    ("fields", "bad"),
    [
        ({}, False),
        ({"ends": FIRST}, True),
        ({"state": "open"}, True),  # without a rulebook
        ({"state": "paused"}, True),
        ({"number_prefix": "sf"}, True),
        ({"number_prefix": "SF2016"}, True),
        ({"name": ""}, True),
    ],
)
def test_what_the_database_refuses(office: Organ, fields: dict[str, object], bad: bool) -> None:
    prepare(office)
    assert _refused(_row(office.jurisdiction, office, **fields)) is bad


def test_the_database_holds_one_open_campaign_in_a_place(office: Organ) -> None:
    campaign = Campaign.objects.get(pk=running(office).pk)
    more = {"state": "open", "rulebook_version": campaign.rulebook_version}
    assert _refused(_row(office.jurisdiction, office, **more))
    elsewhere = place("149900")
    assert elsewhere.level == Level.PROVINCE
    assert not _refused(_row(elsewhere, office, **more))


def _refused(make: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return True
    return False
