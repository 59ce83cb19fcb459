from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "youwei.listening.disclosures"
    label = "disclosures"

    def ready(self) -> None:
        from youwei.foundation.files.access.originals import opened_by
        from youwei.foundation.retention.offers import erased_elsewhere
        from youwei.listening.disclosures.queries.receiving import openers
        from youwei.listening.disclosures.rules.keeping import CONTENT, IDENTITY

        opened_by(openers)
        erased_elsewhere(CONTENT, IDENTITY)
