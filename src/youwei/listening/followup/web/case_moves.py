"""What the office can do with a case: hand it to another body."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from youwei.foundation.rulebook.rules.following import Carries
from youwei.kernel.actor import Actor
from youwei.kernel.refusal import NotFound
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.offers import DeskMove
from youwei.listening.followup.access.transfers import can_transfer
from youwei.listening.followup.models import Transfer
from youwei.listening.followup.operations import transfers
from youwei.listening.followup.queries.rulebook import has_rules
from youwei.listening.followup.queries.transfers import pending_of
from youwei.listening.followup.rules.transferring import State
from youwei.listening.followup.web.forms import BackForm, CaseForm, ConfirmForm, TransferForm


def _pending(case: Case) -> Transfer:
    found = pending_of(case)
    if found is None:
        raise NotFound
    return found


def _when(fits: Callable[[Transfer | None], bool]) -> Callable[[Actor, Case], bool]:
    """Asked of the state of the case first: most cases need no query for this."""

    def offered(actor: Actor, case: Case) -> bool:
        return has_rules(case.campaign) and can_transfer(actor, case) and fits(pending_of(case))

    return offered


def _prepare(actor: Actor, case: Case, way: str) -> Transfer:
    door, _colon, carries = way.partition(":")
    return transfers.prepare(actor=actor, case=case, door=door, carries=Carries(carries))


DESK_MOVES = (
    DeskMove(
        name="transfer",
        label=_("Transfer to another body"),
        form=TransferForm,
        run=lambda a, c, g: _prepare(a, c, g["way"]),
        offered=_when(lambda one: one is None),
        more=_("Words of the writer go only after the writer agreed on the status page."),
    ),
    DeskMove(
        name="transfer-send",
        label=_("Send it to the other body"),
        form=CaseForm,
        run=lambda a, c, g: transfers.send(actor=a, transfer=_pending(c)),
        offered=_when(
            lambda one: (
                one is not None and one.state == State.PREPARED and one.consented_at is not None
            )
        ),
    ),
    DeskMove(
        name="transfer-confirm",
        label=_("The other body confirmed"),
        form=ConfirmForm,
        run=lambda a, c, g: transfers.confirm(actor=a, transfer=_pending(c), mark=g["mark"]),
        offered=_when(lambda one: one is not None and one.state == State.SENT),
    ),
    DeskMove(
        name="transfer-back",
        label=_("The other body sent it back"),
        form=BackForm,
        run=lambda a, c, g: transfers.take_back(actor=a, transfer=_pending(c), reason=g["text"]),
        offered=_when(lambda one: one is not None and one.state == State.SENT),
    ),
    DeskMove(
        name="transfer-drop",
        label=_("Give up the transfer"),
        form=CaseForm,
        run=lambda a, c, g: transfers.give_up(actor=a, transfer=_pending(c)),
        offered=_when(lambda one: one is not None),
    ),
)
