from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "youwei.foundation.duties"
    label = "duties"

    def ready(self) -> None:
        from youwei.foundation.duties.offers import searchable
        from youwei.foundation.duties.operations.following import hand_over
        from youwei.foundation.duties.queries import owed_by
        from youwei.foundation.duties.web.evidence import page_of, read_by
        from youwei.foundation.duties.web.export import LEDGER as EXPORT
        from youwei.foundation.duties.web.in_ledger import LEDGER
        from youwei.foundation.exports.offers import offer
        from youwei.foundation.files.access.owners import Owner, owned_by
        from youwei.foundation.people.handover import Handover, on_leaving

        searchable(LEDGER)
        offer(EXPORT)
        owned_by("duty", Owner(readable=read_by, page=page_of))
        on_leaving(
            Handover(
                name="duties",
                owed=owed_by,
                hand_over=lambda actor, leaver, successor: hand_over(
                    actor=actor, leaver=leaver, successor=successor
                ),
            )
        )
