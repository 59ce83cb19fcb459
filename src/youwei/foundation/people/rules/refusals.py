"""Why a change of accounts or grants is not done."""

from youwei.kernel.refusal import Invalid, WrongState, gettext_noop


class UsernameTaken(Invalid):
    code = "username_taken"
    message = gettext_noop("There is an account with this user name.")
    remedy = gettext_noop("Choose another, for example with the organ's short name in front.")


class UsernameMalformed(Invalid):
    code = "username_malformed"
    message = gettext_noop("This cannot be a user name.")
    remedy = gettext_noop(
        "Use 2 to 40 letters a–z, digits, dots, hyphens; begin with a letter or a digit."
    )


class NameMissing(Invalid):
    code = "name_missing"
    message = gettext_noop("The name is empty or too long.")
    remedy = gettext_noop("Enter the person's name, at most 60 characters.")


class UnitOfAnotherOrgan(Invalid):
    code = "unit_of_another_organ"
    message = gettext_noop("This unit belongs to another organ.")
    remedy = gettext_noop("Choose a unit of the organ, or none.")


class DatesReversed(Invalid):
    code = "dates_reversed"
    message = gettext_noop("The last day lies before the first.")
    remedy = gettext_noop("Correct one of the two days.")


class AccountClosed(WrongState):
    code = "account_closed"
    message = gettext_noop("This account is closed.")
    remedy = gettext_noop("Choose an account that is in use, or add one.")


class AlreadyGranted(WrongState):
    code = "already_granted"
    message = gettext_noop("The person holds this role in this organ already.")
    remedy = gettext_noop("End the present grant first if its dates are to change.")


class AdministratorStandsAlone(WrongState):
    """C-51: system, security and audit administrator are three persons, and nothing else."""

    code = "administrator_stands_alone"
    message = gettext_noop(
        "An administrator holds one administrator role and no other role, in no organ."
    )
    remedy = gettext_noop("End the other roles first, or use another person's account.")


class AdministratorWithoutEnd(Invalid):
    code = "administrator_without_end"
    message = gettext_noop("An administrator's role has no planned end.")
    remedy = gettext_noop("Leave the last day empty; end the role on the day itself.")


class AlreadyEnded(WrongState):
    code = "already_ended"
    message = gettext_noop("This has ended already.")
    remedy = gettext_noop("Reload the page: somebody may have acted in the meantime.")


class AlreadyHeld(WrongState):
    code = "already_held"
    message = gettext_noop("The person holds this post already.")
    remedy = gettext_noop("Nothing needs to be done.")


class AlreadyDeclared(WrongState):
    code = "already_declared"
    message = gettext_noop("An interest in this organ is declared already.")
    remedy = gettext_noop("Nothing needs to be done: matters of this organ are kept from you.")


class SuccessorNeeded(WrongState):
    code = "successor_needed"
    message = gettext_noop("This person still owes %(owed)s matters; somebody must take them on.")
    remedy = gettext_noop("Name a successor of the same organ; nothing was changed.")


class NotAColleague(Invalid):
    code = "not_a_colleague"
    message = gettext_noop("The successor does not serve an organ of the person who leaves.")
    remedy = gettext_noop("Choose somebody of the same organ whose account is in use.")


class TokenTooLong(Invalid):
    code = "token_too_long"
    message = gettext_noop("A token lasts from today to at most 366 days.")
    remedy = gettext_noop("Choose an earlier last day; a token can be replaced at any time.")


class SecondPersonNeeded(WrongState):
    code = "second_person_needed"
    message = gettext_noop("This needs two persons: one proposes it, another confirms it.")
    remedy = gettext_noop("Propose it; another security administrator of the place confirms it.")


class OneIsEnough(WrongState):
    code = "one_is_enough"
    message = gettext_noop("This needs no second person.")
    remedy = gettext_noop("Do it at once.")


class ProposedAlready(WrongState):
    code = "proposed_already"
    message = gettext_noop("The same is proposed already and waits for a second person.")
    remedy = gettext_noop("Wait until it is decided, or withdraw it.")


class ProposalOver(WrongState):
    code = "proposal_over"
    message = gettext_noop("The time to confirm this proposal is over.")
    remedy = gettext_noop("Propose it again.")


class NoSecondFactor(WrongState):
    code = "no_second_factor"
    message = gettext_noop("The account has no second factor.")
    remedy = gettext_noop("Nothing needs to be done.")
