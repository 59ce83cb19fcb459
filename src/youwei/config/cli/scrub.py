import click

from youwei.config.cli.exits import Exit
from youwei.config.cli.output import answer, json_option
from youwei.config.cli.ready import check_database, django_ready


@click.command(short_help="Remove traces of what was erased from the database's files.")
@json_option
def command() -> None:
    """Write the database anew, so that nothing of what was erased stands in its free space.

    The worker does so each night after an erasure, but for tables above 512 MB: nobody can write
    meanwhile. Run this in an hour when the site may stand still: half a minute for two gigabytes.
    SQLite needs memory as large as its file, PostgreSQL a disk for its largest table. Backups and
    archived write-ahead logs keep older bytes until they are destroyed.
    """
    django_ready()
    check_database()
    from youwei.foundation.retention.jobs import clear_disk

    left = clear_disk(whole=True)
    if left:
        answer({"left": left}, f"{left} tables were in use and are as they were. Run it again.")
        raise SystemExit(Exit.WRONG)
    answer({"left": 0}, "The database was written anew; destroy backups and logs from before.")
