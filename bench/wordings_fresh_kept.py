"""The other half of what was written with ``wordings_fresh``: not looked at while the check was mended.

Marks and braces: ``wordings_seen``.
"""

READING = (
    "{Name} [was|was not] {value} at the moment of the recommendation.",
    "The system [measured|did not measure] {value} for {name} on {asset}.",
    "The sensor value for {name} [was|wasn't] {value}.",
    "When the recommendation was issued, {name} [stood|didn't stand] at {value}.",
    "The log [records|doesn't record] {name} at {value} for {asset}.",
    "{Name} [at|was not at] {value} was one of the inputs.",
)
SETTING = (
    "You [should|should not] {move_} {setting} from {before} to {after}.",
    "The suggestion [is|is not] {moving_} the {setting} on {asset} from {before} to {after}.",
    "{Setting} [is|is not] to be changed from {before} to {after}.",
    "It [advises|does not advise] {moving_} the {setting} from its current {before} to {after}.",
    "The new {setting} [would be|would not be] {after}, {way_} from {before}.",
    "It [recommends|doesn't recommend] that you {move_} the {setting} to {after}.",
)
FIRED = (
    "Rule {rule} [triggered|did not trigger] the recommendation: {seen} ({seen_value}) is {over_} {limit}.",
    "The main reason [is|is not] {rule}: {seen} was {seen_value}, {over_} the limit of {limit}.",
    "{rule} [fires|doesn't fire] if {seen} is {over_} {limit}; it was {seen_value}.",
    "Because {seen} was {over_} {limit}, rule {rule} [applied|didn't apply].",
    "{Seen} was {seen_value} and therefore [satisfied|did not satisfy] the condition of {rule} ({over_} {limit}).",
)
FACTOR = (
    "{Name} [is|isn't] a factor that {raises_} the {output} ({score}).",
    "According to the explanation, {name} [contributed|did not contribute] {score} to the {output}.",
    "The {output} [is|is not] {raised_} by {name}, which weighs {score}.",
    "{Name} [had|did not have] an influence of {score}: it {raises_} the {output}.",
)
ALTERNATIVE = (
    "To {other} [was considered|was never considered], but it was not chosen since {why}.",
    "The recommender [rejected|accepted] the alternative to {other} because {why}.",
    "It [evaluated|did not evaluate] the option to {other} with a score of {score}.",
    "Another possibility [would have been|would never have been] to {other}; it was rejected because {why}.",
    "The alternative to {other} [was not selected|was selected] (score {score}).",
)
CONFIDENCE = (
    "The confidence of the recommendation [is|isn't] {confidence}.",
    "Its confidence score [was|was not] {confidence}.",
    "It [gave|never gave] this advice with a confidence of {confidence}.",
)
CONSULTED = (
    "It [follows|does not follow] {document}, section {section} (revision {revision}).",
    "The recommender [referred|did not refer] to {document} revision {revision}, section {section}.",
    "{document} section {section}, revision {revision}, [was|wasn't] consulted.",
)
EFFECT = (
    "It [should|should not] result in {effect}.",
    "The expected effect of the change [is|is not] {effect}.",
    "This change [is expected|isn't expected] to give {effect}.",
)
DECISION = (
    "This recommendation [was|was never] {decision_}.",
    "According to the log, the recommendation [has been|hasn't been] {decision_}.",
)
OUTCOME = (
    "The situation [got|didn't get] {result_} afterwards.",
    "The outcome [was recorded|was not recorded] as {result_}.",
)

