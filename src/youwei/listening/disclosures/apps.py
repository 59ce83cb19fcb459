from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "youwei.listening.disclosures"
    label = "disclosures"

    def ready(self) -> None:
        from youwei.foundation.retention.offers import erased_elsewhere
        from youwei.listening.disclosures.rules.keeping import CONTENT, IDENTITY

        erased_elsewhere(CONTENT, IDENTITY)
