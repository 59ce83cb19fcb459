from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "youwei.foundation.exports"
    label = "exports"

    def ready(self) -> None:
        from youwei.foundation.exports.adapters import KEPT
        from youwei.foundation.retention.offers import keep

        keep(KEPT)
