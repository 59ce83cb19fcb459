import sys

import click

from youwei.config.cli.output import answer, json_option, say, wants_json


@click.command(short_help="Make an offline recovery key for sealed disclosures.")
@json_option
def command() -> None:
    """Make the two halves of a recovery key, on a machine without a network, and print them once.

    Nothing is stored. Two people each write down one half, and keep it where the other cannot get
    at it; each half is a secret key of age (AGE-SECRET-KEY-1…) with a checksum of its own. The
    public part is registered at the desk by one recipient of the discipline body and confirmed by
    another. No installation is needed: the command opens no database.
    """
    from youwei.kernel.age import new_pair
    from youwei.listening.disclosures.rules.recovery import grouped, public_part

    outer, inner = new_pair(), new_pair()
    public = public_part(outer.public, inner.public)
    if not wants_json():
        _show(1, grouped(outer.secret))
        _show(2, grouped(inner.secret))
        say("Public part, no secret:")
    facts = {"half_1": outer.secret, "half_2": inner.secret, "public": public}
    answer(facts, public)


def _show(number: int, half: str) -> None:
    """On a terminal each holder sees their own half only."""
    say(f"Half {number}, for holder {number} alone. Blanks and line ends do not matter.")
    say(f"\n{half}\n")
    if sys.stdout.isatty():
        click.prompt(
            f"Holder {number}: written down and compared? Enter clears the screen",
            default="",
            show_default=False,
        )
        click.clear()
