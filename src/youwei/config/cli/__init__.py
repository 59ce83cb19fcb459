"""The console command `youwei`. Each command is one file; COMMANDS is the whole list."""

import traceback
from importlib import import_module

import click

from youwei.config.cli.exits import Exit
from youwei.config.cli.ready import plain_failures

COMMANDS = {
    "setup": "youwei.config.cli.setup",
    "demo": "youwei.config.cli.demo",
    "run": "youwei.config.cli.run",
    "worker": "youwei.config.cli.worker",
    "messages": "youwei.config.cli.messages",
    "journal": "youwei.config.cli.journal",
    "backup": "youwei.config.cli.backup",
    "backup-key": "youwei.config.cli.backup_key",
    "restore": "youwei.config.cli.restore",
    "scrub": "youwei.config.cli.scrub",
    "urn-keys": "youwei.config.cli.urn_keys",
    "rulebook": "youwei.config.cli.rulebook",
    "import": "youwei.config.cli.import_",
    "token": "youwei.config.cli.token",
    "organs": "youwei.config.cli.organs",
    "campaign": "youwei.config.cli.campaign",
    "account": "youwei.config.cli.account",
    "recovery-key": "youwei.config.cli.recovery_key",
    "disclosures": "youwei.config.cli.disclosures",
}


class _Listed(click.Group):
    """Loads a command's module (its attribute `command`) only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        with plain_failures():
            return super().invoke(ctx)


@click.group(cls=_Listed, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="youwei")
def program() -> None:
    """Youwei (有为): set up, run and look after an installation.

    Settings come from the environment: YOUWEI_DATA names the data folder, DATABASE_URL another
    database than the SQLite file in it.

    \b
    Exit codes: 0  done
                1  done, and something was found wrong
                2  the command line was not understood
                3  refused: a rule of the product says no
                4  the environment does not allow it: settings, database, files
                70  a fault of the program: the trace on standard error tells where
    """


def main() -> None:
    try:
        program(prog_name="youwei")
    except Exception:
        traceback.print_exc()
        raise SystemExit(Exit.FAULT) from None
