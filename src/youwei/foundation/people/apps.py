from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "youwei.foundation.people"
    label = "people"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from youwei.foundation.people import signals

        signals.listen()
        post_migrate.connect(signals.after_migrating, sender=self, dispatch_uid="people.walls")
