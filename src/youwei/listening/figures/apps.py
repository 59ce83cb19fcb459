from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "youwei.listening.figures"
    label = "figures"

    def ready(self) -> None:
        from youwei.foundation.exports.offers import offer
        from youwei.listening.complaints.listeners import listen
        from youwei.listening.complaints.rules.events import CaseAnswered, CaseReopened
        from youwei.listening.figures.operations import note_answer, note_reopening
        from youwei.listening.figures.web.export import EXACT

        offer(EXACT)
        listen(CaseAnswered, note_answer)
        listen(CaseReopened, note_reopening)
