from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "youwei.listening.complaints"
    label = "complaints"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from youwei.foundation.duties.listeners import Source, Turn, comes_from, listen
        from youwei.foundation.duties.offers import searchable
        from youwei.foundation.files.access.owners import Owner, owned_by
        from youwei.foundation.journal.offers import keep_from, named
        from youwei.foundation.retention.offers import keep, tidy_too
        from youwei.listening.complaints.access import kept_from
        from youwei.listening.complaints.adapters import KEPT
        from youwei.listening.complaints.operations.answering import (
            prepare_answer,
            release_answer,
            resume,
        )
        from youwei.listening.complaints.queries.cases import number_for
        from youwei.listening.complaints.queries.search import teach, tidy
        from youwei.listening.complaints.web import evidence
        from youwei.listening.complaints.web.in_queue import QUEUE
        from youwei.listening.complaints.words import ORIGIN_MORE, ORIGIN_WORD

        searchable(QUEUE)
        for origin, read_by in (
            ("case", evidence.read_by),
            ("case_office", evidence.read_by_office),
        ):
            owner = Owner(readable=read_by, page=evidence.page_of, closed=evidence.closed_to)
            owned_by(origin, owner)
        connection_created.connect(teach, dispatch_uid="complaints.search")

        answers = {
            Turn.REPORTED: prepare_answer,
            Turn.VERIFIED: release_answer,
            Turn.REOPENED: resume,
        }
        source = Source(heading=ORIGIN_WORD, more=ORIGIN_MORE, view="cases:case", number=number_for)
        for origin in ("case", "statement"):
            listen(origin, answers)
            comes_from(origin, source)
        keep_from("complaints", lambda actor: named("case", kept_from(actor)))
        for kept in KEPT:
            keep(kept)
        tidy_too(tidy)
