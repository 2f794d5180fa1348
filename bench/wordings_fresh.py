"""True sentences as a language model writes them of its own accord: fluent, plain, of mixed length.

Written as a whole with ``wordings_fresh_kept`` before the check was mended for true claims; these
were looked at while it was mended, the others were not. The procedures that stand at the end, only
true, were added when the first ones were mended, and mended in turn. Marks and braces: ``wordings_seen``.
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
    (
        "SOP-114",
        "Over-seasoning shows as salt titration above 6.4 %",
        (
            "You can recognise over-seasoning by a salt titration above 6.4 %, caking on the flights or dust at the discharge.",
            "Moist product takes up more seasoning because its surface is tacky above 2.9 % moisture.",
            "A seasoning use that is more than 3 % above the recipe over 30 minutes is a sign of over-seasoning.",
        ),
    ),
    (
        "SOP-114",
        "It is the first choice because it costs no output.",
        (
            "Slowing the drum down is preferred, since no output is lost.",
            "Take no more than 4 rpm off the drum speed at a time.",
            "Before you reduce the speed, make sure the product isn't one of those listed in SOP-118.",
            "You shouldn't open the drum guard; the sight glass is there for looking at the curtain.",
            "Never run the drum slower than 36 rpm, otherwise the curtain collapses.",
            "Once moisture has been under 2.7 % for 20 minutes, the speed goes back to 40 rpm, 2 rpm at most per step.",
            "No sample should be taken earlier than 10 minutes after the change, as it would show the old setting.",
            "Looking at the curtain does not require opening the guard.",
        ),
    ),
    (
        "SOP-114",
        "Reduce the line speed only when",
        (
            "Line speed is the second choice and is only lowered if changing the drum speed doesn't help or is not allowed.",
            "Lowering the line speed costs output, about 0.5 t per shift for each 1 %.",
            "Running slower than 80 % isn't allowed because product would stack on the fryer outlet conveyor.",
        ),
    ),
    (
        "SOP-114",
        "Do not raise the oil flow on the moisture reading alone",
        (
            "You shouldn't rely on the moisture reading alone when raising the oil flow.",
            "Before raising the oil flow, verify the moisture reading with a hand sample, since a fouled sensor reads low.",
            "The oil flow may not be raised just because the moisture reading is low.",
        ),
    ),
    (
        "SOP-114",
        "Above 60 %RH in the hall",
        (
            "If humidity in the hall is above 60 %RH, close the dock doors and start the second dehumidifier.",
            "The dock doors should be shut above 60 %RH, because seasoning cakes in the scarf feeder.",
            "Check the feeder every 30 minutes in that case.",
        ),
    ),
    (
        "SOP-114",
        "The control system does not know the lot",
        (
            "Since the control system isn't aware of the lot, you have to write the lot number into the shift log.",
            "Finer lots coat more heavily even though the settings are the same.",
            "If seasoning moves by more than 0.3 % without any change of settings, let the process engineer know.",
        ),
    ),
    (
        "SOP-117",
        "the pack no longer meets its declaration",
        (
            "Keep the oil flow at or below 30 L/h, otherwise the pack no longer meets its declaration.",
            "An oil flow of less than 18 L/h makes the nozzles drip.",
            "Never change the oil flow by more than 3 L/h in one go.",
            "More than 30 L/h is not acceptable because the oil on product would pass 3.4 %.",
        ),
    ),
    (
        "SOP-117",
        "A fouled sensor reads low",
        (
            "Do not trust a low moisture reading without a hand sample, because a fouled sensor makes good product look dry.",
            "Only raise the oil flow if the hand sample is below 1.6 %.",
            "The oil flow is raised by 3 L/h if the hand sample is below 1.6 %.",
        ),
    ),
    (
        "SOP-118",
        "Do not run the drum below 40 rpm",
        (
            "Thick-cut kettle products may not be run at less than 40 rpm.",
            "Ignore any advice to run these products below 40 rpm.",
            "The drum should never turn slower than 40 rpm with these products, regardless of the moisture reading.",
            "At 38 rpm, part of the product was left without seasoning.",
        ),
    ),
    (
        "SOP-118",
        "In a slow drum they slide as one bed",
        (
            "Thick-cut kettle crisps don't fall as a curtain in a slow drum; they slide as one bed.",
            "These crisps are heavier than flat-cut ones and break more easily.",
        ),
    ),
    (
        "SOP-121",
        "above 3.5 % for more than 10 minutes",
        (
            "If moisture stays above 3.5 % for more than 10 minutes, the packs are held and the supervisor is called.",
            "Between 1.6 % and 2.9 % moisture no action is needed.",
            "Above 4.0 % the product is rejected: divert it and stop packing at once.",
            "Nothing needs to be done while moisture is between 1.6 % and 2.9 %.",
        ),
    ),
    (
        "SOP-121",
        "the air knife before the fryer is off",
        (
            "Product can be too moist because the air knife before the fryer is not running.",
            "Moist product can be caused by slices that are too thick, over 1.55 mm.",
        ),
    ),
    (
        "SOP-126",
        "whenever a recommendation is based mainly on moisture",
        (
            "Verify the sensor if a recommendation relies mostly on moisture and doesn't match what you see.",
            "The sensor has to be verified at the start of every shift and after every oil change.",
        ),
    ),
    (
        "SOP-126",
        "The control system then shows the last value",
        (
            "During cleaning the reading isn't available for about five minutes.",
            "The window must not be wiped with water or steam.",
            "While on hold, the sensor's last value is shown with the quality bad.",
            "Don't forget to switch the air knife on again after checking that it gives 0.8 to 1.2 bar.",
        ),
    ),
    (
        "SOP-126",
        "Do not follow a recommendation whose main factor",
        (
            "If a recommendation is mostly based on an untrusted sensor, it shouldn't be followed.",
            "Don't act on a recommendation that rests mainly on the moisture of that sensor; override it.",
            "Enter a hand sample every 30 minutes as long as the sensor isn't trusted.",
        ),
    ),
    (
        "SOP-205",
        "Only Quality and the maker's technician may",
        (
            "The sensitivity is not to be changed by anyone except Quality and the maker's technician.",
            "Nobody except Quality and the maker's technician may change the sensitivity.",
            "If the check fails, production must not continue: stop the line at once.",
            "Packing stays stopped until a good check has been released by Quality.",
            "Leave the sensitivity alone; only Quality and the maker's technician are allowed to change it.",
        ),
    ),
    (
        "SOP-205",
        "Open each rejected bag that was not a test",
        (
            "Every rejected bag that wasn't a test bag has to be opened and searched for metal.",
            "With three rejects in one hour, stop the line and look upstream for the source.",
        ),
    ),
    (
        "SOP-211",
        "Raise the seal temperature by not more than 3 °C",
        (
            "The seal temperature should not be raised by more than 3 °C at once and never above 142 °C.",
            "When the jaw can't get within 1 °C of its set point, the heater is weak and maintenance is called.",
            "Do not exceed 142 °C.",
            "If the set point isn't reached within 1 °C, call maintenance.",
        ),
    ),
    (
        "SOP-218",
        "Never lower the mean below nominal weight.",
        (
            "Don't reduce the target if the standard deviation is unusually high, more than 1.5 times its usual value.",
            "It's not permitted to bring the mean below nominal weight.",
            "Wait 200 packs after lowering the target.",
            "The mean weight must not drop below the nominal weight.",
        ),
    ),
    (
        "SOP-218",
        "wait for the correction there before you change the target weight",
        (
            "Don't change the target weight until the seasoning has been corrected.",
            "Do not touch the target weight before the correction at the seasoning lines.",
            "Over-seasoning makes the product denser, so giveaway is expected to rise by about 0.3 %.",
        ),
    ),
    (
        "SOP-304",
        "more steam into the deaerator hides the cause",
        (
            "Never raise the set point without checking the condensate return first.",
            "The set point should only be raised if the condensate return is normal.",
            "Adding steam would just hide the cause.",
        ),
    ),
    (
        "SOP-309",
        "never hold a safety valve",
        (
            "Don't ever hold a safety valve; lower the firing rate instead.",
            "Before shedding load, the fryer operators have to be informed when the pressure is below the low limit.",
        ),
    ),
    (
        "SOP-309",
        "Starting a boiler is work for a certified boiler operator",
        (
            "You can't start a boiler unless you are a certified boiler operator.",
            "Nobody but a certified boiler operator may start a boiler.",
            "One boiler is enough up to 10 t/h.",
        ),
    ),
    (
        "SOP-309",
        "No recommendation of an advisory system changes them",
        (
            "The safety devices can't be changed by a recommendation.",
            "A recommendation must never lead to a change of the safety devices.",
            "Nobody else than a certified boiler operator may test or set the safety valves.",
        ),
    ),
    (
        "SOP-402",
        "It is for Quality only",
        (
            "The lines are not operated to these release limits but to the narrower ones of their own procedures.",
            "This procedure is only meant for Quality.",
        ),
    ),
    (
        "SOP-410",
        "it is overridden with a reason",
        (
            "You don't follow a recommendation that goes past a limit of a procedure; you override it with a reason.",
            "The operator is not bound by a recommendation, which is only advice.",
            "A recommendation is never followed past a limit of a procedure.",
        ),
    ),
    (
        "SOP-410",
        "Not by telephone and not by a note alone",
        (
            "The handover can't be done over the telephone or only with a note.",
            "It isn't enough to leave a note or to telephone.",
        ),
    ),
    (
        "SOP-140",
        "A lock is never handed over",
        (
            "You can't pass your lock to the next shift.",
            "Locks aren't handed over: the new person puts on a lock before the old person takes theirs off.",
        ),
    ),
    (
        "SOP-140",
        "The removal of a lock of an absent person",
        (
            "Nobody but the plant manager may decide to remove the lock of an absent person.",
            "No one takes off another person's lock.",
            "If someone is absent, their lock can't be removed without the plant manager's decision.",
        ),
    ),
)
"""Document, a piece of the sentence in it, and ways to say it."""
