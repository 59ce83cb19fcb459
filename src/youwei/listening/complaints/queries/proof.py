"""Proofs of work that were spent with a complaint: a table of their own, one statement each."""

from django.db import connection

from youwei.ui.proof import NoProof, Proof, form_of, name_of

_SPEND = """
    INSERT INTO complaints_spentproof (name, form, until) VALUES (%s, %s, %s)
    ON CONFLICT (name) DO UPDATE SET form = complaints_spentproof.form RETURNING form
"""


def spend(proof: Proof | None, *, nonce: str | None = None) -> None:
    """Raises NoProof where there is none, or another form spent it. The same form may do so twice.
    It was looked at before the transaction; whoever comes second reads the form of the first.
    """
    if proof is None:
        raise NoProof(field="altcha")
    form = form_of(nonce)
    with connection.cursor() as cursor:
        until = connection.ops.adapt_datetimefield_value(proof.until)
        cursor.execute(_SPEND, [name_of(proof), form, until])
        if cursor.fetchone()[0] != form:
            raise NoProof(field="altcha")
