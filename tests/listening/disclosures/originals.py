"""A province whose rulebook keeps originals, and writers who attach marked files."""

from io import BytesIO
from unittest.mock import patch

from tests.harness.province import RULEBOOK, _read
from tests.listening.disclosures.scene import Scene

from youwei.foundation.campaigns import operations
from youwei.foundation.files.models import EvidenceFile
from youwei.foundation.files.queries import prepared
from youwei.foundation.rulebook.rules.evidence import Keeping
from youwei.kernel import receipts
from youwei.kernel.actor import CITIZEN, SYSTEM
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.operations.intake import Intake, receive

MARK = b"MARKED-HIDDEN-DATA-7f3a"


def marked() -> bytes:
    """A picture whose hidden part says something that no working copy has."""
    from tests.foundation.files import samples

    picture = samples.jpeg()
    comment = b"\xff\xfe" + (len(MARK) + 2).to_bytes(2) + MARK
    return picture[:2] + comment + picture[2:]


def keep_originals(scene: Scene) -> None:
    """The campaign adopts a version that seals originals of complaints."""
    book = _read(RULEBOOK)
    assert book.evidence is not None
    assert book.evidence.originals is not None
    originals = book.evidence.originals.model_copy(update={"complaints": Keeping.SEAL})
    about = book.about.model_copy(update={"version": "98.0"})
    evidence = book.evidence.model_copy(update={"originals": originals})
    changed = book.model_copy(update={"about": about, "evidence": evidence})
    with patch.object(operations, "load", lambda *_args, **_kwargs: changed):
        operations.adopt_rulebook(actor=SYSTEM, campaign=scene.province.campaign, path=RULEBOOK)
    scene.province.campaign.refresh_from_db()


def complain(scene: Scene, **given: object) -> Case:
    """With one marked file, by a writer who gave a name where nothing else is said."""
    usual: dict[str, object] = {
        "channel": "web",
        "kind": "request",
        "text": "窗口两次让我重填。",
        "name": "张三",
        "contact": "13900000000",
    }
    upload = prepared(name="a.jpg", content=BytesIO(marked()), keeps_original=True)
    receipt = receive(
        actor=CITIZEN,
        campaign=scene.province.campaign,
        intake=Intake(**(usual | {"uploads": (upload,)} | given)),  # type: ignore[arg-type]
        nonce=receipts.new_nonce(),
    )
    return Case.objects.get(number=receipt.number)


def file_of(case: Case) -> EvidenceFile:
    return EvidenceFile.objects.get(origin=case.subject)
