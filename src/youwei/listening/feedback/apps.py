from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "youwei.listening.feedback"
    label = "feedback"

    def ready(self) -> None:
        from youwei.foundation.duties.listeners import Source, Turn, comes_from, listen
        from youwei.foundation.exports.offers import offer
        from youwei.foundation.journal.offers import keep_from, named
        from youwei.listening.complaints.offers import Place, offer_writer, show
        from youwei.listening.feedback.access import kept_from
        from youwei.listening.feedback.operations import following
        from youwei.listening.feedback.queries.letters import letter_number_for
        from youwei.listening.feedback.web import on_case
        from youwei.listening.feedback.web.export import LETTER
        from youwei.listening.feedback.words import SOURCE_MORE, SOURCE_WORD

        listen(
            "feedback_item",
            {
                Turn.ACCEPTED: following.begin,
                Turn.VERIFIED: following.rectify,
                Turn.REOPENED: following.resume,
                Turn.RECALLED: following.take_back,
            },
        )
        source = Source(
            heading=SOURCE_WORD,
            more=SOURCE_MORE,
            view="feedback:letter",
            number=letter_number_for,
        )
        comes_from("feedback_item", source)
        show(Place.STATUS, on_case.for_writer)
        show(Place.DESK_ASIDE, on_case.for_office)
        offer_writer(on_case.KEEP_OUT)
        offer(LETTER)
        keep_from("feedback", lambda actor: named("feedback", kept_from(actor)))
