"""Which rules fit, by each of their conditions."""

from typing import Any

import pytest
from tests.harness.province import RULEBOOK

from youwei.foundation.rulebook.rules.loading import load
from youwei.foundation.rulebook.rules.sorting import Route
from youwei.listening.sorting.rules.routing import Matter, fitting

MATTER = Matter(
    channel="web",
    kind="request",
    category="labour.labour-relations",
    place="990100",
    themes=frozenset({"unwilling"}),
    text="ktv老板拖欠工资三个月",
)


def a_rule(**when: Any) -> Route:
    return Route.model_validate(
        {
            "code": "rule",
            "name": {"zh": "规则", "en": "Rule"},
            "when": when,
            "propose": {"kind": "request"},
            "clause": "三(二)",
        }
    )


@pytest.mark.parametrize(
    ("when", "fits"),
    [
        ({"words": ["拖欠工资"]}, True),
        ({"words": ["欠薪", "工资"]}, True),
        ({"words": ["欠薪"]}, False),
        ({"words": ["ＫＴＶ"]}, True),
        ({"words": ["Ktv"]}, True),
        ({"words": ["工资"], "without": ["三个月"]}, False),
        ({"channels": ["web"]}, True),
        ({"channels": ["letter"], "words": ["工资"]}, False),
        ({"kinds": ["request"], "places": ["9901"]}, True),
        ({"places": ["9902", "9901"]}, True),
        ({"places": ["9902"]}, False),
        ({"categories": ["labour.labour-relations"]}, True),
        ({"categories": ["education", "labour"]}, True),
        ({"categories": ["labour.work", "lab"]}, False),
        ({"categories": ["labour"], "words": ["欠薪"]}, False),
        ({"themes": ["unwilling", "afraid"]}, True),
        ({"themes": ["afraid"]}, False),
        ({"kinds": ["conduct"]}, False),
    ],
)
def test_all_conditions_hold_and_of_each_list_one(when: dict[str, Any], fits: bool) -> None:
    assert bool(fitting([a_rule(**when)], MATTER)) is fits


def test_the_words_that_were_found_are_told() -> None:
    (fit,) = fitting([a_rule(words=["工资", "欠薪", "老板"])], MATTER)
    assert fit.words == ("工资", "老板")


def test_a_rule_without_any_condition_is_no_rule() -> None:
    with pytest.raises(ValueError, match="names no channel"):
        a_rule(without=["工资"])


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("我不想活了，没有人管", "danger-to-life"),
        ("楼下燃气泄漏，打电话没有人来", "fire-and-gas"),
        ("刚发生车祸，人还在路上", "traffic-accident"),
        ("老板欠薪跑了", "unpaid-wages"),
        ("活着没意思，想轻生", "danger-to-life"),
        ("某科长收了企业好处才给批", "bribery"),
    ],
)
def test_the_rules_of_the_opinions_rulebook_find_their_matters(text: str, rule: str) -> None:
    matter = Matter("web", "request", "", "", frozenset(), text)
    assert [fit.route.code for fit in fitting(load(RULEBOOK).routes, matter)] == [rule]
