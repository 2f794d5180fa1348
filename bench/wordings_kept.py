"""Ways to say what is true that nobody looked at while the check was built; only counted.

The same kinds of fact as ``wordings_seen``, in other words, and sentences of other procedures.
"""

READING = (
    "For this decision {name} [counted|did not count] as {value}.",
    "Its input {name} [read|never read] {value}.",
    "{Name} [was found|was not found] at {value}.",
    "The value it [took|did not take] for {name} on {asset}: {value}.",
    "What it [knew|did not know]: {name} {value}.",
    "The log for {asset} [lists|does not list] {name} = {value}.",
    "Se [midió|no se midió] {value} de {name}.",
    "Der Wert für {name} [beträgt|beträgt nicht] {value}.",
    "Wartość {name} [to|to nie] {value}.",
    "{name} giá trị [là|không là] {value}.",
)
SETTING = (
    "Its request [is|is not] that you {move_} {setting}: {before} to {after}.",
    "On {asset}, {setting} [should|should not] be changed from {before} to {after}.",
    "Go {way_} with the {setting}, [to {after}|but not to {after}].",
    "From {before}, the {setting} [is brought|is not brought] {way_} to {after}.",
    "The {setting} [needs|does not need] {moving_}, namely from {before} to {after}.",
    "O sistema [sugere|não sugere] <{pt}|{npt}> {setting} de {before} para {after}.",
    "Hệ thống [đề nghị|không đề nghị] <{vi}|{nvi}> {setting} từ {before} xuống {after}.",
    "System [zaleca|nie zaleca] <{pl}|{npl}> {setting} z {before} na {after}.",
)
FIRED = (
    "This [is|is not] due to rule {rule}.",
    "{rule} [demands|does not demand] {seen} {over_} {limit}, and it was {seen_value}.",
    "Since {seen} was {seen_value}, which is {over_} {limit}, {rule} [came|did not come] into play.",
    "The condition {seen} {over_} {limit} [holds|does not hold], so {rule} fired.",
    "{Seen} {seen_value}: {over_} the limit of {limit}, hence rule {rule}[ fired| did not fire].",
    "Regel {rule} [hat gegriffen|hat nicht gegriffen].",
    "{rule} kuralı [çalıştı|çalışmadı].",
    "规则{rule}[生效|没有生效]。",
)
FACTOR = (
    "{Name} [shifts|does not shift] the {output} {way_} ({score}).",
    "It [says|does not say] that {name} {raises_} the {output} by {magnitude}.",
    "Of the factors, {name} ({score}) [{raises_}|does not {nraises_}] the {output}.",
    "The {output} [went|did not go] {way_} by {magnitude} because of {name}.",
    "{Name} [plays|plays no] a role: {score}, which {raises_} the {output}.",
)
ALTERNATIVE = (
    "Another way [was|was never] to {other}, but that {why}.",
    "It [could have|could not have] chosen to {other}; the score was {score}.",
    "One option, to {other}, [had|did not have] a score of {score} and was not taken.",
    "It [did not pick|picked] the option to {other}, since that {why}.",
    "To {other} [was ruled out|was selected].",
)
CONFIDENCE = (
    "The confidence [stands|does not stand] at {confidence}.",
    "How sure [is it? Confidence|is it? Not with a confidence of] {confidence}.",
    "It [had|did not have] a confidence of {confidence}.",
)
CONSULTED = (
    "It [read|did not read] {document}, section {section}, revision {revision}.",
    "For details [see|do not see] {document} rev {revision}, section {section}.",
    "{document} (revision {revision}) section {section} [stands|does not stand] behind it.",
)
EFFECT = (
    "The recommender [counts|does not count] on {effect}.",
    "If followed, the effect [is expected to be|is not expected to be] {effect}.",
    "It [is|is not] meant to bring {effect}.",
)
DECISION = (
    "In the log it [is|is not] marked as {decision_}.",
    "People [have|have not] {decision_} it.",
    "Its status [is|is not] {decision_}.",
)
OUTCOME = (
    "Later it [proved|did not prove] {result_}.",
    "The outcome logged for it [is|is not] {result_}.",
    "Things [became|did not become] {result_} after that.",
)

