"""Every address of the desk, and what it could tell of a case."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.urls import URLPattern, URLResolver, reverse

from tests.matrix.scenes import SUMMARY, Scene
from youwei.listening.matters.models import Matter

NOTHING = "000000"


class Tells(StrEnum):
    CASE = "case"  # one case, or a part of it
    DUTY = "duty"  # one duty about the matter
    CASES = "cases"  # a list in which cases stand
    MATTER = "matter"  # one matter, for those who sort its cases
    MATTERS = "matters"  # a list in which matters stand
    DUTIES = "duties"  # a list in which duties stand
    BATCH = "batch"  # what stands behind central feedback: only for those who sort
    NOTHING = "nothing"  # organs, people, oneself: no word of any case


@dataclass(frozen=True)
class Place:
    """`address` is None where the scene has nothing to ask for. `posts`: asked with an empty form,
    which changes nothing.
    """

    tells: Tells
    address: Callable[[Scene], str | None]
    posts: bool = False


def _case(view: str, posts: bool = False, **more: str) -> Place:
    return Place(
        Tells.CASE, lambda s: reverse(view, kwargs={"number": s.case.number, **more}), posts
    )


def _duty(view: str, posts: bool = False, **more: str) -> Place:
    def address(scene: Scene) -> str | None:
        if scene.duty is None:
            return None
        return reverse(view, kwargs={"number": scene.duty.number, **more})

    return Place(Tells.DUTY, address, posts)


def _file_of_duty(scene: Scene) -> str | None:
    file = scene.file_of_duty()
    if scene.duty is None or file is None:
        return None
    return reverse("duties:file", args=[scene.duty.number, file])


def _extension(scene: Scene) -> str | None:
    asked = scene.duty.extensions.first() if scene.duty else None
    if scene.duty is None or asked is None:
        return None
    return reverse("duties:decide", args=[scene.duty.number, asked.pk, "grant"])


def _recheck(scene: Scene) -> str | None:
    planned = scene.duty.rechecks.first() if scene.duty else None
    if scene.duty is None or planned is None:
        return None
    return reverse("duties:recheck", args=[scene.duty.number, planned.pk, "holds"])


def _matter(view: str, posts: bool = False, **more: str) -> Place:
    """The one matter of the scene."""
    return Place(
        Tells.MATTER,
        lambda s: reverse(view, kwargs={"pk": Matter.objects.get().pk, **more}),
        posts,
    )


def _voice(scene: Scene) -> str:
    return reverse("matters:voice", args=[Matter.objects.get().pk, scene.case.number, "own"])


def _part(scene: Scene) -> str | None:
    """Whoever may, does it; the last member stays for those who ask afterwards."""
    matter = Matter.objects.get()
    if matter.memberships.count() < 2:
        return None
    return reverse("matters:part", args=[matter.pk, scene.case.number])


def _list(tells: Tells, view: str, query: str = "") -> Place:
    return Place(tells, lambda scene: reverse(view) + query)


def _batch(tells: Tells, view: str, posts: bool = False, **more: object) -> Place:
    def address(scene: Scene) -> str | None:
        if scene.batch is None:
            return None
        if "item" in more:
            more["item"] = scene.batch.items.get().pk
        return reverse(view, kwargs={"number": scene.batch.number, **more})

    return Place(tells, address, posts)


def _item_of_a_letter(scene: Scene) -> str | None:
    """Once it is out, not even the office takes an item from it."""
    if scene.batch is None or not scene.batch.is_out:
        return None
    return reverse("feedback:remove_item", args=[scene.batch.number, scene.batch.items.get().pk])


def _to_export(source: str, query: str) -> str:
    return reverse("exports:new", args=source.split(".")) + query


def _own(view: str) -> Place:
    return Place(Tells.NOTHING, lambda scene: reverse(view))


def _organ(view: str) -> Place:
    return Place(Tells.NOTHING, lambda s: reverse(view, kwargs={"pk": s.province.bureau.pk}))


def _campaign(view: str) -> Place:
    return Place(Tells.NOTHING, lambda s: reverse(view, kwargs={"pk": s.province.campaign.pk}))


# name → how it is asked. A name that stands here more than once is asked in several ways.
PLACES: dict[str, tuple[Place, ...]] = {
    "cases:triage": (
        _list(Tells.CASES, "cases:triage", "?state="),
        _list(Tells.CASES, "cases:triage", f"?state=&words={SUMMARY}"),
        _list(Tells.CASES, "cases:triage", "?state=&channel=web"),
    ),
    "cases:case": (_case("cases:case"),),
    "cases:move": tuple(
        _case("cases:move", posts=True, name=name) for name in ("sort", "dispatch", "write")
    ),
    "cases:contact": (_case("cases:contact", posts=True),),
    "cases:file": (
        Place(
            Tells.CASE,
            lambda s: reverse("cases:file", args=[s.case.number, s.file_of_case()]),
        ),
    ),
    # Not asked here: the press changes something. Who may: listening/complaints/test_set_aside.py.
    "files:set_aside": (Place(Tells.CASE, lambda s: None, posts=True),),
    "matters:list": (
        _list(Tells.MATTERS, "matters:list"),
        _list(Tells.MATTERS, "matters:list", "?state=hot"),
        _list(Tells.MATTERS, "matters:list", f"?words={SUMMARY}"),
    ),
    "matters:matter": (_matter("matters:matter"),),
    "matters:move": tuple(
        _matter("matters:move", posts=True, name=name) for name in ("name", "reply", "join")
    ),
    "matters:voice": (Place(Tells.MATTER, _voice, posts=True),),
    "matters:together": (
        Place(
            Tells.MATTER,
            lambda s: reverse("matters:together", args=[s.case.number, s.other.number]),
            posts=True,
        ),
    ),
    "matters:part": (Place(Tells.MATTER, _part, posts=True),),
    "duties:inbox": (_list(Tells.DUTIES, "duties:inbox"),),
    "duties:ledger": (
        _list(Tells.DUTIES, "duties:ledger"),
        _list(Tells.DUTIES, "duties:ledger", f"?words={SUMMARY}"),
    ),
    "exports:list": (_own("exports:list"),),
    "exports:new": tuple(
        Place(Tells.NOTHING, lambda scene, at=at, query=query: _to_export(at, query))  # type: ignore[misc]
        for at, query in (
            ("duties.ledger", ""),
            ("duties.ledger", f"?words={SUMMARY}"),
            ("figures.exact", "?by=theme&across=kind"),
        )
    ),
    "retention:overview": (_own("retention:overview"),),
    "audit:journal": (_own("audit:journal"),),
    "duties:searches": (_list(Tells.NOTHING, "duties:searches"),),
    "duties:duty": (_duty("duties:duty"),),
    "duties:move": tuple(
        _duty("duties:move", posts=True, name=name) for name in ("report", "verify")
    ),
    "duties:file": (Place(Tells.DUTY, _file_of_duty),),
    "duties:decide": (Place(Tells.DUTY, _extension, posts=True),),
    "duties:recheck": (Place(Tells.DUTY, _recheck, posts=True),),
    "feedback:overview": (_own("feedback:overview"),),
    "feedback:draft": (Place(Tells.NOTHING, lambda scene: reverse("feedback:draft"), posts=True),),
    "feedback:batch": (_batch(Tells.BATCH, "feedback:batch"),),
    "feedback:move": tuple(
        _batch(Tells.BATCH, "feedback:move", posts=True, name=name) for name in ("return", "drop")
    ),
    "feedback:new_item": (_batch(Tells.BATCH, "feedback:new_item"),),
    "feedback:item": (_batch(Tells.BATCH, "feedback:item", item=0),),
    "feedback:remove_item": (Place(Tells.BATCH, _item_of_a_letter, posts=True),),
    "feedback:letter": (_batch(Tells.NOTHING, "feedback:letter"),),
    "sorting:models": (_own("sorting:models"),),
    # Nothing of this case stands there: tests/matrix/retaliation.py asks where it does.
    "followup:call_backs": (_own("followup:call_backs"),),
    "followup:retaliation": (_own("followup:retaliation"),),
    "followup:unanswered": (_own("followup:unanswered"),),
    "followup:transfers": (_own("followup:transfers"),),
    "channels:register": (_own("channels:register"),),
    "channels:reports": (_own("channels:reports"),),
    "channels:supervisor": (_own("channels:supervisor"),),
    "channels:boxes": (_own("channels:boxes"),),
    "channels:open_box": (_own("channels:open_box"),),
    "channels:forwarded": (_own("channels:forwarded"),),
    "channels:list": (_own("channels:list"),),
    # A store that knows nothing of cases: tests/listening/disclosures asks who sees what there.
    **{
        f"disclosures:{name}": (_own(f"disclosures:{name}"),)
        for name in ("overview", "key", "recipients", "openings", "counts", "originals", "recovery")
    },
    "disclosures:file": (
        Place(Tells.NOTHING, lambda scene: reverse("disclosures:file", args=[1, 1]), posts=True),
    ),
    "disclosures:original": (
        Place(Tells.NOTHING, lambda scene: reverse("disclosures:original", args=[1])),
    ),
    "figures_desk:figures": (
        _own("figures_desk:figures"),
        _list(Tells.NOTHING, "figures_desk:figures", "?by=theme&across=kind&show=received"),
    ),
    "figures_desk:released": (_own("figures_desk:released"),),
    "figures_desk:released_file": (
        Place(Tells.NOTHING, lambda scene: reverse("figures_desk:released_file", args=["json"])),
    ),
    # Rounds, panels, codes: no word of a case; see tests/listening/appraisal/.
    "appraisal:overview": (_own("appraisal:overview"),),
    "appraisal:prepare": (_campaign("appraisal:prepare"),),
    "appraisal:commissions": (_own("appraisal:commissions"),),
    # Results of the appraisal and what they were used for: tests/listening/results/.
    "results:overview": (_own("results:overview"),),
    "results:uses": (_own("results:uses"),),
    # Of the case's file nothing stands there: tests/listening/complaints/test_set_aside.py.
    "files:overview": (_own("files:overview"),),
    "organs:directory": (
        _own("organs:directory"),
        Place(Tells.NOTHING, lambda scene: reverse("organs:directory") + "?q=商务"),
    ),
    "organs:export": (_own("organs:export"),),
    "organs:import": (_own("organs:import"),),
    "organs:add": (_own("organs:add"),),
    "organs:organ": (_organ("organs:organ"),),
    "people:me": (_own("people:me"),),
    "people:accounts": (
        _own("people:accounts"),
        Place(Tells.NOTHING, lambda scene: reverse("people:accounts") + "?q=office"),
    ),
    "people:add": (_own("people:add"),),
    "people:proposals": (_own("people:proposals"),),
    "people:second_factor": (_own("people:second_factor"),),
    "campaigns:list": (_own("campaigns:list"),),
    "campaigns:prepare": (_own("campaigns:prepare"),),
    "campaigns:campaign": (_campaign("campaigns:campaign"),),
    "campaigns:rulebook": (_campaign("campaigns:rulebook"),),
}
# Forms about organs, people, campaigns and oneself: they are built from those records only, and
# none of them takes the number of a case or a duty.
ELSEWHERE = frozenset(
    {
        *(f"organs:{name}" for name in ("place", "rename", "merge", "split", "end")),
        *(f"organs:{name}" for name in ("add_unit", "end_unit", "add_post", "end_post")),
        *(f"campaigns:{name}" for name in ("start", "close", "next_year", "adopt")),
        *(f"duties:{name}" for name in ("save_search", "drop_search")),
        *(f"files:{name}" for name in ("one", "decide")),
        *(f"people:{name}" for name in ("declare", "issue_token", "revoke_token", "account")),
        *(f"people:{name}" for name in ("rename", "issue_password", "leave", "grant")),
        *(f"people:{name}" for name in ("end_grant", "hold_post", "leave_post", "end_recusal")),
        *(f"people:{name}" for name in ("collect_token", "withdraw_token", "decide")),
        *(f"people:{name}" for name in ("end_session", "end_others", "end_sessions")),
        "people:reset_factor",
        # Of somebody else's export nobody learns who may not read all of it; lists hold counts.
        *(f"exports:{name}" for name in ("export", "move", "download")),
        *(f"retention:{name}" for name in ("prepare", "certificate", "move", "place", "lift")),
        *(f"sorting:{name}" for name in ("learn", "switch")),
        *(f"followup:{name}" for name in ("call_back", "call_back_contact", "call_back_move")),
        *(f"followup:{name}" for name in ("report", "report_open", "report_move")),
        *(f"followup:{name}" for name in ("listing", "listing_move")),
        # Forms of channels and boxes; the files hold what is no case yet.
        *(f"channels:{name}" for name in ("box", "box_item", "recount", "offer", "issue")),
        *(f"channels:{name}" for name in ("confirm_box", "revoke", "frame", "origins")),
        *(f"channels:{name}" for name in ("try", "try_new", "try_allegation")),
        *(f"channels:{name}" for name in ("forwarded_file", "take_file", "drop_file")),
        "channels:report_of_file",
        # Rounds of the appraisal, their panels and questions: none takes a number of a case.
        *(f"appraisal:{name}" for name in ("round", "preview", "move", "exclude", "roster")),
        *(f"appraisal:{name}" for name in ("panel", "template", "frame", "margins", "hand_out")),
        *(f"appraisal:{name}" for name in ("replace", "unused", "commission_panel", "begin")),
        *(f"appraisal:{name}" for name in ("instrument", "put_question", "drop_question")),
        *(f"appraisal:{name}" for name in ("commission", "raw_template", "declare", "design")),
        "appraisal:deliver",
        *(f"results:{name}" for name in ("round", "another", "estimate", "move", "own")),
        *(f"results:{name}" for name in ("voices", "voice", "use_add", "use_strike")),
        *(f"results:{name}" for name in ("objection", "objection_move")),
        *(f"disclosures:{name}" for name in ("unlock", "lock", "recipient", "disclosure")),
        *(f"disclosures:{name}" for name in ("open", "move", "taken_up", "ask", "decide")),
        *(f"disclosures:recovery_{name}" for name in ("use", "key", "second", "refuse")),
        *(f"ui:{name}" for name in ("components", "document", "refusal")),
        "set_language",
    }
)
# A path that holds one of these could name a case or a duty: it needs a row above.
TELLING = ("number", "case", "duty", "file")


@dataclass(frozen=True)
class Address:
    name: str
    arguments: frozenset[str]


def desk_addresses() -> tuple[Address, ...]:
    """Every address of the desk but those of signing in."""
    from youwei.config.urls_desk import urlpatterns

    return tuple(one for one in _walk(urlpatterns, "") if not _of_sign_in(one.name))


def _of_sign_in(name: str) -> bool:
    from youwei.foundation.people.access import ALLAUTH_URLS

    return name in ALLAUTH_URLS or name.startswith("account_")


def _walk(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = str(pattern.namespace or pattern.app_name or "")
            yield from _walk(pattern.url_patterns, inner or space)
        else:
            name = f"{space}:{pattern.name}" if space else str(pattern.name)
            yield Address(name, frozenset(pattern.pattern.converters))
