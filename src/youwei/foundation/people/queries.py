"""Who acts, and what the pages about accounts show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Min, Prefetch, Q, QuerySet, Value

from youwei.foundation.organs.models import How, Jurisdiction, Organ, OrganSuccession
from youwei.foundation.organs.rules.succession import connected, present
from youwei.foundation.people.models import (
    Account,
    ApiToken,
    DeskSession,
    PostHolding,
    Recusal,
    RoleGrant,
)
from youwei.foundation.people.rules.demo import DEMO_ALSO
from youwei.foundation.people.rules.roles import ROLE_LABELS, ROLE_WORK
from youwei.kernel import clock, receipts, sealing
from youwei.kernel.actor import CITIZEN, Actor, ActorKind, Grant, Role


def actor_for(account: Account, day: date) -> Actor:
    """The account's Actor on that day, in three queries. Who left is a citizen.

    Whoever was granted a role in an organ that was renamed or merged since holds it in the organ as
    which it goes on, too: nobody loses their work by a reform. Whoever was granted one there holds
    it in what it was: what was begun under the former name does not wait for ever.
    """
    if not account.is_active or (account.left_on is not None and account.left_on <= day):
        return CITIZEN
    granted = list(
        RoleGrant.objects.in_force(day)
        .filter(account=account)
        .order_by("pk")
        .values_list("role", "organ_id", "organ__jurisdiction_id")
    )
    posts, recused = _bound_to(account, day)
    served = {account.organ_id, *(organ for _, organ, _ in granted), *posts}
    ties = list(OrganSuccession.objects.order_by("on", "id"))
    every = [(tie.predecessor_id, tie.successor_id) for tie in ties]
    whole = [(tie.predecessor_id, tie.successor_id) for tie in ties if tie.how != How.SPLIT]
    acts_in = _acting(frozenset(organ for _, organ, _ in granted), whole)
    return Actor(
        kind=ActorKind.STAFF,
        label=account.name,
        account_id=account.pk,
        grants=tuple(
            Grant(role=Role(role), organ_id=organ, jurisdiction_id=place)
            for role, granted_in, place in granted
            for organ in sorted(acts_in[granted_in])
        ),
        organ_ids=connected(served, every),
        recused_from=connected(recused, every),
    )


def _acting(granted: frozenset[int], ties: Sequence[tuple[int, int]]) -> dict[int, set[int]]:
    """The organs in which a role holds, by the organ in which it was granted."""
    now = present(granted | {former for former, _ in ties}, ties)
    return {
        organ: {organ, now[organ]} | {former for former, after in now.items() if after == organ}
        for organ in granted
    }


def _bound_to(account: Account, day: date) -> tuple[frozenset[int], frozenset[int]]:
    """Organs in which the account holds a post, and those from which it is recused: one query."""
    posts = PostHolding.objects.in_force(day).filter(account=account).order_by()
    recusals = Recusal.objects.in_force(day).filter(account=account).order_by()
    rows = posts.values_list(Value("post"), "post__organ_id").union(
        recusals.values_list(Value("recusal"), "organ_id")
    )
    found = list(rows)
    return (
        frozenset(organ for kind, organ in found if kind == "post"),
        frozenset(organ for kind, organ in found if kind == "recusal"),
    )


def has_factor(account: Account) -> bool:
    """A second factor that opens the desk; recovery codes alone stand for a lost one."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=account, type__in=kinds).exists())


def security_administrators(place: Jurisdiction, day: date, but: Account | None = None) -> int:
    """How many govern this place, of its own or from above, beside this account."""
    places, here = [], place
    while True:
        places.append(here.pk)
        if here.parent is None:
            break
        here = here.parent
    grants = RoleGrant.objects.in_force(day).filter(
        role=Role.SECURITY_ADMIN, organ__jurisdiction__in=places, account__is_active=True
    )
    return grants.exclude(account=but).order_by().values("account").distinct().count()


def sessions_of(account: Account) -> QuerySet[DeskSession]:
    """Those that have not run out, the last used first."""
    return DeskSession.objects.filter(account=account, expire_date__gt=clock.now())


def ended_sessions(until: date, most: int) -> list[str]:
    """Keys of sign-ins that ran out on that day or before."""
    rows = DeskSession.objects.filter(expire_date__lt=clock.after(until)).order_by("expire_date")
    return list(rows.values_list("session_key", flat=True)[:most])


def ended_tokens(until: date, most: int) -> list[int]:
    """Tokens that were revoked, or ran out, on that day or before."""
    over = Q(revoked_at__lt=clock.after(until)) | Q(expires_on__lte=until)
    return list(ApiToken.objects.filter(over).order_by("pk").values_list("pk", flat=True)[:most])