PROCEDURES = (
    (
        "SOP-114",
        "It is the first choice because it costs no output.",
        (
            "<Reducing|Raising> the drum speed is the first choice, because it [doesn't cost|costs] any output.",
            "First [make sure|don't make sure] that the product is not on the list in SOP-118.",
            "When moisture has stayed <below|above> 2.7 % for 20 minutes, [return|do not return] to 40 rpm in steps of at most 2 rpm.",
            "The drum guard must [stay closed|be opened]; use the sight glass to look at the curtain.",
            "Each reduction of the drum speed must be [at most|at least] 4 rpm.",
            "If the seasoning is still too high after the sample, [repeat|don't repeat] the reduction.",
        ),
    ),
    (
        "SOP-114",
        "Do not raise the oil flow on the moisture reading alone",
        (
            "The moisture reading alone is [not enough|enough] to raise the oil flow; compare with a hand sample first.",
            "[Never raise|Always raise] the oil flow based only on the moisture reading, because a fouled sensor reads low.",
            "Compare with a hand sample <before|after> you raise the oil flow.",
            "Oil flow should be <raised|lowered> in steps of [no more than|more than] 3 L/h.",
        ),
    ),
    (
        "SOP-114",
        "Dry product below 1.6 % moisture does not hold seasoning",
        (
            "Product with <less than|more than> 1.6 % moisture is too dry and [doesn't|does] hold seasoning.",
            "Seasoning [won't|will] stick to dry product <below|above> 1.6 % moisture.",
        ),
    ),
    (
        "SOP-114",
        "The control system does not know the lot",
        (
            "The control system [has no knowledge of|knows] the lot, so the lot number must be entered in the shift log.",
            "[Enter|Don't enter] the lot number in the shift log, because the control system doesn't know it.",
            "For a new supplier lot, the first drum [runs|does not run] with a sample every 15 minutes for one hour.",
        ),
    ),
    (
        "SOP-114",
        "Keep the bed between 35 % and 65 %",
        (
            "The seasoning bed level should [never|always] go above 65 %.",
            "Dosing becomes uneven when the bed is <below|above> 35 %, because the feeder [draws|does not draw] air.",
            "If the bed level goes <over|under> 65 %, [lower|don't lower] the feeder by 5 %.",
        ),
    ),
    (
        "SOP-117",
        "the pack no longer meets its declaration",
        (
            "<Above|Below> 30 L/h the pack [doesn't meet|still meets] its declaration any more.",
            "The oil flow must [not|] be changed by more than 3 L/h at a time.",
            "The nozzles [start|do not start] to drip if the oil flow is <less than|more than> 18 L/h.",
        ),
    ),
    (
        "SOP-117",
        "If caking stays after 20 minutes",
        (
            "If caking has not gone after 20 minutes, [stop|don't stop] the feed and run the drum empty.",
            "When the product is greasy, <reduce|increase> the oil flow by 3 L/h.",
        ),
    ),
    (
        "SOP-118",
        "Do not run the drum below 40 rpm",
        (
            "For these products the drum must [never|] be run <slower than|faster than> 40 rpm.",
            "<Below|Above> 40 rpm the product bed [slides|does not slide], which caused more breakage in the trials of May 2026.",
            "Do [not|] go <below|above> 40 rpm, even if an advisory system recommends it.",
            "In the trials, breakage [went up|did not go up] from 2.1 % to 6.8 % at 38 rpm.",
        ),
    ),
    (
        "SOP-118",
        "All other products follow SOP-114 without change",
        (
            "Other products [aren't|are] affected; they follow SOP-114 unchanged.",
            "For all other products, SOP-114 [applies|does not apply] unchanged.",
        ),
    ),
    (
        "SOP-121",
        "you will not know which of the two worked",
        (
            "Correcting at both places in the same ten minutes is [not a good idea|a good idea]: you can't tell which of the two worked.",
            "[Raise|Don't raise] the outlet temperature by 2 °C if it is <below|above> 176 °C.",
            "Fryer and drum should [not|] be corrected in the same ten minutes.",
        ),
    ),
    (
        "SOP-121",
        "Quality decides on them",
        (
            "Packs made while moisture was <above|below> 3.5 % for more than 10 minutes [must be|need not be] held.",
            "Quality [decides|does not decide] what happens to packs that are held.",
        ),
    ),
    (
        "SOP-126",
        "so that nobody notices a jump",
        (
            "Because a fouled sensor drifts slowly, you [won't|will] notice a jump.",
            "Fouling of the window [makes|does not make] the sensor read <low|high>.",
            "The drift of a fouled sensor is slow and [goes unnoticed|is noticed as a jump].",
        ),
    ),
    (
        "SOP-126",
        "Do not follow a recommendation whose main factor",
        (
            "A recommendation that is mainly based on that sensor's moisture should [not|] be followed.",
            "[Override|Follow] a recommendation whose main factor is the moisture of that sensor.",
            "While the sensor can't be trusted, [measure|don't measure] a hand sample every 30 minutes.",
        ),
    ),
    (
        "SOP-140",
        "A lock is never handed over",
        (
            "Locks must [never|] be passed on to the next shift.",
            "The new person [puts|does not put] their lock on <before|after> the old one is taken off.",
            "You [can't|can] hand over a lock to someone else.",
        ),
    ),
    (
        "SOP-140",
        "Do not turn the drum by hand",
        (
            "If someone is caught by the drum, hit the emergency stop and [call|don't call] 112; [don't|do] turn the drum by hand.",
            "The drum must [not|] be turned by hand in an emergency.",
        ),
    ),
    (
        "SOP-205",
        "Blocked packs go through a checked detector again",
        (
            "Packs blocked after a failed check [are|are not] either run through a checked detector again or destroyed.",
            "You are [not allowed|allowed] to change the sensitivity yourself.",
            "Packing only [starts|does not start] again after a good check.",
            "Everything packed since the last good check [has to|does not have to] be blocked.",
        ),
    ),
    (
        "SOP-211",
        "Use this first when the film is thicker than 37 µm",
        (
            "With film <thicker|thinner> than 37 µm, [raise|don't raise] the jaw pressure first.",
            "The jaw pressure can be raised by 0.2 bar per step, but [not|also] above 2.8 bar.",
            "Thick film [needs|doesn't need] pressure more than heat.",
        ),
    ),
    (
        "SOP-211",
        "Crumbs in the seal are the most frequent cause",
        (
            "The jaws [should be|should not be] cleaned every hour, as crumbs in the seal cause most leakers.",
            "Leakers are [most often|never] caused by crumbs in the seal.",
        ),
    ),
    (
        "SOP-218",
        "Not more than 2 % of packs may be below",
        (
            "[At most|At least] 2 % of the packs may be below TU1.",
            "Packs below TU2 are [not allowed|allowed] and are rejected by the checkweigher.",
            "The checkweigher [rejects|accepts] any pack below TU2.",
        ),
    ),
    (
        "SOP-304",
        "Change the temperature set point by not more than 2 °C",
        (
            "The temperature set point should [not|] be changed by more than 2 °C at once.",
            "The relief valve [lifts|does not lift] when the temperature goes <above|below> 107 °C.",
            "After a change, [wait|don't wait] 30 minutes.",
        ),
    ),
    (
        "SOP-309",
        "Starting a boiler is work for a certified boiler operator",
        (
            "[Only|Not only] a certified boiler operator may start a boiler.",
            "A second boiler [isn't|is] needed up to 10 t/h; keep the other one warm.",
            "<Above|Below> 10 t/h for more than 15 minutes, the second boiler [is|isn't] started.",
        ),
    ),
    (
        "SOP-402",
        "not to these",
        (
            "These limits are for Quality only and [not|also] for running the lines.",
            "The lines [do not use|use] these limits; they follow the narrower limits of their own procedures.",
        ),
    ),
    (
        "SOP-410",
        "nobody should wait alone with a problem",
        (
            "No one should [be left|refuse to be left] waiting alone with a problem.",
            "If you have a problem, [don't wait|wait] alone.",
        ),
    ),
    (
        "SOP-410",
        "The coming operator repeats the open points",
        (
            "The incoming operator [repeats|does not repeat] the open points in their own words.",
            "Both operators [must sign|need not sign] the shift log.",
        ),
    ),
)
"""Document, a piece of the sentence in it, and ways to say it."""
