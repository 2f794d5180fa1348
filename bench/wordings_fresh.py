"""True sentences as a language model writes them of its own accord: fluent, plain, of mixed length.

Written as a whole with ``wordings_fresh_kept`` before the check was mended for true claims; these
were looked at while it was mended, the others were not. Marks and braces: ``wordings_seen``.
"""

READING = (
    "At decision time {name} [was reported as|was not reported as] {value}.",
    "The latest {name} reading for {asset} [was|wasn't] {value}.",
    "Looking at the inputs, {name} [was running at|was not running at] {value}.",
    "{asset} [reported|did not report] a {name} of {value}.",
    "The {name} input [showed|didn't show] {value} when the advice was given.",
    "{Name}, measured just before the recommendation, [was|was never] {value}.",
)
SETTING = (
    "The recommendation [is|isn't] to {move_} the {setting} on {asset} from {before} to {after}.",
    "It [proposes|does not propose] {moving_} {setting} to {after}; the current setting is {before}.",
    "[Change|Don't change] the {setting} set point from {before} to {after}.",
    "In short: [{move_}|do not {move_}] the {setting}, currently {before}, to {after}.",
    "The set point for {setting} [would move|would not move] {way_}, from {before} to {after}.",
    "The optimizer [wants you to|doesn't want you to] {move_} {setting} from {before} to {after}.",
)
FIRED = (
    "The advice [comes|does not come] from rule {rule}, because {seen} was {seen_value}, {over_} its threshold of {limit}.",
    "{rule} [was activated|wasn't activated]: {seen} read {seen_value}, which is {over_} {limit}.",
    "One of the conditions of {rule}, {seen} {over_} {limit}, [was|was not] met at {seen_value}.",
    "This [was|wasn't] triggered by {rule} ({seen} {over_} {limit}).",
    "With {seen} at {seen_value}, rule {rule} [fired|didn't fire] because the limit is {limit}.",
)
FACTOR = (
    "The model [found|did not find] that {name} {raises_} the {output}, with a weight of {score}.",
    "{Name} [{raised_}|never {raised_}] the {output} by {magnitude}.",
    "A weight of {score} for {name} [means|does not mean] that it {raises_} the {output}.",
    "Another factor [is|is not] {name}, which {raises_} the {output} ({score}).",
)
ALTERNATIVE = (
    "The recommender [also looked at|never looked at] another option, to {other}, but rejected it because {why}.",
    "It [chose not|chose] to {other}, because {why}.",
    "The option to {other} [received|never received] a score of {score}.",
    "One rejected alternative [was|was not] to {other} ({score}).",
    "It [didn't recommend|recommended] the option to {other}: {why}.",
)
CONFIDENCE = (
    "The model's confidence in this recommendation [was|was not] {confidence}.",
    "It [reported|did not report] a confidence level of {confidence}.",
    "The recommender [is|is not] confident at {confidence}.",
)
CONSULTED = (
    "The recommendation [is based on|is not based on] section {section} of {document}, revision {revision}.",
    "It [cites|does not cite] {document} revision {revision}, section {section}.",
    "The relevant procedure [is|is not] {document} (revision {revision}), section {section}.",
)
EFFECT = (
    "The expected result [is|isn't] {effect}.",
    "If you follow it, you [can expect|can't expect] {effect}.",
    "The recommender [estimates|does not estimate] this effect: {effect}.",
)
DECISION = (
    "The recommendation [had already been|hadn't been] {decision_} by the operator.",
    "The operator [{decision}|never {decision}] this recommendation.",
)
OUTCOME = (
    "After the change, the result [was|wasn't] {result_}.",
    "The recorded outcome [is|isn't] {result_}.",
)