def actor_for_token(token: str) -> Actor | None:
    """The Actor of a program that shows a person's token; None if it opens nothing today."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    hashes = [token_hash(token, str(secret)) for secret in secrets]
    today = clock.today()
    found = ApiToken.objects.select_related("account").filter(token_hash__in=hashes).first()
    if found is None or not found.works_on(today) or found.account.password_due:
        return None
    actor = actor_for(found.account, today)
    return actor if actor.is_staff else None


def token_hash(token: str, secret: str) -> str:
    return receipts.hash_of(token, key=sealing.derive(secret, "api-token"))


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list of accounts shows. `left` shows those who left instead of those in use."""

    words: str = ""
    role: Role | None = None
    place_id: int | None = None
    left: bool = False


def account_list(accounts: QuerySet[Account], wanted: Filter, day: date) -> QuerySet[Account]:
    """By organ and user name, each with `grants_now`: three queries however many."""
    found = accounts.filter(is_active=not wanted.left)
    for word in wanted.words.split():
        found = found.filter(
            Q(username__icontains=word) | Q(name__icontains=word) | Q(organ__name__icontains=word)
        )
    if wanted.place_id is not None:
        found = found.filter(organ__jurisdiction_id=wanted.place_id)
    if wanted.role is not None:
        holders = RoleGrant.objects.in_force(day).filter(role=wanted.role)
        found = found.filter(pk__in=holders.values("account_id"))
    now = RoleGrant.objects.in_force(day).select_related("organ")
    return (
        found.select_related("organ", "unit")
        .prefetch_related(Prefetch("grants", queryset=now, to_attr="grants_now"))
        .order_by("organ__jurisdiction__code", "organ__name", "username")
    )


def organs_of(places: frozenset[int] | None, day: date) -> QuerySet[Organ]:
    """Organs of that day in these places and below them; of all places if None."""
    organs = Organ.objects.in_force(day).select_related("jurisdiction")
    if places is not None:
        organs = organs.filter(
            Q(jurisdiction__in=places)
            | Q(jurisdiction__parent__in=places)
            | Q(jurisdiction__parent__parent__in=places)
        )
    return organs.order_by("jurisdiction__code", "group", "name")


def places_of(accounts: QuerySet[Account]) -> QuerySet[Jurisdiction]:
    """Places in which one of the accounts is at home."""
    return Jurisdiction.objects.filter(
        pk__in=accounts.order_by().values("organ__jurisdiction_id")
    ).order_by("code")


def colleagues(account: Account, day: date) -> QuerySet[Account]:
    """Those who could take over from the account: in use, and serving one of its organs."""
    served = actor_for(account, day).organ_ids
    return (
        Account.objects.filter(is_active=True)
        .filter(
            Q(organ__in=served)
            | Q(pk__in=RoleGrant.objects.in_force(day).filter(organ__in=served).values("account"))
        )
        .exclude(pk=account.pk)
        .order_by("name")
    )


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """`role` and `work` are English source strings; pages translate them."""

    username: str
    name: str
    organ: str
    role: str
    work: str


def demo_logins() -> tuple[DemoLogin, ...]:
    """One login per role, the first that was granted, and those of DEMO_ALSO; nothing outside the
    demo.
    """
    if not settings.DEMO:
        return ()
    usable = RoleGrant.objects.in_force(clock.today()).filter(account__is_active=True)
    firsts = usable.order_by().values("role").annotate(first=Min("pk")).values("first")
    also = Q(pk__in=usable.filter(account__username__in=DEMO_ALSO).values("pk"))
    grants = RoleGrant.objects.filter(Q(pk__in=firsts) | also).select_related("account", "organ")
    return tuple(
        DemoLogin(
            username=grant.account.username,
            name=grant.account.name,
            organ=str(grant.organ),
            role=ROLE_LABELS[Role(grant.role)],
            work=DEMO_ALSO.get(grant.account.username, ROLE_WORK[Role(grant.role)]),
        )
        for grant in sorted(grants, key=_demo_place)
    )


def _demo_place(grant: RoleGrant) -> tuple[bool, int]:
    return grant.account.username in DEMO_ALSO, _DEMO_ORDER.index(Role(grant.role))


# The complaint's way first: office, handler, lead; then the others in the order of their design.
_DEMO_ORDER = tuple(dict.fromkeys((Role.OFFICE, Role.HANDLER, Role.LEAD, *Role)))
