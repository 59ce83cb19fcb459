"""Why a move is refused."""

from youwei.kernel.refusal import Invalid, NotAllowed, WrongState, gettext_noop


class MoveNotPossible(WrongState):
    """The state knows no such move. `params`: move, state."""

    code = "move_not_possible"
    message = gettext_noop("This step is not possible in the present state.")
    remedy = gettext_noop("Reload the page: somebody may have acted in the meantime.")


class MoveNotYours(NotAllowed):
    """The move is there, but for another party. `params`: move, state, party."""

    code = "move_not_yours"
    message = gettext_noop("This step belongs to somebody else.")
    remedy = gettext_noop("Nothing was changed. The page shows whose turn it is.")


class MoveIncomplete(Invalid):
    """Something that the move needs was not given. `field` names the first, `params` all."""

    code = "move_incomplete"
    message = gettext_noop("Something that this step needs is missing.")
    remedy = gettext_noop("Fill in the marked field and send it again.")
