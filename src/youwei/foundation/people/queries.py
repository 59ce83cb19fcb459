"""Who acts, and what the pages about accounts show."""

from datetime import date

from django.conf import settings

from youwei.foundation.people.models import Account, ApiToken, PostHolding, Recusal, RoleGrant
from youwei.kernel import clock, receipts, sealing
from youwei.kernel.actor import CITIZEN, Actor, ActorKind, Grant, Role


def actor_for(account: Account, day: date) -> Actor:
    """The account's Actor on that day, in four queries. Who left is a citizen."""
    from youwei.foundation.organs.queries import circle

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
    hashes = [token_hash(token, secret) for secret in secrets]
    today = clock.today()
    found = ApiToken.objects.select_related("account").filter(token_hash__in=hashes).first()
    if found is None or not found.works_on(today):
        return None
    actor = actor_for(found.account, today)
    return actor if actor.is_staff else None


def token_hash(token: str, secret: str) -> str:
    return receipts.hash_of(token, key=sealing.derive(secret, "api-token"))
