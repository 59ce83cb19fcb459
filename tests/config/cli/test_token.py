"""`youwei token`: shown once, as a sentence or as one JSON object."""

import json

import pytest
from click.testing import CliRunner

from tests.harness.province import Province
from youwei.config.cli import program
from youwei.config.cli.exits import Exit
from youwei.listening.complaints.models import ChannelToken
from youwei.listening.complaints.queries.tokens import channel_token

ISSUE = ["token", "channel", "--name", "示例网站"]


def run(*words: str) -> tuple[int, str]:
    found = CliRunner().invoke(program, words, prog_name="youwei")
    return found.exit_code, found.stdout


def test_a_token_is_printed_once(province: Province) -> None:
    code, out = run(*ISSUE, "--channel", "api", "--json")
    facts = json.loads(out)
    assert code == Exit.DONE
    token = channel_token(facts["token"])
    assert token is not None
    assert (token.pk, token.name, token.channel) == (facts["id"], "示例网站", "api")


def test_a_person_reads_it_as_a_line(province: Province) -> None:
    code, out = run(*ISSUE, "--channel", "api", "--campaign", "SF16")
    assert code == Exit.DONE
    assert channel_token(out.splitlines()[-1]) is not None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--channel", "web"), Exit.REFUSED),
        (("--channel", "api", "--campaign", "NOWHERE"), Exit.USAGE),
        ((), Exit.USAGE),
    ],
)
def test_what_cannot_be_is_refused(province: Province, words: tuple[str, ...], code: Exit) -> None:
    assert run(*ISSUE, *words)[0] == code
    assert not ChannelToken.objects.exists()


def test_a_revoked_token_opens_nothing(province: Province) -> None:
    facts = json.loads(run(*ISSUE, "--channel", "api", "--json")[1])
    assert run("token", "revoke", str(facts["id"]))[0] == Exit.DONE
    assert channel_token(facts["token"]) is None
    assert run("token", "revoke", str(facts["id"]))[0] == Exit.REFUSED
    assert run("token", "revoke", "987654")[0] == Exit.USAGE
