"""What operations on accounts share."""

from youwei.foundation.people.models import Account


def locked(account: Account) -> Account:
    """The account as it is now, held until the operation ends."""
    return (
        Account.objects.select_for_update(of=("self",)).select_related("organ").get(pk=account.pk)
    )
