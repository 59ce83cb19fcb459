"""A county adopts the province's rules in two short files and no code."""

from collections.abc import Callable
from pathlib import Path

from tests.foundation.rulebook.broken_rules import GROUND
from tests.foundation.rulebook.conftest import RULEBOOKS, Files
from youwei.foundation.rulebook.rules import Rulebook, load
from youwei.kernel.deadlines import Term


def test_what_differs_is_the_countys_and_the_rest_the_provinces(
    county: Rulebook, hebei: Rulebook
) -> None:
    assert county.publication.suppression.threshold == 20
    assert county.publication.objection == hebei.publication.objection
    assert county.kind("request") == hebei.kind("request")
    assert county.duty_rules("conduct").handling == Term.parse("10wd")


def test_a_changed_rule_has_its_own_ground_only(county: Rulebook) -> None:
    terms = county.kind("conduct").terms
    assert terms is not None
    assert terms.handling.basis is not None
    assert terms.handling.basis.zh == "配置：县内路近，办得更快"
    assert terms.acceptance.basis is not None
    assert "信访工作条例" in terms.acceptance.basis.zh


def test_rules_are_removed_by_name_and_added_at_the_end(county: Rulebook, hebei: Rulebook) -> None:
    codes = [channel.code for channel in county.channels]
    left = [channel.code for channel in hebei.channels]
    left.remove("tv-questioning")
    left.remove("site-hebei-discipline")
    assert codes == [*left, "county-hall"]


def test_a_theme_can_have_a_third_level(county: Rulebook) -> None:
    assert county.theme("unwilling.glass-door.quota").parent == "unwilling.glass-door"


def test_it_keeps_its_own_name_and_where_it_comes_from(county: Rulebook, hebei: Rulebook) -> None:
    assert (county.id, county.about.issuer.en) == ("demo-county", "Model county")
    assert county.lineage == ("hebei-2016 1.0",)
    assert hebei.lineage == ()


def test_nothing_of_the_name_is_inherited(faults: Callable[[Files], list[str]]) -> None:
    assert faults({"rulebook.yaml": "about:\n  id: trial\n  extends: hebei-2016\n"}) == [
        f"rulebook.yaml:1: about: {field} is missing"
        for field in ("document", "issuer", "title", "valid_from", "version")
    ]


def test_a_removed_rule_given_again_starts_afresh(
    write: Callable[[Files], Path],
) -> None:
    text = (
        "focuses:\n  remove: [business-environment]\n  business-environment:\n"
        "    name: {zh: 营商, en: Business}\n    plain: {zh: 营商, en: Business}\n" + GROUND
    )
    book = load(write({"rules.yaml": text}), shelves=[RULEBOOKS])
    assert not book.focus("business-environment").each_verified
    assert book.focus("business-environment").clause is None
