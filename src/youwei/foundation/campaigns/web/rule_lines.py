"""A rulebook as a person reads it: every rule with its words, what it sets, and its ground.

The lines are read off the schema itself, so that a rule of a new kind cannot be left out; a test
asks that each of its fields has a word.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, get_origin

from django.utils.translation import get_language, gettext, pgettext
from pydantic.fields import FieldInfo

from youwei.foundation.campaigns.web.rule_codes import CODE_WORDS
from youwei.foundation.campaigns.web.rule_words import SECTION_WORDS, field_word
from youwei.foundation.rulebook.rules.book import Rulebook
from youwei.foundation.rulebook.rules.themes import Theme
from youwei.foundation.rulebook.rules.words import CONFIGURATION, Part, Rule, Words
from youwei.kernel.deadlines import Starts, Term
from youwei.ui.bilingual import said
from youwei.ui.templatetags.ui import term as length

HEAD = frozenset({"code", "name", "plain", "clause", "basis"})
CONFIGURATION_ZH = "配置："
BETWEEN = " · "  # values of one fact


@dataclass(frozen=True, slots=True)
class Line:
    """One rule. `above`: the rule that it belongs to; `other`: its name in the other language;
    `facts`: what it sets, as label and value.
    """

    title: str
    above: str = ""
    other: str = ""
    plain: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    clause: str = ""
    basis: str = ""
    configured: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    title: str
    lines: tuple[Line, ...]


def sections(book: Rulebook) -> tuple[Section, ...]:
    """The whole rulebook in the reader's language."""
    reader = _Reader(book)
    return tuple(
        Section(code, str(title), tuple(reader.section(value, str(title))))
        for code, title in SECTION_WORDS.items()
        if (value := getattr(book, code)) is not None
    )


class _Reader:
    def __init__(self, book: Rulebook) -> None:
        self.themes = {theme.code: theme for theme in book.themes}
        kinds = {kind.code: kind.name for kind in book.kinds}
        categories = {category.code: category.name for category in book.categories}
        self.names: Mapping[str, Mapping[str, Words]] = {
            "channels": {channel.code: channel.name for channel in book.channels},
            "kinds": kinds,
            "kind": kinds,
            "themes": {theme.code: theme.name for theme in book.themes},
            "category": categories,
            "categories": categories,
            "group": {group.code: group.name for group in book.organ_groups},
            "transfer": {ground.code: ground.name for ground in book.refusals},
        }

    def section(self, value: object, title: str) -> Iterator[Line]:
        """One rule that is a section of its own bears the section's name."""
        return self.rule(value, title, "") if isinstance(value, Rule) else self.lines(value)

    def lines(self, value: object, above: str = "") -> Iterator[Line]:
        """The rules of a section: listed under codes, or one in each field of a part."""
        if isinstance(value, tuple):
            for rule in value:
                yield from self.rule(rule, "", above)
        else:
            assert isinstance(value, Part)
            for name in type(value).model_fields:
                yield from self.field(value, name, above)

    def field(self, part: Part, name: str, above: str) -> Iterator[Line]:
        value, title = getattr(part, name), field_word(type(part), name)
        if isinstance(value, tuple):
            yield from self.lines(value, title)
        elif isinstance(value, Rule):
            yield from self.rule(value, title, above)
        elif value is not None:
            yield from self.lines(value, title)

    def rule(self, rule: Rule, title: str, above: str) -> Iterator[Line]:
        name = getattr(rule, "name", None)
        parent = self.themes.get(rule.parent or "") if isinstance(rule, Theme) else None
        words = said(name) if isinstance(name, Words) else title
        plain = getattr(rule, "plain", None)
        yield Line(
            title=words,
            above=said(parent.name) if parent else above,
            other=_other(name) if isinstance(name, Words) else "",
            plain=said(plain) if plain else "",
            facts=tuple(self.facts(rule)),
            clause=rule.clause or "",
            basis=_basis(rule),
            configured=rule.configured,
        )
        for field in type(rule).model_fields:
            part = getattr(rule, field)
            if isinstance(part, Part) and not isinstance(part, Words) and not _is_fact(part):
                yield from self.lines(part, words)

    def facts(self, rule: Part) -> Iterator[tuple[str, str]]:
        for name, info in type(rule).model_fields.items():
            value = getattr(rule, name)
            if name in HEAD or _says_nothing(value, info):
                continue
            if isinstance(value, Part) and not isinstance(value, Words) and _is_fact(value):
                yield from self.facts(value)
            elif not isinstance(value, Part) or isinstance(value, Words):
                yield field_word(type(rule), name), self.value(name, value)

    def value(self, name: str, value: object) -> str:
        if name == "opposite_of":
            return said(self.themes[str(value)].name)
        if isinstance(value, str) and (known := self.names.get(name, {}).get(value)):
            return said(known)
        if isinstance(value, tuple):
            return BETWEEN.join(self.value(name, each) for each in value)
        if isinstance(value, bool):
            return pgettext("rule", "Yes") if value else pgettext("rule", "No")
        if isinstance(value, StrEnum):
            return str(CODE_WORDS[type(value)][value])
        if isinstance(value, Term):
            return _term(value)
        return said(value) if isinstance(value, Words) else str(value)


def _is_fact(part: Part) -> bool:
    """A door or a condition has no ground of its own: it is told with the rule that holds it."""
    fields = (getattr(part, name) for name in type(part).model_fields)
    return not isinstance(part, Rule) and not any(isinstance(one, Rule) for one in fields)


def _says_nothing(value: object, info: FieldInfo) -> bool:
    """Not set, or a switch that is off by itself; what cannot be switched off is always told."""
    if get_origin(info.annotation) is Literal:
        return False
    return value is None or (value == info.default and not value)


def _term(term: Term) -> str:
    words = [length(term)]
    if term.starts is Starts.SAME_DAY:
        words.append(gettext("counted from the same day"))
    if not term.rolls:
        words.append(gettext("may end on a rest day"))
    return BETWEEN.join(words)


def _basis(rule: Rule) -> str:
    """Without the word that marks configuration; the page shows that mark itself."""
    if rule.basis is None:
        return ""
    text = said(rule.basis)
    return text.removeprefix(CONFIGURATION).removeprefix(CONFIGURATION_ZH).strip()


def _other(words: Words) -> str:
    english = (get_language() or "").startswith("en")
    return words.zh if english else words.en
