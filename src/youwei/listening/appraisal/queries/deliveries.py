"""What a file of raw data is compared with."""

from youwei.listening.appraisal.models import Commission
from youwei.listening.appraisal.queries.rulebook import balloting_of
from youwei.listening.appraisal.rules.ballots import NOT_CLEAR
from youwei.listening.appraisal.rules.deliveries import Known


def known_in(commission: Commission) -> Known:
    round_ = commission.panel.round
    rules = balloting_of(round_)
    organs = {}
    for entry in round_.roster.filter(left_out="").select_related("organ"):
        for name in (entry.name, entry.organ.name, entry.organ.short_name):
            if name:
                organs[name.casefold()] = entry.organ_id
    levels = {
        word.casefold(): rules.letters.get(level.code, NOT_CLEAR)
        for level in rules.appraisal.levels
        for word in (level.code, level.name.zh, level.name.en)
    }
    questions = [(one.code, one.text_zh, one.text_en) for one in round_.instrument.questions.all()]
    return Known(
        organs=organs,
        levels=levels,
        questions=questions,
        strata=frozenset(commission.panel.strata.values_list("code", flat=True)),
        barred=frozenset(commission.interests.values_list("pk", flat=True)),
    )
