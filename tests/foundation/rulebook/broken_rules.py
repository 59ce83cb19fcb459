"""Ways to break a rule: what it is, the file rules.yaml, what its author reads."""

# ruff: noqa: E501 - what an author reads stands on one line

GROUND = '    basis: {zh: 试验用的依据, en: "Configuration: a reason for the trial"}\n'

RULES = [
    (
        "a word in one language only",
        "themes:\n  unwilling.glass-door:\n    name: {en: Glass doors}\n"
        "    plain: {zh: 进不去, en: No way in}\n" + GROUND,
        # name is merged with the base's, so the Chinese word is still there
        [],
    ),
    (
        "a new theme without its Chinese name",
        "themes:\n  unwilling.queue:\n    name: {en: Queues}\n    plain: {zh: 排队, en: Queues}\n"
        + GROUND,
        ["rules.yaml:3: unwilling.queue: name.zh is missing"],
    ),
    (
        "a new theme without plain words",
        "themes:\n  unwilling.queue:\n    name: {zh: 排队, en: Queues}\n" + GROUND,
        ["rules.yaml:2: unwilling.queue: plain is missing"],
    ),
    (
        "a theme without parent",
        "themes:\n  lost.child:\n    name: {zh: 无, en: Lost}\n    plain: {zh: 无, en: Lost}\n"
        + GROUND,
        ["rules.yaml:2: lost.child: has no parent: `lost` is missing"],
    ),
    (
        "an opposite of nothing",
        "themes:\n  kind:\n    name: {zh: 好, en: Kind}\n    plain: {zh: 好, en: Kind}\n"
        "    opposite_of: unkind\n" + GROUND,
        ["rules.yaml:5: kind: opposite_of: there is no theme `unkind`"],
    ),
    (
        "a rule without ground",
        "focuses:\n  heating:\n    name: {zh: 供暖, en: Heat}\n    plain: {zh: 冷, en: Cold}\n",
        ["rules.yaml:2: heating: states neither `clause` nor `basis`"],
    ),
    (
        "configuration without a reason",
        (
            "focuses:\n  heating:\n    name: {zh: 供暖, en: Heating}\n    plain: {zh: 供暖, en: Cold}\n"
            '    basis: {zh: 配置, en: "Configuration:"}\n'
        ),
        ["rules.yaml:2: heating: `basis` says configuration, but not why"],
    ),
    (
        "a changed rule on the ground of the old one",
        "intake:\n  text:\n    at_most: 300\n",
        ["rules.yaml:2: text: changes a rule without its own `clause` or `basis`"],
    ),
    (
        "a misspelt field",
        "channels:\n  hall:\n    name: {zh: 大厅, en: Hall}\n    medium: visit\n    entry: clerk\n"
        "    recieves: office\n" + GROUND,
        [
            "rules.yaml:2: hall: receives is missing",
            "rules.yaml:6: hall: recieves is not known here",
        ],
    ),
    (
        "a word that is not one of the known",
        "channels:\n  hall:\n    name: {zh: 大厅, en: Hall}\n    medium: pigeon\n    entry: clerk\n"
        "    receives: office\n" + GROUND,
        [
            (
                "rules.yaml:4: hall: medium: Input should be 'web', 'wechat', 'television', 'person', "
                "'phone', 'box', 'letter', 'visit', 'media', 'forward' or 'api'"
            )
        ],
    ),
    (
        "a code with capitals",
        "focuses:\n  Heating:\n    name: {zh: 供暖, en: Heating}\n    plain: {zh: 冷, en: Cold}\n"
        + GROUND,
        ["rules.yaml:2: Heating: a code has small letters and digits, with - or . between them"],
    ),
    (
        "a term in weeks",
        "duties:\n  check:\n    term: 2 weeks\n" + GROUND,
        [
            (
                "rules.yaml:3: duties: check.term: '2 weeks' is not a term; write 15wd (working days), "
                "60d (natural days) or 1m (months), then if needed same-day or day-after, rolls or "
                "exact"
            )
        ],
    ),
    (
        "a term that is a number",
        "duties:\n  check:\n    term: 5\n" + GROUND,
        [
            (
                "rules.yaml:3: duties: check.term: 5 is not a term; write 15wd (working days), "
                "60d (natural days) or 1m (months), then if needed same-day or day-after, rolls or "
                "exact"
            )
        ],
    ),
    (
        "a request that takes longer than the law allows",
        "kinds:\n  request:\n    terms:\n      handling:\n        term: 90d\n    " + GROUND,
        [
            (
                "rules.yaml:5: request: terms.handling.term: 90 natural days is longer than the "
                "60 natural days allowed"
            )
        ],
    ),
    (
        "an acknowledgement after two weeks",
        "kinds:\n  conduct:\n    terms:\n      acknowledgement:\n        term: 10wd\n    " + GROUND,
        [
            (
                "rules.yaml:5: conduct: terms.acknowledgement.term: 10 working days is longer than "
                "the 7 natural days allowed"
            )
        ],
    ),
    (
        "allegations taken in",
        "kinds:\n  allegation:\n    remove: [door, accepted]\n    accepted: true\n" + GROUND,
        ["rules.yaml:2: allegation: terms is missing: a kind that is accepted needs them"],
    ),
    (
        "conduct that reaches the organ it is about",
        "kinds:\n  conduct:\n    may_go_to_organ_concerned: true\n    consented_statement: false\n"
        + GROUND,
        [
            (
                "rules.yaml:3: conduct: may_go_to_organ_concerned: it never reaches the organ it is "
                "about"
            )
        ],
    ),
    (
        "no way to tell allegations apart",
        "kinds:\n  remove: [allegation]\n",
        ["rules.yaml:1: kinds: `allegation` is missing: the form must tell it apart"],
    ),
    (
        "a check by the organ itself",
        "duties:\n  check:\n    term: 5wd\n    other_organ: false\n" + GROUND,
        ["rules.yaml:4: duties: check.other_organ: Input should be True"],
    ),
    (
        "silence that counts",
        "closing:\n  silence:\n    counts_as_satisfied: true\n" + GROUND,
        ["rules.yaml:3: closing: silence.counts_as_satisfied: Input should be False"],
    ),
    (
        "a threshold under five",
        "publication:\n  suppression:\n    threshold: 4\n" + GROUND,
        [
            (
                "rules.yaml:3: publication: suppression.threshold: Input should be greater than or "
                "equal to 5"
            )
        ],
    ),
    (
        "a number in quotes",
        'publication:\n  suppression:\n    threshold: "12"\n' + GROUND,
        ["rules.yaml:3: publication: suppression.threshold: Input should be a valid integer"],
    ),
    (
        "too little time to object",
        "publication:\n  objection:\n    term: 3wd\n" + GROUND,
        [
            "rules.yaml:3: publication: objection.term: an organ has at least 5wd to object, not 3 working days",
        ],
    ),
    (
        "a rung out of order",
        "ladder:\n  too-late:\n    name: {zh: 晚, en: Late}\n    after: 2d\n    to: [office]\n"
        "    what: reminder\n" + GROUND,
        [
            "rules.yaml:2: too-late: comes earlier than `leading-group`, which stands above it",
        ],
    ),
    (
        "a rung in two places",
        "ladder:\n  both:\n    name: {zh: 两, en: Both}\n    before: 2d\n    after: 2d\n"
        "    to: [office]\n    what: reminder\n" + GROUND,
        ["rules.yaml:2: both: stands before or after the due date, not both"],
    ),
    (
        "a code that opens too easily",
        "intake:\n  query_code:\n    bits: 40\n" + GROUND,
        ["rules.yaml:3: intake: query_code.bits: Input should be greater than or equal to 80"],
    ),
    (
        "a link without encryption",
        "refusals:\n  unclear:\n    door:\n      links: ['http://example.org']\n" + GROUND,
        ["rules.yaml:4: unclear: door.links.0: a link begins with https:// and has no blanks"],
    ),
    (
        "all levels counted",
        "closing:\n  satisfaction:\n    remove: [not-clear]\n",
        [
            "rules.yaml:2: closing: satisfaction: needs a level such as 'not clear' that is not counted",
        ],
    ),
    (
        "retaliation waits, and is forgotten early",
        (
            "followup:\n  retaliation:\n    take_up:\n      term: 2wd\n"
            "      basis: {zh: 配置：示例，写得足够长, en: 'Configuration: an example, long enough'}\n"
            "    check_backs:\n      period: 6m\n"
            "      basis: {zh: 配置：示例，写得足够长, en: 'Configuration: an example, long enough'}\n"
        ),
        [
            ("rules.yaml:4: followup: retaliation.take_up.term: is longer than one working day"),
            (
                "rules.yaml:7: followup: retaliation.check_backs.period: is shorter than twelve months"
            ),
        ],
    ),
    (
        "removing what is not there",
        "channels:\n  remove: [pigeon, web]\n",
        [
            (
                "rules.yaml:1: channels: needs one on the web where people write themselves to the "
                "office"
            ),
            "rules.yaml:2: channels: remove: `pigeon` is not in the rulebook underneath",
        ],
    ),
    (
        "remove without a list",
        "channels:\n  remove: web\n",
        ["rules.yaml:2: channels: remove: expected a list such as [one-code, another]"],
    ),
    (
        "a section that nobody knows",
        "rewards:\n  gold: {name: {zh: 金, en: Gold}}\n",
        ["rules.yaml:1: rewards: is not known here"],
    ),
    (
        "rules as a list",
        "focuses:\n  - {name: {zh: 供暖, en: Heating}}\n",
        [
            "rules.yaml:1: focuses: expected rules, each under its code",
        ],
    ),
    (
        "an emptied section",
        "channels:\n",
        [
            "rules.yaml:1: channels: expected rules, each under its code",
        ],
    ),
    (
        "a code written twice over",
        "focuses:\n  heating:\n    code: heating\n    name: {zh: 供暖, en: Heating}\n"
        "    plain: {zh: 冷, en: Cold}\n" + GROUND,
        [
            "rules.yaml:1: focuses: heating: leave out `code`; the key in front is the code",
        ],
    ),
    (
        "a lineage of its own making",
        "lineage: [province]\n",
        ["rules.yaml:1: lineage: is not known here"],
    ),
    (
        "two faults in two rules, and one between rules",
        "duties:\n  check:\n    term: soon\n" + GROUND + "publication:\n  objection:\n"
        "    term: 3wd\n" + GROUND + "themes:\n  a.b:\n    name: {zh: 甲, en: A}\n" + GROUND,
        [
            (
                "rules.yaml:3: duties: check.term: 'soon' is not a term; write 15wd (working days), "
                "60d (natural days) or 1m (months), then if needed same-day or day-after, rolls or "
                "exact"
            ),
            "rules.yaml:10: a.b: plain is missing",
        ],
    ),
    (
        "a category without parent",
        "categories:\n  sky.clouds:\n    name: {zh: 云, en: Clouds}\n    words: [云]\n" + GROUND,
        ["rules.yaml:2: sky.clouds: has no parent: `sky` is missing"],
    ),
    (
        "a route that names what is not there",
        "routes:\n  lost:\n    name: {zh: 无, en: Lost}\n    when:\n      channels: [pigeon]\n"
        "      categories: [weather]\n"
        "    propose:\n      transfer: nowhere\n" + GROUND,
        [
            "rules.yaml:5: lost: when.channels: there is no `pigeon` in channels",
            "rules.yaml:6: lost: when.categories: there is no `weather` in categories",
            "rules.yaml:8: lost: propose.transfer: there is no `nowhere` in refusals",
        ],
    ),
    (
        "a route to a kind that is not taken in",
        "routes:\n  accused:\n    name: {zh: 控, en: Accused}\n    when:\n      words: [受贿]\n"
        "    propose:\n      kind: allegation\n" + GROUND,
        [
            "rules.yaml:7: accused: propose.kind: `allegation` is not taken in here; propose the `transfer` whose door is right"
        ],
    ),
    (
        "an urgent route that does not say what to do",
        "routes:\n  fire:\n    name: {zh: 火, en: Fire}\n    when:\n      words: [着火]\n"
        "    urgent: true\n" + GROUND,
        ["rules.yaml:2: fire: `notice` is missing: an urgent rule says what to do at once"],
    ),
    (
        "words that fewer than five people wrote",
        'sorting:\n  word_in_cases: 2\n  basis: {zh: 试验用的依据, en: "Configuration: a reason for the trial"}\n',
        ["rules.yaml:2: sorting: word_in_cases: Input should be greater than or equal to 5"],
    ),
]
