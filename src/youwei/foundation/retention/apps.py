from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "youwei.foundation.retention"
    label = "retention"

    def ready(self) -> None:
        from youwei.foundation.people import operations, queries
        from youwei.foundation.retention.offers import Kept, keep

        keep(
            Kept(
                code="session",
                by_campaign=False,
                due=lambda campaign, until, most: queries.ended_sessions(until, most),
                erase=lambda actor, keys: operations.sweep_sessions(actor=actor, keys=keys),
                subject=lambda key: "session:",
            )
        )
        keep(
            Kept(
                code="api-token",
                by_campaign=False,
                due=lambda campaign, until, most: queries.ended_tokens(until, most),
                erase=lambda actor, keys: operations.sweep_tokens(actor=actor, keys=keys),
                subject=lambda key: f"token:{key}",
            )
        )
