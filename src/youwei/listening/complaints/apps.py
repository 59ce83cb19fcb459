from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "youwei.listening.complaints"
    label = "complaints"

    def ready(self) -> None:
        from youwei.foundation.duties.listeners import Turn, listen
        from youwei.listening.complaints.operations.answering import (
            prepare_answer,
            release_answer,
            resume,
        )

        answers = {
            Turn.REPORTED: prepare_answer,
            Turn.VERIFIED: release_answer,
            Turn.REOPENED: resume,
        }
        listen("case", answers)
        listen("statement", answers)
