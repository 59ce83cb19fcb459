"""Every address of the site and every operation of the API, and what stands in its blanks."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.matrix.people import CITIZEN, PROGRAM
from tests.matrix.world import World
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.web import public_ticket

Blanks = Mapping[str, Any]
_BLANK = re.compile(r"<(?:\w+:)?(\w+)>")
_NAMED_GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


@dataclass(frozen=True)
class Address:
    """`shown` stands in the table; `path` is what a browser asks for. `body` is for the API.
    `shows`: fields with which somebody without an account says what they hold; nobody else sends
    them.
    """

    shown: str
    path: str
    methods: tuple[str, ...] = ()  # of an API operation; a page is asked what it takes
    body: Mapping[str, Any] | None = None
    shows: Mapping[str, Any] = field(default_factory=dict)
    shown_by: str = CITIZEN


def _moves(*names: str) -> tuple[Blanks, ...]:
    """The names are shown in the table as they stand, and nothing else is."""
    return tuple({"name": name} for name in names)


# What stands in the blanks of a route, by the route's beginning: the longest that fits.
FILLED: dict[str, Callable[[World], Blanks]] = {
    "embed/": lambda w: {"key": w.rows["key"]},
    "figures/": lambda w: {"form": "json"},
    "status/more/": lambda w: {"name": "retaliation"},
    "account/2fa/": lambda w: {"pk": 0},
    "account/oidc/": lambda w: {"provider_id": "government"},
    "desk/searches/": lambda w: {"pk": w.rows["search"]},
    "desk/duties/": lambda w: {
        "number": w.duty.number,
        "file": w.scene.file_of_duty(),
        "extension": w.duty.extensions.get().pk,
        "recheck": 0,
    },
    "desk/files/": lambda w: {"pk": w.rows["aside"], "file": w.rows["file"]},
    "desk/organs/": lambda w: {
        "pk": w.scene.province.agency.pk,
        "unit_pk": w.rows["unit"],
        "post_pk": w.rows["post"],
    },
    "desk/campaigns/": lambda w: {"pk": w.scene.province.campaign.pk},
    "desk/me/": lambda w: {"pk": w.rows["token"]},
    "desk/accounts/": lambda w: {
        "pk": w.rows["account"],
        "grant_pk": w.rows["grant"],
        "holding_pk": w.rows["holding"],
        "recusal_pk": w.rows["recusal"],
    },
    "desk/cases/": lambda w: {
        "number": w.number,
        "other": w.scene.other.number,
        "file": w.scene.file_of_case(),
    },
    "desk/feedback/": lambda w: {"number": w.batch.number, "item": w.batch.items.get().pk},
    "desk/suggestions/": lambda w: {"pk": w.scene.province.campaign.pk},
    "desk/callbacks/": lambda w: {"pk": w.rows["call"]},
    "desk/retaliation/": lambda w: {"pk": w.rows["report"]},
    "desk/unanswered/": lambda w: {"pk": w.rows["listing"]},
    "desk/register/box/": lambda w: {"pk": w.rows["box"]},
    "desk/register/forwarded/": lambda w: {"pk": w.rows["forwarded"]},
    "desk/channels/": lambda w: {"pk": w.rows["frame"]},
    "desk/channels/token/": lambda w: {"pk": w.rows["channel_token"]},
    "desk/figures/": lambda w: {"form": "json"},
    "desk/matters/": lambda w: {"pk": w.rows["matter"], "number": w.number, "counted": "own"},
    "desk/proposals/": lambda w: {"pk": w.rows["proposal"]},
    "desk/me/tokens/asked/": lambda w: {"pk": w.rows["asked"]},
    "desk/me/sign-ins/": lambda w: {"place": 99},
    "desk/exports/": lambda w: {"pk": w.rows["export"]},
    "desk/exports/new/": lambda w: {"app": "duties", "table": "ledger"},
    "desk/retention/": lambda w: {
        "campaign": w.scene.province.campaign.pk,
        "code": "anonymous-attachment",
    },
    "desk/retention/lists/": lambda w: {"pk": w.rows["disposal"]},
    "desk/retention/holds/": lambda w: {"pk": w.rows["hold"]},
    "desk/disclosures/": lambda w: {
        "pk": w.rows["disclosure"],
        "entry": w.rows["suffering"],
        "file": w.rows["sealed_file"],
        "opening": w.rows["opening"],
    },
    "desk/disclosures/recipients/": lambda w: {"pk": w.rows["recipient"]},
    "desk/disclosures/originals/": lambda w: {"number": w.rows["original"]},
    "desk/disclosures/recovery/": lambda w: {"pk": w.rows["recovery_key"]},
    "desk/disclosures/recoveries/": lambda w: {"pk": w.rows["recovery"]},
    "desk/appraisal/prepare/": lambda w: {"pk": w.scene.province.campaign.pk},
    "desk/appraisal/rounds/": lambda w: {"pk": w.rows["round"], "entry": w.rows["entry"]},
    "desk/appraisal/panels/": lambda w: {"pk": w.rows["panel"]},
    "desk/appraisal/questions/": lambda w: {"pk": w.rows["instrument"]},
    "desk/appraisal/questions/begin/": lambda w: {"pk": w.scene.province.campaign.pk},
    "desk/appraisal/questions/drop/": lambda w: {"pk": w.rows["question"]},
    "desk/appraisal/third-party/": lambda w: {"pk": w.rows["commission"]},
    "desk/results/": lambda w: {"pk": w.rows["estimate"], "organ": w.rows["rated"]},
    "desk/results/rounds/": lambda w: {"pk": w.rows["shown_round"], "made": 1},
    "desk/results/voices/": lambda w: {"pk": w.rows["voice"]},
    "desk/results/objections/": lambda w: {"pk": w.rows["objection"]},
    "desk/results/uses/": lambda w: {"pk": w.rows["use"]},
    "desk/results/uses/add/": lambda w: {"pk": w.rows["publication"]},
    "results/": lambda w: {
        "prefix": w.scene.province.campaign.number_prefix,
        "number": w.rows["published_number"],
        "place": 0,
    },
    "open311/v2/": lambda w: {"fmt": "json", "code": "request", "public_id": w.number},
    "api/v1/desk/cases/": lambda w: {"number": w.number, "file": w.scene.file_of_case()},
    "api/v1/desk/duties/": lambda w: {"number": w.duty.number},
    "api/v1/figures/": lambda w: {"release": 1},
    "api/v1/": lambda w: {"rest": "nowhere"},
}
# What a citizen shows beside an address.
SHOWN: dict[str, Callable[[World], Blanks]] = {
    "status/": lambda w: {
        "number": w.called_case,
        "code": w.rows["code"],
        "ticket": public_ticket.issue(Case.objects.get(number=w.called_case)),
    },
    "disclose/return/": lambda w: {
        "number": w.rows["disclosure_number"],
        "phrase": w.rows["phrase"],
        "ticket": w.rows["ticket"],
    },
    "rate/": lambda w: {"code": w.rows["voting_code"]},
    "open311/": lambda w: {"api_key": w.rows["channel_secret"]},
}
# Words of a route that decide what is done: each has a row of its own.
WORDS: dict[str, tuple[Blanks, ...]] = {
    "desk/duties/<slug:number>/move/": _moves("accept", "report", "verify", "reopen"),
    "desk/duties/<slug:number>/extensions/": ({"answer": "grant"},),
    "desk/duties/<slug:number>/rechecks/": ({"answer": "holds"},),
    "desk/files/<int:pk>/decide/": ({"outcome": "released"}, {"outcome": "purged"}),
    "desk/cases/<slug:number>/move/": _moves("sort", "dispatch", "write"),
    "desk/feedback/<slug:number>/move/": _moves("submit", "approve", "drop"),
    "desk/callbacks/<int:pk>/move/": _moves("try", "answer"),
    "desk/retaliation/<int:pk>/move/": _moves("take_up", "close"),
    "desk/unanswered/<int:pk>/move/": _moves("object", "uphold"),
    "desk/matters/<int:pk>/move/": _moves("name", "reply"),
    "desk/proposals/<int:pk>/": ({"move": "confirm"}, {"move": "withdraw"}),
    "desk/exports/<int:pk>/<slug:move>/": ({"move": "approve"}, {"move": "withdraw"}),
    "desk/retention/lists/<int:pk>/<slug:move>/": ({"move": "confirm"}, {"move": "withdraw"}),
    "desk/disclosures/recipients/<int:pk>/": _moves("admit", "remove"),
    "desk/disclosures/recovery/<int:pk>/": _moves("confirm", "extend", "remove"),
    "desk/disclosures/<int:pk>/move/": _moves("accept", "tell"),
    "desk/disclosures/<int:pk>/identity/<int:opening>/": _moves("release", "reveal"),
    "desk/appraisal/rounds/<int:pk>/move/": _moves("propose", "freeze"),
    "desk/results/<int:pk>/move/": _moves("show", "publish"),
    "desk/results/objections/<int:pk>/move/": _moves("uphold", "withdraw"),
    "desk/appraisal/panels/<int:pk>/codes/": ({"form": "xlsx"},),
}


class Unfilled(AssertionError):
    """A route has a blank of which nobody said what stands in it."""


def addresses(world: World) -> Iterator[Address]:
    for route in routes():
        variants: tuple[Blanks, ...] = _fitting(WORDS, route) or ({},)
        for words in variants:
            yield _address(route, words, world)


def routes() -> list[str]:
    """Pages only; the operations of the API come from its document."""
    found = dict.fromkeys(_walk(get_resolver().url_patterns, ""))
    return [route for route in found if not _is_operation(route)]


def _is_operation(route: str) -> bool:
    known = {"api/v1/", "api/v1/<path:rest>", "api/v1/openapi.json"}
    return route.startswith("api/v1/") and route not in known


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield _plain(route)


def _plain(route: str) -> str:
    """A regular expression as a route: the groups become blanks."""
    route = _NAMED_GROUP.sub(lambda found: f"<{found[1]}>", route)
    return (
        route.replace("^", "")
        .replace("$", "")
        .replace("\\", "")
        .replace("services?", "services")
        .replace(".*.<fmt>", "unknown.<fmt>")
    )


def _fitting(table: Mapping[str, Any], route: str) -> Any:
    fitting = [beginning for beginning in table if route.startswith(beginning)]
    return table[max(fitting, key=len)] if fitting else None


def _address(route: str, words: Blanks, world: World) -> Address:
    fill = _fitting(FILLED, route)
    blanks = {**(fill(world) if fill else {}), **words}
    missing = [name for name in _BLANK.findall(route) if name not in blanks]
    if missing:
        raise Unfilled(
            f"say in FILLED of tests/matrix/addresses.py what stands in {missing} of {route!r}:"
            " the key of a row that tests/matrix/world.py made"
        )
    path = _BLANK.sub(lambda found: str(blanks[found[1]]), route)
    shown = _BLANK.sub(lambda found: str(words.get(found[1], f"<{found[1]}>")), route)
    holds = _fitting(SHOWN, route)
    return Address(
        "/" + shown,
        "/" + path,
        shows=holds(world) if holds else {},
        shown_by=PROGRAM if route.startswith("open311/") else CITIZEN,
    )


def operations(world: World, document: Mapping[str, Any]) -> Iterator[Address]:
    """Of the API, with a body that its schema takes."""
    for address, methods in document["paths"].items():
        for method, operation in methods.items():
            plain = address.lstrip("/").replace("{", "<").replace("}", ">")
            filled = _address(plain, {}, world)
            yield Address(
                filled.shown, filled.path, (method.upper(),), _body(operation, document, world)
            )


def _body(
    operation: Mapping[str, Any], document: Mapping[str, Any], world: World
) -> Mapping[str, Any] | None:
    content = operation.get("requestBody", {}).get("content", {})
    if not content:
        return None
    schema = next(iter(content.values()))["schema"]
    example: Mapping[str, Any] = _example(schema, document, world, "")
    return example


def _example(
    schema: Mapping[str, Any], document: Mapping[str, Any], world: World, name: str
) -> Any:
    """The least that fits: what is required, and of it the first that is allowed."""
    if "$ref" in schema:
        found = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return _example(found, document, world, name)
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return _example(schema[choice][0], document, world, name)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        inner = schema.get("properties", {})
        return {
            one: _example(inner[one], document, world, one) for one in schema.get("required", ())
        }
    return _plain_example(kind, name, world)


def _plain_example(kind: str | None, name: str, world: World) -> Any:
    named = {
        "number": world.called_case,
        "code": world.rows["code"],
        "kind": "request",
        "until": "2027-01-31",
        "level": "satisfied",
        "ground": "discipline",
        "lead": world.scene.other.number,
    }
    if name in named:
        return named[name]
    simple = {
        "integer": world.scene.province.commission.pk,
        "boolean": True,
        "array": [],
        "string": "说明情况，材料已经补齐。",
    }
    return simple.get(kind or "string")
