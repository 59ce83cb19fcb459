from pathlib import Path
from typing import TYPE_CHECKING

import click

from youwei.config.cli.exits import EnvironmentWrong, Exit, Failure, Refused
from youwei.config.cli.output import answer, json_option, say
from youwei.config.cli.ready import django_ready

if TYPE_CHECKING:
    from youwei.config.keeping.restoring import Restored


@click.command(short_help="Put a backup into an empty place and prove it equal.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--identity",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File with an age secret key that opens it.",
)
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Open it with the passphrase in the first line of this file.",
)
@click.option("--passphrase", "ask", is_flag=True, help="Ask for the passphrase that opens it.")
@json_option
def command(file: Path, identity: Path | None, passphrase_file: Path | None, ask: bool) -> None:
    """Restore FILE where YOUWEI_DATA and DATABASE_URL hold nothing yet, under its YOUWEI_SECRET.

    Row counts, the digest of every event and the signed root are compared with the manifest, and
    the whole journal is verified. What does not fit is removed again. Afterwards: `youwei setup`.
    """
    django_ready()
    passphrase = ""
    if passphrase_file is not None:
        passphrase = passphrase_file.read_text(encoding="utf-8").partition("\n")[0].strip()
    elif ask:
        passphrase = click.prompt("Passphrase", hide_input=True, err=True)
    restored = _restore(file, identity, passphrase)
    _prove(restored)


def _restore(file: Path, identity: Path | None, passphrase: str) -> "Restored":
    from youwei.config.keeping import restoring, sealing
    from youwei.config.keeping.archive import Damaged

    try:
        known = sealing.identities_from(identity.read_text(encoding="utf-8")) if identity else []
        with sealing.opened(file, known, passphrase) as source:
            return restoring.restore(source)
    except restoring.NotEmpty as error:
        raise Refused(f"Restored is into an empty place only, and {error}.") from None
    except restoring.DoesNotFit as error:
        raise EnvironmentWrong(f"{file} does not fit: {error}.") from None
    except sealing.CannotOpen as error:
        raise EnvironmentWrong(f"{file} cannot be opened: {error}.") from None
    except (Damaged, restoring.NotEqual) as error:
        raise Failure(f"{file} is damaged: {error}. Nothing was restored.") from None


def _prove(restored: "Restored") -> None:
    from youwei.foundation.journal.operations.keeping import record_restore
    from youwei.foundation.journal.queries.verifying import verify
    from youwei.foundation.journal.words import FAULTS
    from youwei.foundation.journal.writing.signing import has_secret
    from youwei.kernel.actor import SYSTEM

    manifest, found = restored.manifest, verify()
    record_restore(actor=SYSTEM, made_at=manifest.made_at, events=manifest.journal.events)
    if not has_secret():
        say(
            "The key that signs tree heads is not here: put its file into journal-keys, or run"
            " `youwei journal renew-key`."
        )
    facts = {
        "made_at": manifest.made_at,
        "software": manifest.software,
        "tables": len(manifest.tables),
        "rows": sum(manifest.tables.values()),
        "files": restored.files,
        "journal": manifest.journal.model_dump(),
        "verified": found.fault is None,
        "fault": found.fault.value if found.fault else None,
    }
    if found.fault is not None:
        answer(facts, FAULTS[found.fault] % {"n": found.first_bad})
        raise SystemExit(Exit.WRONG)
    answer(
        facts,
        f"Equal to the backup of {manifest.made_at:%Y-%m-%d %H:%M}: {facts['rows']} rows in"
        f" {facts['tables']} tables, {restored.files} files, {found.checked} events, root"
        f" {manifest.journal.root[:16] or '(none)'}. Now run `youwei setup`.",
    )
