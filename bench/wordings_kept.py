"""Ways to say what is true that nobody looked at while the check was built; only counted.

The same kinds of fact as ``wordings_seen``, in other words, and other sentences of procedures.
"""

READING = (
    "A value of {value} [was|was not] logged for {name}.",
    "It [started|did not start] from {name} at {value}.",
    "On {asset} it [registered|did not register] {name} of {value}.",
    "{Name} then [amounted|did not amount] to {value}.",
    "Con {name} [en|no en] {value}, actuó.",
    "Bei der Entscheidung [lag|lag nicht] {name} bei {value}.",
)
SETTING = (
    "The step: {move_} {setting} from {before} to {after}[.|, which it does not want.]",
    "Operators [are|are not] advised to {move_} the {setting} to {after}.",
    "It [aims|does not aim] at {moving_} the {setting} on {asset}, {before} to {after}.",
    "The {setting} [ought|ought not] to go {way_} by one step, from {before} to {after}.",
    "[Es wird empfohlen|Es wird nicht empfohlen], dass {setting} von {before} auf {after} <{de}|{nde}> wird.",
)
FIRED = (
    "Rule {rule} [was behind it|was not behind it].",
    "{Seen} at {seen_value} [triggers|does not trigger] {rule}, whose limit is {over_} {limit}.",
    "It [follows|does not follow] rule {rule}: {seen} has to be {over_} {limit}.",
    "As {seen} ({seen_value}) was {over_} {limit}, rule {rule} [took|did not take] effect.",
    "Reguła {rule} [została|nie została] wyzwolona.",
    "A regra {rule} [aplicou-se|não se aplicou].",
)
FACTOR = (
    "{Name} [{raised_}|never {raised_}] the {output} by {magnitude}.",
    "The weight of {name} [is|is not] {score}, so it {raises_} the {output}.",
    "Because of {name}, the {output} [is|is not] pushed {way_} by {magnitude}.",
    "{Name} with {score} [counts|does not count] among what moves the {output} {way_}.",
)
ALTERNATIVE = (
    "It [thought of|never thought of] another option, to {other}: score {score}.",
    "The option to {other} [lost out|was preferred] with a score of {score}.",
    "To {other} was an alternative and it [was not taken|was taken], as that {why}.",
)
CONFIDENCE = (
    "The recommender's confidence [came out|did not come out] at {confidence}.",
    "Its confidence of {confidence} [is|is not] in the log.",
)
CONSULTED = (
    "It [looked into|did not look into] {document}, revision {revision}, section {section}.",
    "Section {section} of {document} rev {revision} [is|is not] what it consulted.",
)
EFFECT = (
    "This [is|is not] expected to give: {effect}.",
    "It [promises|does not promise] {effect}.",
)
DECISION = (
    "The decision [was|was not]: {decision_}.",
    "It [got|never got] {decision_} by the crew.",
)
OUTCOME = (
    "The outcome [came out|did not come out] {result_}.",
    "What followed [was|was not] {result_}.",
)

PROCEDURES = (
    (
        "SOP-114",
        "The first drum of a new supplier lot runs with a sample",
        (
            "The first drum of a new supplier lot [runs|does not run] with a sample every 15 minutes.",
            "Lots that are finer than usual [coat|never coat] more heavily.",
        ),
    ),
    (
        "SOP-114",
        "hold the packs made since the last good sample",
        (
            "If that does not help, [hold|do not hold] the packs made since the last good sample.",
            "[Call|Do not call] the shift supervisor and follow SOP-410 section 4.",
        ),
    ),
    (
        "SOP-114",
        "It must fall across the middle third of the drum",
        (
            "The curtain of product must [fall|not fall] across the middle third of the drum.",
            "The product must [not|] slide in the drum.",
            "Take three 100 g samples, five minutes apart, <before|after> the first change of a set point.",
        ),
    ),
    (
        "SOP-211",
        "Crumbs in the seal are the most frequent cause of leakers.",
        (
            "Crumbs in the seal [are|are not] the most frequent cause of leakers.",
            "[Clean|Do not clean] the jaws with the brass brush each hour.",
        ),
    ),
    (
        "SOP-304",
        "A return below 60 % means more cold make-up water",
        (
            "A return <below|above> 60 % [means|does not mean] more cold make-up water.",
            "With a return <under|over> 60 % there is more cold make-up water.",
        ),
    ),
    (
        "SOP-118",
        "Leave the drum speed at 40 rpm or more.",
        (
            "[Leave|Do not leave] the drum speed at 40 rpm or more.",
            "<Reduce|Raise> the line speed by [not more than|more than] 4 % in one step.",
            "Keep the drum speed at <at least|at most> 40 rpm.",
        ),
    ),
    (
        "SOP-126",
        "Do not follow a recommendation whose main factor is the moisture",
        (
            "Override it with the reason information and [give|do not give] the hand sample's result.",
            "While the sensor is not trusted, [don't follow|follow] a recommendation whose main factor is its moisture.",
        ),
    ),
    (
        "SOP-205",
        "Only Quality and the maker's technician may.",
        (
            "Nobody but Quality and the maker's technician [may|must] change the sensitivity.",
            "[Block|Do not block] everything packed since the last good check.",
            "Packing starts again <after|before> a good check.",
        ),
    ),
)
"""Document, a piece of the sentence in it, and ways to say it."""