PROCEDURES = (
    (
        "SOP-114",
        "Compare the moisture reading with a hand sample from the laboratory",
        (
            "At the start of the shift, [compare|do not compare] the moisture reading with a hand sample.",
            "If the reading and the hand sample differ by <more than|less than> 0.3 %, the sensor [can't|can] be trusted.",
            "The curtain should fall across the middle third of the drum and [not|] slide.",
            "[Don't change|Change] any set point because of moisture before following SOP-126 when the difference is more than 0.3 %.",
        ),
    ),
    (
        "SOP-114",
        "Do not go below 36 rpm.",
        (
            "The minimum drum speed [is|is not] 36 rpm, because <below|above> that the curtain collapses.",
            "Going <below|above> 36 rpm is [not allowed|allowed], since the curtain collapses and product is coated unevenly.",
            "A sample taken before the 10 minutes are up [doesn't show|shows] the new setting yet.",
            "[Avoid running|Run] the drum <below|above> 36 rpm.",
            "After <reducing|raising> the drum speed, [wait|don't wait] 10 minutes before taking a sample.",
            "Use the sight glass to look at the curtain; [never|always] open the drum guard.",
        ),
    ),
    (
        "SOP-114",
        "Reduce the line speed only when",
        (
            "The line speed should [only|not only] be reduced if lowering the drum speed is not enough or not allowed.",
            "[Don't let|Let] the line speed drop below 80 %, because the fryer outlet conveyor would then stack product.",
            "Every 1 % of line speed [costs|does not cost] about 0.5 t per shift.",
            "The line speed [can't|can] be set lower than 80 %.",
        ),
    ),
    (
        "SOP-114",
        "If two steps under 6.2 and one under 6.3",
        (
            "If the seasoning is still not below 6.4 % after two steps under 6.2 and one under 6.3, [hold|do not hold] the packs.",
            "When the settings don't help, [call|don't call] the shift supervisor and hold the packs made since the last good sample.",
        ),
    ),
    (
        "SOP-114",
        "It does not apply to changeover and cleaning",
        (
            "SOP-114 [doesn't cover|covers] changeover and cleaning.",
            "Changeover and cleaning are [not|] part of this procedure; see SOP-132.",
            "Thick-cut kettle products are [excluded|included]: their limits are in SOP-118.",
            "This procedure [applies|does not apply] to drums 1 to 3 on Line 3 and Line 4 in normal production.",
        ),
    ),
    (
        "SOP-117",
        "Cold oil sprays in drops.",
        (
            "The oil has to be between 38 °C and 46 °C, because <cold|warm> oil sprays in drops.",
            "A dry stripe on the product bed [points to|does not point to] a blocked nozzle.",
            "Before starting, [make sure|don't make sure] the oil tank is <above|below> 20 %.",
        ),
    ),
    (
        "SOP-117",
        "Do not reach into the drum",
        (
            "If a nozzle is blocked, switch to the second half of the bar and [call|don't call] maintenance; [don't|do] reach into the drum.",
            "[Nobody may|Anybody may] reach into the drum, because work inside the guard is lockout/tagout work under SOP-140.",
        ),
    ),
    (
        "SOP-118",
        "Leave the drum speed at 40 rpm or more",
        (
            "For over-seasoning, [keep|don't keep] the drum speed at 40 rpm or more and reduce the line speed instead.",
            "The line speed may be <reduced|raised> by [no more than|more than] 4 % per step, down to 80 %.",
            "The drum speed must [not|] be reduced below 40 rpm.",
            "If seasoning stays above 5.6 %, [lower|don't lower] the seasoning bed level to 40 % and call the shift supervisor.",
        ),
    ),
    (
        "SOP-118",
        "is to be overridden with the reason",
        (
            "The seasoning optimizer [doesn't take|takes] the product into account, although it logs it.",
            "If it advises a drum speed <slower than|faster than> 40 rpm for these products, [override|do not override] it with the reason “information”.",
            "The optimizer [ignores|uses] the product, which it only logs.",
        ),
    ),
    (
        "SOP-121",
        "Do not correct at the fryer and at the drum",
        (
            "[Avoid correcting|Always correct] at the fryer and at the drum in the same ten minutes.",
            "If you correct both the fryer and the drum within ten minutes, you [won't|will] know which one worked.",
            "It [takes|does not take] about 12 minutes until a change at the fryer reaches the drum.",
        ),
    ),
    (
        "SOP-126",
        "Do not use water or steam",
        (
            "Clean the window with a lint-free cloth and 70 % isopropanol, [not|and also] with water or steam.",
            "[Don't clean|Clean] the window with water or steam.",
            "Switch the air knife <off|on> before wiping the window.",
            "After cleaning, [set|don't set] the sensor back to measure, wait two minutes and verify it.",
            "Neither water nor steam [may|may not] be used to clean the window.",
        ),
    ),
    (
        "SOP-126",
        "It reads 0.3 % or more below a hand sample.",
        (
            "A fouled sensor [reads|does not read] 0.3 % or more <below|above> a hand sample.",
            "One sign of fouling [is|is not] that the reading <falls|rises> by 0.1 % per hour or more while fryer and feed have not changed.",
            "A sensor [is|is not] probably fouled if it reads low on one drum while the neighbouring drums read normally.",
        ),
    ),
    (
        "SOP-126",
        "Do not open a guard",
        (
            "Take the sample directly under the sensor [without opening|by opening] a guard.",
            "[Repeat|Do not repeat] the measurement after two minutes and use the mean of both.",
            "You do [not|] have to open a guard to take the sample.",
        ),
    ),
    (
        "SOP-140",
        "Do not use the emergency stop as an isolation",
        (
            "The emergency stop is [not|] a valid isolation.",
            "Pressing the emergency stop does [not|] isolate the drum; use the stop button and then the main isolator.",
            "Everyone who works behind the guard [puts on|does not put on] their own lock.",
        ),
    ),
    (
        "SOP-140",
        "Nobody isolates a drive on the advice of a chat",
        (
            "You may [not|] isolate a drum drive without a valid LOTO-2 certificate.",
            "[Only|Not only] people with a valid LOTO-2 certificate may isolate a drum drive.",
            "A chat, a screen or a colleague without a certificate is [no|a good] reason to isolate a drive.",
        ),
    ),
    (
        "SOP-205",
        "Do not change the sensitivity yourself",
        (
            "Operators must [not|] change the sensitivity of the metal detector themselves.",
            "After a failed check, [stop|don't stop] the line at once and tell the packaging supervisor and Quality.",
            "Packing [can't|can] restart until Quality has released it in writing.",
            "The sensitivity may [only|not only] be changed by Quality and the maker's technician.",
        ),
    ),
    (
        "SOP-205",
        "Each of the nine bags must be rejected",
        (
            "All nine bags [have to|don't have to] be rejected into the locked bin.",
            "The belt must [not|] stop with the bag before the bin.",
            "If a test card is missing, [treat it as|don't treat it as] a failed check.",
        ),
    ),
    (
        "SOP-211",
        "Raise the seal temperature by not more than 3 °C",
        (
            "<Increase|Decrease> the seal temperature in steps of [no more than|more than] 3 °C, up to a maximum of 142 °C.",
            "The heater [is|is not] weak if the jaw fails to reach its set point within 1 °C.",
            "Don't raise the seal temperature by <more than|less than> 3 °C in one step.",
        ),
    ),
    (
        "SOP-218",
        "do not lower the target: find the cause first",
        (
            "With a standard deviation of <more than|less than> 1.5 times its usual value, the target should [not|] be lowered.",
            "The mean must [never|] fall below the nominal weight.",
            "[Find|Don't find] the cause first, for example a blocked weigh bucket, instead of lowering the target.",
        ),
    ),
    (
        "SOP-304",
        "more steam into the deaerator hides the cause",
        (
            "[Don't raise|Raise] the set point before you have looked at the condensate return.",
            "Check the condensate return <before|after> raising the set point, because more steam [would hide|would not hide] the cause.",
            "<Below|Above> 95 °C, [reduce|don't reduce] the boiler load and call the certified boiler operator.",
        ),
    ),
    (
        "SOP-309",
        "never hold a safety valve",
        (
            "A safety valve must [never|always] be held.",
            "If pressure goes <above|below> the high limit, [lower|do not lower] the firing rate.",
            "Tell the fryer operators <before|after> shedding load when pressure is below the low limit.",
        ),
    ),
    (
        "SOP-309",
        "No recommendation of an advisory system changes them",
        (
            "Advisory systems [can't|can] change the safety devices.",
            "Only a certified boiler operator [tests|never tests] and sets the safety valves.",
            "The safety devices must [not|] be changed because of a recommendation.",
        ),
    ),
    (
        "SOP-410",
        "is not followed; it is overridden",
        (
            "If a recommendation goes beyond a limit of a procedure, [don't follow|follow] it.",
            "A recommendation is advice and [doesn't|does] have to be followed when it passes a limit of a procedure.",
            "Recommendations that pass a limit are [overridden|accepted] with a reason, and the process engineer is told.",
        ),
    ),
    (
        "SOP-410",
        "Not by telephone and not by a note alone",
        (
            "A shift handover [can't|can] be done by telephone.",
            "Handing over by telephone or just by leaving a note is [not allowed|allowed].",
            "The handover [takes|does not take] place ten minutes before the change of shift, at the line.",
        ),
    ),
)
"""Document, a piece of the sentence in it, and ways to say it."""
