from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    name = "youwei.listening.appraisal"
    label = "appraisal"

    def ready(self) -> None:
        from youwei.foundation.retention.offers import erased_elsewhere
        from youwei.listening.appraisal.rules.keeping import KEPT

        erased_elsewhere(KEPT)
