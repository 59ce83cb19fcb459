"""A program: opens the restored installation with the receipts of the first one.

Prints as JSON how many receipts opened their case, and how many are proven before and after the
key that signs was renewed; how many ballots the sealed files hold that the journal names by their
hash, and which urns can be opened.
"""

import hashlib
import json
import runpy
import sys
from pathlib import Path


def main(receipts: list[dict[str, str]]) -> None:
    from youwei.config.cli.ready import check_database, django_ready

    django_ready()
    check_database()
    from youwei.foundation.files.models import EvidenceFile
    from youwei.foundation.files.queries import open_stream
    from youwei.foundation.journal.models import JournalEvent
    from youwei.foundation.journal.queries.verifying import verify
    from youwei.foundation.journal.writing import signing
    from youwei.foundation.journal.writing.sequencing import sequence
    from youwei.listening.appraisal.models import Round
    from youwei.listening.appraisal.queries.rounds import with_closed_urn
    from youwei.listening.appraisal.queries.sealing import survey_plan
    from youwei.listening.appraisal.writing.parquet import path_of
    from youwei.listening.appraisal.writing.urn import has_key, opened
    from youwei.listening.complaints.queries.receipts import case_by_code
    from youwei.listening.complaints.queries.writers import contact_of
    from youwei.stats.survey import answers

    cases = [case_by_code(one["number"], one["code"]) for one in receipts]
    proven = [_proven(receipts)]
    signing.renew()
    sequence()
    proven.append(_proven(receipts))
    files = EvidenceFile.objects.filter(withdrawn_at=None)
    told = JournalEvent.objects.filter(kind="appraisal.ballots_sealed")
    hashes = [data["sha256"] for data in told.values_list("data", flat=True)]
    sealed = Round.objects.exclude(sealed_on=None)
    found = {
        "opened": len(cases),
        "named": sum(contact_of(case).name == "张三" for case in cases),
        "files": sum(bool(open_stream(file).read()) for file in files),
        "proven": proven,
        "fault": verify().fault,
        "as_sealed": [
            hashlib.sha256(path_of(one.sealed_file).read_bytes()).hexdigest() for one in sealed
        ]
        == hashes,
        "ballots": sum(
            len(set(answers(path_of(one.sealed_file), survey_plan(one)).ballot.tolist()))
            for one in sealed
        ),
        "urns": [len(list(opened(one))) if has_key(one) else None for one in with_closed_urn()],
    }
    print(json.dumps(found))


def _proven(receipts: list[dict[str, str]]) -> int:
    """By the public page and the public script."""
    from django.test import Client

    from youwei.foundation import journal

    script = Path(journal.__path__[0]) / "static" / "journal" / "check_record.py"
    check = runpy.run_path(str(script))["check"]
    for one in receipts:
        answer = Client(SERVER_NAME="localhost").get(
            f"/record/proof.json?fingerprint={one['fingerprint']}"
        )
        check(json.loads(answer.content), "", "")
    return len(receipts)


if __name__ == "__main__":
    main(json.loads(sys.stdin.read()))
