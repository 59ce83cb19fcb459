"""What single rules cannot show: references, order, and the bounds that law and promise set.

A rulebook may be stricter than these bounds, never laxer: they protect the people who write.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from youwei.foundation.rulebook.rules.book import Rulebook, rule_and_path
from youwei.foundation.rulebook.rules.channels import Entry, Medium, Receiver
from youwei.foundation.rulebook.rules.disclosing import Goes
from youwei.foundation.rulebook.rules.faults import Fault
from youwei.foundation.rulebook.rules.kinds import Kind
from youwei.foundation.rulebook.rules.nodes import Node
from youwei.foundation.rulebook.rules.sorting import Route
from youwei.kernel.deadlines import Term, Unit

ALLEGATION = "allegation"
CONDUCT = "conduct"
REQUEST = "request"
DISCLOSURE_KEPT, IDENTITY_KEPT = "disclosure", "disclosure-identity"
ACKNOWLEDGED_WITHIN = 7  # natural days, by a human
TOLD_WITHIN = 15  # Regulations on Handling Complaints and Proposals, Arts. 22 and 23
REQUEST_WITHIN = 60  # the same, Art. 34
REQUEST_EXTENDED_BY = 30  # the same, Art. 34
ALLEGATION_WITHIN = 21  # 15 working days, told of acceptance and of the result (C-14)
RETALIATION_WITHIN = 1.4  # one working day (C-13)
CHECK_BACKS_AT_LEAST = 360  # natural days, about twelve months (C-13)
OBJECTION_AT_LEAST = 5  # working days before a result about an organ is published
WHOLE = 100  # per cent
VALUED_LEVELS = 5  # what estimates are made for


@dataclass(frozen=True)
class Checked:
    """The rules without fault, and the tree with all of them and their places."""

    book: Rulebook
    tree: Node

    def codes(self, section: str) -> set[str]:
        """All codes written, also those of rules that have other faults."""
        node = self.tree.entries.get(section)
        return set(node.entries) if node else set()

    def fault(self, path: Iterable[str], message: str) -> Fault:
        """A fault at a place, which is named as the schema's own faults are."""
        names = list(path)
        node = self.tree
        for name in names:
            node = node.entries.get(name, node)
        rule, inside = rule_and_path(names)
        return node.fault(rule, f"{inside}: {message}" if inside else message)


def inconsistencies(checked: Checked) -> list[Fault]:
    return [fault for check in CHECKS for fault in check(checked)]


def _themes(checked: Checked) -> Iterator[Fault]:
    codes = checked.codes("themes")
    for theme in checked.book.themes:
        if theme.parent and theme.parent not in codes:
            yield checked.fault(
                ("themes", theme.code), f"has no parent: `{theme.parent}` is missing"
            )
        if theme.opposite_of and theme.opposite_of not in codes:
            yield checked.fault(
                ("themes", theme.code, "opposite_of"),
                f"there is no theme `{theme.opposite_of}`",
            )


def _channels(checked: Checked) -> Iterator[Fault]:
    if not any(
        channel.medium is Medium.WEB
        and channel.entry is Entry.SELF
        and channel.receives is Receiver.OFFICE
        for channel in checked.book.channels
    ):
        yield checked.fault(
            ("channels",), "needs one on the web where people write themselves to the office"
        )


def _kinds(checked: Checked) -> Iterator[Fault]:
    for code in (ALLEGATION, CONDUCT):
        if code not in checked.codes("kinds"):
            yield checked.fault(("kinds",), f"`{code}` is missing: the form must tell it apart")
    for kind in checked.book.kinds:
        if kind.code == ALLEGATION and kind.accepted:
            yield checked.fault(
                ("kinds", kind.code, "accepted"),
                "an allegation against a person is not taken in here",
            )
        if kind.code in (ALLEGATION, CONDUCT) and kind.may_go_to_organ_concerned:
            yield checked.fault(
                ("kinds", kind.code, "may_go_to_organ_concerned"),
                "it never reaches the organ it is about",
            )
        yield from _terms(checked, kind)


def _terms(checked: Checked, kind: Kind) -> Iterator[Fault]:
    if kind.terms is None:
        return
    bounds = [
        ("acknowledgement", kind.terms.acknowledgement.term, ACKNOWLEDGED_WITHIN),
        ("acceptance", kind.terms.acceptance.term, TOLD_WITHIN),
    ]
    if kind.code == REQUEST:
        bounds.append(("handling", kind.terms.handling.term, REQUEST_WITHIN))
        bounds.append(("extension", kind.terms.extension.term, REQUEST_EXTENDED_BY))
    for name, term, most in bounds:
        if _days(term) > most:
            yield checked.fault(
                ("kinds", kind.code, "terms", name, "term"),
                f"{term} is longer than the {most} natural days allowed",
            )


def _ladder(checked: Checked) -> Iterator[Fault]:
    rungs = checked.book.ladder
    for lower, upper in pairwise(rungs):
        if upper.offset < lower.offset:
            yield checked.fault(
                ("ladder", upper.code), f"comes earlier than `{lower.code}`, which stands above it"
            )


def _publication(checked: Checked) -> Iterator[Fault]:
    term = checked.book.publication.objection.term
    if term.unit is not Unit.WORKING_DAYS or term.amount < OBJECTION_AT_LEAST:
        yield checked.fault(
            ("publication", "objection", "term"),
            f"an organ has at least {OBJECTION_AT_LEAST}wd to object, not {term}",
        )