PROCEDURES = (
    (
        "SOP-114",
        "Compare the moisture reading with a hand sample from the laboratory",
        (
            "If reading and hand sample differ by <more than|less than> 0.3 %, [do not trust|trust] the sensor.",
            "[Follow|Do not follow] SOP-126 <before|after> changing any set point because of moisture.",
            "Take three 100 g samples <before|after> the first change of a set point.",
        ),
    ),
    (
        "SOP-114",
        "Above 60 %RH in the hall seasoning cakes",
        (
            "In the hall, seasoning [cakes|does not cake] in the scarf feeder <above|below> 60 %RH.",
            "<Close|Open> the dock doors and start the second dehumidifier when it is that humid.",
            "[Start|Do not start] the second dehumidifier and check the feeder every 30 minutes.",
        ),
    ),
    (
        "SOP-114",
        "The control system does not know the lot",
        (
            "The control system [does not know|knows] the lot, so enter the lot number in the shift log.",
            "Lots that are finer than usual [coat|do not coat] more heavily at the same settings.",
            "Since the lot is [not known|known] to the control system, enter its number in the shift log.",
        ),
    ),
    (
        "SOP-114",
        "If the oil flow is already at its high limit",
        (
            "With the oil flow at its high limit, <raise|lower> the drum speed by [at most|more than] 2 rpm in one step.",
            "The drum speed is <increased|reduced> by [no more than|at least] 2 rpm in one step, up to 46 rpm.",
            "Raise the drum speed <up to|to more than> 46 rpm if the oil flow is already at its high limit.",
        ),
    ),
    (
        "SOP-211",
        "Reduce the line speed by 6 bags/min in one step",
        (
            "<Reduce|Increase> the line speed by 6 bags/min in one step, down to 42 bags/min.",
            "The line speed [can be|cannot be] <lowered|raised> in steps of 6 bags/min.",
            "[Tell|Do not tell] the supervisor: each step costs 2,880 bags per shift of 8 hours.",
        ),
    ),
    (
        "SOP-211",
        "More than one leaker in ten bags",
        (
            "With <more than|less than> one leaker in ten bags, [hold|do not hold] the bags since the last good test.",
            "Bags since the last good test [are held|are not held] and Quality is told.",
        ),
    ),
    (
        "SOP-309",
        "Starting a boiler is work for a certified boiler operator.",
        (
            "Starting a boiler [is|is not] work for a certified boiler operator.",
            "<Above|Below> 10 t/h for more than 15 minutes, [start|do not start] the second boiler.",
            "The load [is|is not] shared evenly within 1 t/h.",
        ),
    ),
    (
        "SOP-126",
        "Repeat after two minutes. Use the mean of the two.",
        (
            "[Use|Do not use] the mean of the two.",
            "Take about 50 g of product at the drum inlet and do [not|] open a guard.",
            "A guard must [not|] be opened when you take the product under the sensor.",
        ),
    ),
    (
        "SOP-205",
        "Open each rejected bag that was not a test",
        (
            "[Open|Do not open] each rejected bag that was not a test and look for the metal.",
            "After three rejects in one hour, <stop|start> the line and look for the source upstream.",
            "Tell Quality [within|not within] 30 minutes.",
        ),
    ),
    (
        "SOP-205",
        "The belt must not stop with the bag before the bin.",
        (
            "The belt must [not|] stop with the bag before the bin.",
            "With the bag before the bin, the belt must [never|always] stop.",
            "Each of the nine bags [must|must not] be rejected into the locked bin.",
            "Each of the nine bags <must|may> be rejected into the locked bin.",
        ),
    ),
)
"""Document, a piece of the sentence in it, and ways to say it."""
