"""Who may change accounts and grants, and who sees them."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account, Proposal, RoleGrant
from youwei.foundation.people.rules.proposals import (
    PROPOSAL,
    WEIGHTY,
    Action,
    ProposalParty,
    ProposalState,
)
from youwei.foundation.people.rules.refusals import SecondPersonNeeded
from youwei.kernel import clock
from youwei.kernel.actor import Actor, ActorKind, Role
from youwei.kernel.refusal import NotAllowed, NotFound, gettext_noop

# allauth's views carry no gate of ours; this table says who may open each of those that we keep.
ALLAUTH_URLS: Mapping[str, str] = {
    "account_login": "anyone",
    "account_logout": "anyone",
    "account_inactive": "anyone",
    "account_reauthenticate": "signed_in",
    "account_change_password": "signed_in",
    "account_set_password": "signed_in",
    "mfa_index": "signed_in",
    "mfa_authenticate": "anyone",
    "mfa_reauthenticate": "signed_in",
    "mfa_activate_totp": "signed_in",
    "mfa_deactivate_totp": "signed_in",
    "mfa_view_recovery_codes": "signed_in",
    "mfa_generate_recovery_codes": "signed_in",
    "mfa_download_recovery_codes": "signed_in",
    "mfa_list_webauthn": "signed_in",
    "mfa_add_webauthn": "signed_in",
    "mfa_edit_webauthn": "signed_in",
    "mfa_remove_webauthn": "signed_in",
    "mfa_reauthenticate_webauthn": "signed_in",
    "mfa_login_webauthn": "anyone",
    "openid_connect_login": "anyone",
    "openid_connect_callback": "anyone",
    "socialaccount_login_cancelled": "anyone",
    "socialaccount_login_error": "anyone",
}


class NotToOneself(NotAllowed):
    code = "not_to_oneself"
    message = gettext_noop("Nobody grants or takes roles from themselves.")
    remedy = gettext_noop("Ask another security administrator.")


class OutsideRealm(NotAllowed):
    code = "outside_realm"
    message = gettext_noop("This organ lies outside the place for which you grant roles.")
    remedy = gettext_noop("Ask the security administrator of that place.")


class OwnOnly(NotAllowed):
    code = "own_only"
    message = gettext_noop("Only the person themselves may do this.")
    remedy = gettext_noop("Ask the person to sign in and do it.")


def check_system(actor: Actor) -> None:
    """Done by the schedule, not by hand."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed


def check_governs(actor: Actor) -> None:
    """Security administrators, and the system when it is set up."""
    if actor.kind is not ActorKind.SYSTEM and not actor.holds(Role.SECURITY_ADMIN):
        raise NotAllowed


def check_governs_organ(actor: Actor, organ: Organ) -> None:
    """A place's security administrator governs that place and those below it."""
    check_governs(actor)
    if actor.kind is ActorKind.SYSTEM:
        return
    realm = actor.jurisdictions_as(Role.SECURITY_ADMIN)
    place = organ.jurisdiction
    while place.pk not in realm:
        if place.parent is None:
            raise OutsideRealm
        place = place.parent


def check_governs_account(actor: Actor, account: Account) -> None:
    check_governs_organ(actor, account.organ)


def check_not_oneself(actor: Actor, account: Account) -> None:
    if actor.account_id == account.pk:
        raise NotToOneself


def check_own(actor: Actor, account: Account) -> None:
    """The person, or the system that acts a person's year in a simulation."""
    if actor.kind is not ActorKind.SYSTEM and actor.account_id != account.pk:
        raise OwnOnly


def check_own_or_governs(actor: Actor, account: Account) -> None:
    if actor.account_id != account.pk:
        check_governs_account(actor, account)


def check_sees(actor: Actor, account: Account) -> None:
    if not visible_to(actor).filter(pk=account.pk).exists():
        raise NotFound


def visible_to(actor: Actor) -> QuerySet[Account]:
    """Accounts of the places that the actor governs; to everybody else only their own."""
    if actor.kind is ActorKind.SYSTEM:
        return Account.objects.all()
    own = Q(pk=actor.account_id) if actor.account_id is not None else Q(pk__in=())
    realm = actor.jurisdictions_as(Role.SECURITY_ADMIN)
    # Three levels of places: province, city, county.
    below = (
        Q(organ__jurisdiction__in=realm)
        | Q(organ__jurisdiction__parent__in=realm)
        | Q(organ__jurisdiction__parent__parent__in=realm)
    )
    return Account.objects.filter(own | below if realm else own)


def holds_weighty(account: Account) -> bool:
    """Whether the account holds, or will hold, a role that needs two persons."""
    grants = RoleGrant.objects.unended(clock.today()).filter(account=account)
    return grants.filter(role__in=[role.value for role in WEIGHTY]).exists()


def check_second(actor: Actor, action: Action, about: Account, proposal: Proposal | None) -> None:
    """The installation itself, or whoever just confirmed what another proposed. An account without
    weighty roles is for the caller to let pass.
    """
    if actor.kind is ActorKind.SYSTEM:
        return
    if (
        proposal is None
        or proposal.action != action
        or proposal.account_id != about.pk
        or proposal.state != ProposalState.CONFIRMED
        or proposal.decided_by_id is None
        or actor.account_id
        != (about.pk if action is Action.ISSUE_TOKEN else proposal.decided_by_id)
    ):
        raise SecondPersonNeeded


def parties_to(actor: Actor, proposal: Proposal) -> frozenset[ProposalParty]:
    if actor.kind is ActorKind.SYSTEM:
        return frozenset({ProposalParty.SYSTEM})
    parties = set()
    if actor.account_id == proposal.proposed_by_id:
        parties.add(ProposalParty.PROPOSER)
    if actor.account_id == proposal.account_id and proposal.action == Action.ISSUE_TOKEN:
        parties.add(ProposalParty.OWNER)
    if actor.account_id not in {proposal.proposed_by_id, proposal.account_id}:
        try:
            check_governs_account(actor, proposal.account)
            if proposal.organ is not None:
                check_governs_organ(actor, proposal.organ)
        except NotAllowed:
            return frozenset(parties)
        parties.add(ProposalParty.SECOND)
    return frozenset(parties)


def check_proposal_move(actor: Actor, proposal: Proposal, move: str) -> ProposalState:
    """The state that the move leads to."""
    refusal: NotAllowed | None = None
    for party in sorted(parties_to(actor, proposal)):
        try:
            return PROPOSAL.after(ProposalState(proposal.state), move, party)
        except NotAllowed as refused:
            refusal = refused
    raise refusal or NotAllowed


def moves_for(actor: Actor, proposal: Proposal) -> frozenset[str]:
    """Names of the moves that this actor may make now."""
    if proposal.state == ProposalState.PROPOSED and proposal.expires_at <= clock.now():
        return frozenset()
    state = ProposalState(proposal.state)
    return frozenset(
        move.name
        for party in parties_to(actor, proposal)
        for move in PROPOSAL.moves_for(state, party)
    )


def proposals_for(actor: Actor) -> QuerySet[Proposal]:
    """Those about accounts that the actor governs, and about the own account only one's own."""
    own = Q(proposed_by=actor.account_id) if actor.account_id is not None else Q(pk__in=())
    if not may_govern(actor):
        return Proposal.objects.filter(own)
    return Proposal.objects.filter(Q(account__in=visible_to(actor)) | own)


def may_govern(actor: Actor) -> bool:
    try:
        check_governs(actor)
    except NotAllowed:
        return False
    return True
