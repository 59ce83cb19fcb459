import click

from youwei.config.cli.output import answer, json_option, wants_json
from youwei.config.cli.ready import check_database, django_ready


@click.group()
def command() -> None:
    """Issue and revoke tokens with which programs hand in."""


@command.command()
@click.option("--channel", required=True, help="Channel code of the rulebook, such as api.")
@click.option("--name", required=True, help="Whose program it is; the journal shows it.")
@click.option("--campaign", "prefix", default="", help="Number prefix of the campaign.")
@json_option
def channel(channel: str, name: str, prefix: str) -> None:
    """Issue a channel token. It is shown this once and kept nowhere."""
    django_ready()
    check_database()
    from youwei.foundation.campaigns.models import Campaign
    from youwei.foundation.campaigns.queries import for_intake
    from youwei.kernel import clock
    from youwei.kernel.actor import SYSTEM
    from youwei.listening.complaints.operations.tokens import issue_channel_token

    campaign = (
        Campaign.objects.filter(number_prefix=prefix).first()
        if prefix
        else for_intake(clock.today())
    )
    if campaign is None:
        raise click.BadParameter(f"no campaign has the prefix {prefix}", param_hint="--campaign")
    issued = issue_channel_token(actor=SYSTEM, campaign=campaign, channel=channel, name=name)
    facts = {"id": issued.token.pk, "token": issued.secret, "channel": channel, "name": name}
    sentence = f"Token {issued.token.pk} for {channel}, shown this once:\n{issued.secret}"
    answer(facts, sentence if not wants_json() else f"Token {issued.token.pk} for {channel}.")


@command.command()
@click.argument("number", type=click.IntRange(min=1, max=2**31 - 1))
@json_option
def revoke(number: int) -> None:
    """Revoke the channel token of this number; it opens nothing from now on."""
    django_ready()
    check_database()
    from youwei.kernel.actor import SYSTEM
    from youwei.listening.complaints.models import ChannelToken
    from youwei.listening.complaints.operations.tokens import revoke_channel_token

    token = ChannelToken.objects.select_related("campaign").filter(pk=number).first()
    if token is None:
        raise click.BadParameter(f"no channel token has the number {number}", param_hint="NUMBER")
    revoke_channel_token(actor=SYSTEM, token=token)
    answer({"id": number, "revoked": True}, f"Token {number} is revoked.")
