from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "youwei.foundation.people"
    label = "people"

    def ready(self) -> None:
        from youwei.foundation.people import signals

        signals.listen()