def _satisfaction(checked: Checked) -> Iterator[Fault]:
    levels = checked.book.closing.satisfaction
    place = ("closing", "satisfaction")
    if all(level.counted for level in levels):
        yield checked.fault(place, "needs a level such as 'not clear' that is not counted")
    if not any(level.bad for level in levels) or all(level.bad for level in levels):
        yield checked.fault(place, "needs levels that are bad and levels that are not")


def _categories(checked: Checked) -> Iterator[Fault]:
    codes = checked.codes("categories")
    for category in checked.book.categories:
        if category.parent and category.parent not in codes:
            yield checked.fault(
                ("categories", category.code), f"has no parent: `{category.parent}` is missing"
            )


def _routes(checked: Checked) -> Iterator[Fault]:
    for route in checked.book.routes:
        when, propose = route.when, route.propose
        named = (
            ("when", "channels", "channels", when.channels),
            ("when", "kinds", "kinds", when.kinds),
            ("when", "categories", "categories", when.categories),
            ("when", "themes", "themes", when.themes),
            ("propose", "kind", "kinds", (propose.kind,)),
            ("propose", "category", "categories", (propose.category,)),
            ("propose", "themes", "themes", propose.themes),
            ("propose", "group", "organ_groups", (propose.group,)),
            ("propose", "transfer", "refusals", (propose.transfer,)),
        )
        for part, name, section, codes in named:
            for code in codes:
                if code is not None and code not in checked.codes(section):
                    yield checked.fault(
                        ("routes", route.code, part, name), f"there is no `{code}` in {section}"
                    )
        yield from _takes_in(checked, route)


def _takes_in(checked: Checked, route: Route) -> Iterator[Fault]:
    accepted = {kind.code for kind in checked.book.kinds if kind.accepted}
    kind = route.propose.kind
    if kind in checked.codes("kinds") and kind not in accepted:
        yield checked.fault(
            ("routes", route.code, "propose", "kind"),
            f"`{kind}` is not taken in here; propose the `transfer` whose door is right",
        )


def _retaliation(checked: Checked) -> Iterator[Fault]:
    if checked.book.followup is None:
        return
    rules, place = checked.book.followup.retaliation, ("followup", "retaliation")
    if _days(rules.take_up.term) > RETALIATION_WITHIN:
        yield checked.fault((*place, "take_up", "term"), "is longer than one working day")
    if _days(rules.check_backs.period) < CHECK_BACKS_AT_LEAST:
        yield checked.fault((*place, "check_backs", "period"), "is shorter than twelve months")


def _appraisal(checked: Checked) -> Iterator[Fault]:
    rules = checked.book.appraisal
    if not rules.panels:
        return
    place = ("appraisal",)
    for section, weights in (
        ("panels", [panel.weight for panel in rules.panels]),
        ("dimensions", [one.weight or 0 for one in rules.dimensions]),
    ):
        if sum(weights) != WHOLE:
            yield checked.fault(
                (*place, section), f"weights are {sum(weights)} in all, not {WHOLE}"
            )
    if all(level.value is not None for level in rules.levels):
        yield checked.fault((*place, "levels"), "needs a level such as 'not clear' without a value")
    if len({level.value for level in rules.levels} - {None}) != VALUED_LEVELS:
        yield checked.fault((*place, "levels"), "needs five levels with different values")
    ways = {way.code for way in rules.ways}
    for panel in rules.panels:
        if panel.way not in ways:
            yield checked.fault((*place, "panels", panel.code), f"there is no way `{panel.way}`")
    yield from _questions(checked)


def _questions(checked: Checked) -> Iterator[Fault]:
    rules = checked.book.appraisal
    dimensions = {one.code for one in rules.dimensions}
    for question in rules.questions:
        path = ("appraisal", "questions", question.code)
        if question.dimension not in dimensions:
            yield checked.fault(path, f"there is no dimension `{question.dimension}`")
        for theme in question.themes:
            if theme not in checked.codes("themes"):
                yield checked.fault(path, f"there is no theme `{theme}`")


def _disclosures(checked: Checked) -> Iterator[Fault]:
    rules = checked.book.disclosures
    if rules is None:
        return
    for goes in Goes:
        if goes not in {level.goes for level in rules.levels}:
            yield checked.fault(
                ("disclosures", "levels"),
                f"needs one that goes to `{goes}` (Rules of 2020, Art. 15)",
            )
    for name, term in (("acceptance", rules.acceptance), ("result", rules.result)):
        if _days(term.term) > ALLEGATION_WITHIN:
            yield checked.fault(
                ("disclosures", name, "term"), "is longer than 15 working days (Rules of 2020)"
            )
    if _days(rules.retaliation.term) > RETALIATION_WITHIN:
        yield checked.fault(
            ("disclosures", "retaliation", "term"), "is longer than one working day"
        )
    for code in (DISCLOSURE_KEPT, IDENTITY_KEPT):
        if code not in checked.codes("retention"):
            yield checked.fault(("retention",), f"`{code}` is missing: how long is it kept?")


def _days(term: Term) -> float:
    """Natural days that a term takes, without the holidays between."""
    return (
        term.amount * {Unit.NATURAL_DAYS: 1.0, Unit.WORKING_DAYS: 1.4, Unit.MONTHS: 30.0}[term.unit]
    )


CHECKS: tuple[Callable[[Checked], Iterator[Fault]], ...] = (
    _themes,
    _channels,
    _kinds,
    _ladder,
    _publication,
    _satisfaction,
    _categories,
    _routes,
    _retaliation,
    _appraisal,
    _disclosures,
)
