import re
from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from tests.simulation.conftest import NOW
from youwei.simulation.geography import CITIES, COUNTIES
from youwei.simulation.plan import CasePlan, YearPlan
from youwei.simulation.planning import plan_year
from youwei.simulation.roster import GOVERNMENT, LEADING, OFFICE, ORGANS, PARTY

# Real places, and surnames so common that a made-up name could be somebody's.
REAL = (
    *("河北", "石家庄", "唐山", "秦皇岛", "邯郸", "邢台", "保定", "张家口", "承德", "沧州", "廊坊"),
    *(
        "衡水",
        "雄安",
        "北京",
        "天津",
        "上海",
        "重庆",
        "河南",
        "山东",
        "山西",
        "陕西",
        "辽宁",
        "江苏",
    ),
    *("浙江", "广东", "湖北", "湖南", "四川", "福建", "安徽", "黑龙江", "吉林", "云南", "贵州"),
    *("张三", "李四", "王五", "王先生", "李女士", "张女士", "刘先生"),
)


@pytest.fixture(scope="module")
def full() -> YearPlan:
    return plan_year(2016, "full", NOW)


def told(case: CasePlan) -> str:
    statement = case.statement.text if case.statement else ""
    return "".join((case.heading, case.text, case.thing, case.mended, case.told, statement))


def test_the_same_seed_draws_the_same_year(full: YearPlan) -> None:
    assert plan_year(2016, "full", NOW) == full
    assert plan_year(2017, "full", NOW).cases != full.cases


def test_a_later_day_moves_the_year_along(full: YearPlan) -> None:
    later = plan_year(2016, "full", NOW + timedelta(days=10))
    assert later.begins == full.begins + timedelta(days=10)
    assert len(later.cases) == len(full.cases)


def test_a_year_has_about_six_hundred_complaints_of_every_kind(full: YearPlan) -> None:
    assert 550 <= len(full.cases) <= 650
    kinds = {case.kind for case in full.cases}
    assert kinds == {"consultation", "request", "suggestion", "conduct"}
    assert len({case.channel for case in full.cases}) >= 8
    assert full.begins <= min(case.arrives for case in full.cases)
    assert max(case.arrives for case in full.cases) <= NOW


def test_people_write_differently(full: YearPlan) -> None:
    texts = [case.text for case in full.cases]
    assert len(set(texts)) > len(texts) * 0.7
    assert min(map(len, texts)) < 40
    assert max(map(len, texts)) > 120


def test_every_blank_is_filled(full: YearPlan) -> None:
    assert [case for case in full.cases if "{" in told(case) or "}" in told(case)] == []


def test_nobody_and_no_place_is_real(full: YearPlan) -> None:
    words = "".join(told(case) + case.name for case in full.cases)
    words += "".join(organ.name + organ.short for organ in ORGANS)
    words += "".join(city.name for city in CITIES) + "".join(c.name for _, c in COUNTIES)
    assert [name for name in REAL if name in words] == []


def test_no_number_could_be_somebody_s(full: YearPlan) -> None:
    assert [case for case in full.cases if re.search(r"\d{5,}", told(case))] == []
    contacts = [case.contact for case in full.cases if case.contact]
    assert contacts
    assert all(re.fullmatch(r"demo-\d{4}@example\.invalid", contact) for contact in contacts)


def test_no_allegation_is_planned(full: YearPlan) -> None:
    assert "allegation" not in str([asdict(case) for case in full.cases])
    assert not re.search("受贿|贪污|行贿|红包|回扣", "".join(map(told, full.cases)))


def test_places_bear_codes_that_are_not_assigned() -> None:
    codes = [city.code for city in CITIES] + [county.code for _, county in COUNTIES]
    assert len(CITIES) == 11
    assert 55 <= len(COUNTIES) <= 65
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"99[01]\d{3}", code) for code in codes)
    assert len({county.name for _, county in COUNTIES}) == len(COUNTIES)


def test_the_roster_stands_in_order() -> None:
    """A superior comes before whom it leads, so that it can be named at the founding."""
    assert 75 <= len(ORGANS) <= 85
    seen: set[str] = set()
    for organ in ORGANS:
        assert organ.superior == "" or organ.superior in seen, organ
        seen.add(organ.slug)
    assert {GOVERNMENT, PARTY, OFFICE, LEADING} <= seen
    assert len({organ.name for organ in ORGANS}) == len(ORGANS)


@pytest.mark.parametrize("seed", range(12))
def test_bad_and_good_organs_are_four_different_ones(seed: int) -> None:
    plan = plan_year(seed, "small", NOW)
    assert len({*plan.bad, *plan.good}) == 4


def test_planted_organs_are_planned_as_they_are(full: YearPlan) -> None:
    """Ordinary matters only: a complaint about conduct is handled by somebody else."""

    def paces(slugs: tuple[str, ...]) -> list[float]:
        ordinary = [case for case in full.cases if case.owner in slugs and case.kind != "conduct"]
        return [case.work.pace for case in ordinary if case.work.pace is not None]

    bad, good = paces(full.bad), paces(full.good)
    assert min(len(bad), len(good)) > 30
    assert sum(pace > 1 for pace in bad) / len(bad) > 0.4
    assert sum(pace > 1 for pace in good) / len(good) < 0.05
    blamed = [case.about for case in full.cases if case.kind == "conduct"]
    assert sum(slug in full.bad for slug in blamed) > 5 * sum(slug in full.good for slug in blamed)


def test_what_repeats_a_matter_follows_it(full: YearPlan) -> None:
    repeated = [case for case in full.cases if case.sorting.same_as is not None]
    assert len(repeated) >= 10
    for case in repeated:
        assert case.sorting.same_as is not None
        lead = full.cases[case.sorting.same_as]
        assert (lead.kind, lead.about) == (case.kind, case.about)
        assert lead.arrives <= case.arrives
        assert lead.sorting == replace(lead.sorting, ground="", names_organ=False)
