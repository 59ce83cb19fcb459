"""The opinion of 2016 as data: nothing that it names is missing, and every rule has its ground."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from tests.foundation.rulebook.conftest import RULEBOOKS
from youwei.foundation.rulebook.rules import Rule, Rulebook
from youwei.foundation.rulebook.rules.channels import Medium, Receiver
from youwei.kernel.deadlines import Term

# §二, phrase by phrase, in the opinion's order.
MANIFESTATIONS = {
    "unable": [
        "思想懒惰、观念陈旧",
        "对决策部署不学习不钻研",
        "对新形势新情况不敏感不掌握",
        "对新常态新决策不适应不会抓",
        "思维定势、路径依赖",
        "缺乏把握经济运行规律的本领",
        "缺乏开拓创新的活力",
        "抓贯彻落实的执行力不强",
        "没有推进工作的硬招实招",
        "能力不足，迟迟打不开工作新局面",
    ],
    "unwilling": [
        "动力不足、精神懈怠",
        "不求有功、但求无过",
        "多一事不如少一事，少干事不惹事",
        "精力不集中",
        "工作不在状态、“挂空挡”",
        "不催不动、推拖等靠",
        "工作标准低",
        "应付差事，得过且过",
        "甘于平庸不争先",
        "虚与委蛇",
        "拈轻怕重",
        "工作重过程轻实效",
        "囿于部门利益",
        "明通暗卡",
        "人为设置“玻璃门”“弹簧门”",
        "死抠条条框框",
        "能办不办、该办不办",
        "围绕程序打转转",
    ],
    "afraid": [
        "明哲保身",
        "事事先为自己打算",
        "缺乏干事创业的使命意识和责任担当",
        "遇到难题绕着走",
        "碰到问题往后拖",
        "稍微担当就能办成的事也不干",
        "“官本位”思想严重",
        "习惯于当太平官",
        "做老好人",
        "失之于宽，失之于软",
        "不敢抓、不敢管",
        "不敢较真碰硬",
        "失管失察",
    ],
}
CLAUSE = re.compile(r"[一二三四]\([一二三四五六七八九]\)|三·总")


def rules_in(part: BaseModel) -> Iterator[Rule]:
    if isinstance(part, Rule):
        yield part
    for name in type(part).model_fields:
        value = getattr(part, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, BaseModel):
                yield from rules_in(one)


@pytest.mark.parametrize("code", MANIFESTATIONS)
def test_every_manifestation_is_there_in_its_order(hebei: Rulebook, code: str) -> None:
    assert [theme.name.zh for theme in hebei.manifestations(code)] == MANIFESTATIONS[code]


def test_each_failing_has_its_merit(hebei: Rulebook) -> None:
    merits = {theme.opposite_of: theme.name.zh for theme in hebei.themes if theme.opposite_of}
    assert merits == {"unable": "善作为", "unwilling": "主动为", "afraid": "勇作为"}


def test_codes_are_stable(hebei: Rulebook) -> None:
    """Records keep these codes for years; a new word is a new name, not a new code."""
    assert hebei.theme("unwilling.glass-door").parent == "unwilling"
    assert [kind.code for kind in hebei.kinds] == [
        "consultation",
        "request",
        "suggestion",
        "conduct",
        "allegation",
    ]


def test_every_clause_is_one_of_the_opinion(hebei: Rulebook) -> None:
    clauses = {rule.clause for rule in rules_in(hebei) if rule.clause}
    assert [clause for clause in clauses if not CLAUSE.fullmatch(clause)] == []


def test_what_is_configuration_says_so_in_both_languages(hebei: Rulebook) -> None:
    for rule in rules_in(hebei):
        if rule.basis is not None:
            assert rule.configured == rule.basis.zh.startswith("配置：")


def test_the_channels_of_the_opinion(hebei: Rulebook) -> None:
    named = [channel for channel in hebei.channels if channel.clause == "三(二)"]
    assert sum(channel.code.startswith("site-") for channel in named) == 4
    by_organs = {channel.medium for channel in named if channel.receives is Receiver.ORGAN}
    assert by_organs == {Medium.PHONE, Medium.BOX, Medium.WEB}
    assert hebei.channel("organ-box").witnesses == 2
    assert hebei.channel("wechat").form_only


def test_conduct_stays_away_from_the_organ_but_for_a_consented_statement(hebei: Rulebook) -> None:
    conduct = hebei.kind("conduct")
    assert not conduct.may_go_to_organ_concerned
    assert conduct.consented_statement


def test_allegations_are_shown_the_right_door(hebei: Rulebook) -> None:
    allegation = hebei.kind("allegation")
    assert allegation not in hebei.accepted_kinds
    assert allegation.door is not None
    assert allegation.door.phones == ("12388",)
    with pytest.raises(ValueError, match="not accepted"):
        hebei.duty_rules("allegation")


@pytest.mark.parametrize(
    ("kind", "handling"), [("consultation", "5wd"), ("request", "60d"), ("conduct", "15wd")]
)
def test_the_terms_of_a_duty(hebei: Rulebook, kind: str, handling: str) -> None:
    rules = hebei.duty_rules(kind)
    assert rules.handling == Term.parse(handling)
    assert rules.objection == Term.parse("5wd")


def test_a_duty_with_a_date_of_its_own_has_no_term(hebei: Rulebook) -> None:
    rules = hebei.duty_rules()
    assert (rules.handling, rules.extension) == (None, None)
    assert rules.check == Term.parse("5wd")


def test_a_code_that_is_not_there_is_a_key_error(hebei: Rulebook) -> None:
    with pytest.raises(KeyError):
        hebei.theme("unwilling.pigeon")


def test_words_follow_the_language(hebei: Rulebook) -> None:
    name = hebei.theme("unable").name
    assert [name.text(code) for code in ("zh-hans", "zh-hant", "en", "en-gb")] == [
        "不能为",
        "不能为",
        "Unable to act",
        "Unable to act",
    ]


@pytest.mark.parametrize(
    "file", sorted((RULEBOOKS / "hebei-2016").glob("*.yaml")), ids=lambda file: file.name
)
def test_every_file_names_its_schema(file: Path) -> None:
    first = file.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../schema/rulebook.schema.json"
