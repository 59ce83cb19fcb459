"""Who acts, and what the pages about accounts show."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Min, Prefetch, Q, QuerySet

from youwei.foundation.organs.models import Jurisdiction, Organ
from youwei.foundation.organs.queries import circle
from youwei.foundation.people.models import Account, ApiToken, PostHolding, Recusal, RoleGrant
from youwei.foundation.people.rules.roles import ROLE_LABELS, ROLE_WORK
from youwei.kernel import clock, receipts, sealing
from youwei.kernel.actor import CITIZEN, Actor, ActorKind, Grant, Role


def actor_for(account: Account, day: date) -> Actor:
    """The account's Actor on that day, in four queries. Who left is a citizen."""
    if not account.is_active or (account.left_on is not None and account.left_on <= day):
        return CITIZEN
    grants = tuple(
        Grant(role=Role(role), organ_id=organ_id, jurisdiction_id=jurisdiction_id)
        for role, organ_id, jurisdiction_id in RoleGrant.objects.in_force(day)
        .filter(account=account)
        .values_list("role", "organ_id", "organ__jurisdiction_id")
    )
    posts = (
        PostHolding.objects.in_force(day)
        .filter(account=account)
        .values_list("post__organ_id", flat=True)
    )
    recused = Recusal.objects.in_force(day).filter(account=account)
    served = {account.organ_id, *(grant.organ_id for grant in grants), *posts}
    return Actor(
        kind=ActorKind.STAFF,
        label=account.name,
        account_id=account.pk,
        grants=grants,
        organ_ids=circle(served),
        recused_from=frozenset(recused.values_list("organ_id", flat=True)),
    )


def actor_for_token(token: str) -> Actor | None:
    """The Actor of a program that shows a person's token; None if it opens nothing today."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    hashes = [token_hash(token, str(secret)) for secret in secrets]
    today = clock.today()
    found = ApiToken.objects.select_related("account").filter(token_hash__in=hashes).first()
    if found is None or not found.works_on(today):
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
    """One login per role, the first that was granted; nothing outside the demo."""
    if not settings.DEMO:
        return ()
    today = clock.today()
    usable = RoleGrant.objects.in_force(today).filter(account__is_active=True)
    firsts = usable.order_by().values("role").annotate(first=Min("pk")).values("first")
    grants = RoleGrant.objects.filter(pk__in=firsts).select_related("account", "organ")
    by_role = {Role(grant.role): grant for grant in grants}
    return tuple(
        DemoLogin(
            username=by_role[role].account.username,
            name=by_role[role].account.name,
            organ=str(by_role[role].organ),
            role=ROLE_LABELS[role],
            work=ROLE_WORK[role],
        )
        for role in _DEMO_ORDER
        if role in by_role
    )


# The complaint's way first: office, handler, lead; then the others in the order of their design.
_DEMO_ORDER = tuple(dict.fromkeys((Role.OFFICE, Role.HANDLER, Role.LEAD, *Role)))
