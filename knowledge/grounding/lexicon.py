"""Words that turn a meaning round: negation, direction, limits, duty, by language.

Data for the check of claims, in the eight languages of the interface. Knows words, not sentences.
Languages are read together, because a claim does not say which one it is in; a word that means
something harmless in another of them is left out. Chinese is matched as text, the others as whole
words.
"""

LANGUAGES = ("en", "es", "de", "pl", "pt", "tr", "vi", "zh")

NEGATIONS = {
    "en": """no not never none nothing nobody neither nor without cannot isn't aren't wasn't
        weren't don't doesn't didn't won't wouldn't can't couldn't mustn't shouldn't needn't
        hasn't haven't hadn't forbidden prohibited avoid avoids avoided failed fails fail refrain
        refrains refuse refuses refused lacks lacked unnecessary ain't hardly barely scarcely
        nowhere untrue false incorrect denies denied omits omitted ignore ignores ignored disregards
        disregarded misses missing inactive inapplicable irrelevant wrongly silent impossible
        refuted refutes disproved absent missed isnt arent wasnt werent dont doesnt didnt cant
        wont""",
    "es": """no nunca jamás ningún ninguna ninguno nada nadie sin tampoco prohibido prohibida evite
        apenas falso""",
    "de": """nicht kein keine keinen keinem keiner keines nie niemals nichts niemand ohne weder
        verboten vermeiden kaum keineswegs keinesfalls nirgends falsch nein""",
    "pl": "nie nigdy żaden żadna żadne nikt nic bez ani brak zabronione unikać bynajmniej",
    "pt": "não nunca jamais nenhum nenhuma nada ninguém sem nem proibido proibida evite tampouco",
    "tr": """değil değildi değildir yok yoktu asla hiç hiçbir olmadan yasak yapılmadı çalışmadı
        tetiklenmedi hayır""",
    "vi": "không chưa chẳng đừng cấm sai khác",
    "zh": "不 没 未 无 非 勿 别 禁止 错了",
}
HARMLESS_ZH = (
    "没有别的 不是别的 不仅 不断 不同 不过 非常 未来 无论 分别 类别 级别 特别 区别 不久 没错 不错"
)
TURKISH_NEGATIVE = (
    r"\w{2,}m[ıiuü]yor\w{0,4}"
    r"|\w{2,}m[ae](?:di|dı|mış|miş|z|yin|yın|den|dan|yecek|yacak|meli|malı)\w{0,4}"
)
"""The negative of a Turkish verb is inside it: tetiklen-me-di, açıl-ma-malı."""

NOT_NEGATIONS = {
    "not only": "also",
    "no longer than": "at most",
    "no more than": "at most",
    "not more than": "at most",
    "no less than": "at least",
    "not less than": "at least",
    "not exceed": "at most",
    "not exceeding": "at most",
    "without exceeding": "at most",
    "no higher than": "at most",
    "not higher than": "at most",
    "no lower than": "at least",
    "not lower than": "at least",
    "no later than": "at most",
    "is anything but": "is not",
    "was anything but": "was not",
    "at anything but": "at not",
    "anything but": "otherthan",
    "other than": "otherthan",
    "was other than": "was not",
    "is other than": "is not",
    "far from": "not",
    "rather than": "not",
    "instead of": "not",
    "in place of": "not",
    "gave up": "left",
    "give up": "leave",
    "given up": "left",
    "gives up": "drops",
    "no longer": "not",
    "advises against": "not advise",
    "advised against": "not advise",
    "advise against": "not advise",
    "recommends against": "not advise",
    "warns against": "not advise",
    "wrong that": "not that",
    "is wrong": "is not",
    "are wrong": "are not",
    "is missing": "not in",
    "was missing": "not in",
    "nothing else but": "only",
    "it all comes down to": "it all is due to",
    "it comes down to": "it is due to",
    "boils down to": "is due to",
    "no need to": "need not",
    "not good enough": "rejected",
    "not anything else than": "only",
    "wasn't anything else than": "was",
    "isn't anything else than": "is",
    "anything except": "not",
    "differed from": "was not",
    "differs from": "is not",
    "fell short of": "was not",
    "falls short of": "is not",
    "short of": "not",
    "a mistake that": "not that",
    "wrong to say": "not so",
    "nothing other than": "only",
    "nothing but": "only",
    "nobody but": "only",
    "no one but": "only",
    "none but": "only",
    "nobody except": "only",
    "no one except": "only",
    "nobody else than": "only",
    "no one else than": "only",
    "nobody other than": "only",
    "no one other than": "only",
    "up to now": "so far",
    "set off": "fired",
    "sets off": "fires",
    "came up as": "stood as",
    "comes up as": "stands as",
    "come up as": "stand as",
    "end up": "be",
    "ends up": "is",
    "ended up": "was",
    "look up": "look",
    "looked up": "looked",
    "set up": "put",
    "picks up": "takes",
    "pick up": "take",
    "picked up": "taken",
    "not very": "little",
    "not allowed": "forbidden",
    "not permitted": "forbidden",
    "not acceptable": "forbidden",
    "not forget to": "see to",
    "don't forget to": "take care to",
    "never forget to": "always",
    "not have to": "may",
    "anything other than": "not",
    "did not choose": "rejected",
    "didn't choose": "rejected",
    "does not choose": "rejected",
    "did not pick": "rejected",
    "not chosen": "rejected",
    "not selected": "rejected",
    "not picked": "rejected",
    "never chosen": "rejected",
    "decided against": "rejected",
    "turned down": "rejected",
    "ruled out": "rejected",
    "passed over": "rejected",
}
"""Phrases with a negative word that say one thing, and what they say, in no more letters."""

UP = {
    "en": """raise raises raised raising higher increase increases increased increasing rise rises
        rose rising grow grows grew up upward upwards faster speed-up lift lifts lifted lifting""",
    "es": "subir sube subió suba aumentar aumenta aumentó aumente elevar eleva elevó incrementar",
    "de": """erhöhen erhöht erhöhe erhöhung anheben anhebt angehoben steigern steigert gesteigert
        steigt stieg heben""",
    "pl": "zwiększyć zwiększa zwiększył zwiększ podnieść podnosi podnieś wzrost wzrosła wzrósł",
    "pt": "aumentar aumenta aumentou aumente elevar eleva elevou subir sobe subiu",
    "tr": "artır artırır artırdı artırın artırmak yükselt yükseltin yükseltir yükseltmek arttı",
    "vi": "tăng nâng",
    "zh": "提高 升高 增加 增大 上调 升至 加快",
}
DOWN = {
    "en": """reduce reduces reduced reducing lower lowers lowered lowering decrease decreases
        decreased decreasing drop drops dropped dropping fall falls fell falling down downward
        downwards slow slows slowed slowing slower cut cuts cutting shrink shrinks lessen""",
    "es": "bajar baja bajó baje reducir reduce redujo reduzca disminuir disminuye disminuyó",
    "de": """senken senkt senke gesenkt reduzieren reduziert verringern verringert sinkt sank
        absenken vermindern vermindert""",
    "pl": "zmniejszyć zmniejsza zmniejszył zmniejsz obniżyć obniża obniż spadek spadła spadł",
    "pt": "reduzir reduz reduziu reduza diminuir diminui diminuiu diminua baixar baixa baixou",
    "tr": "azalt azaltır azalttı azaltın azaltmak düşür düşürür düşürdü düşürün düşürmek azaldı",
    "vi": "giảm hạ",
    "zh": "降低 减少 减小 下调 降至 降到 减慢",
}
OVER = {
    "en": """over above exceed exceeds exceeded exceeding beyond more_than greater_than
        higher_than at_least minimum faster_than larger_than a_minimum_of lower_limit > >= ≥
        bigger_than no_lower_than no_less_than not_below down_to low_limit pass passes passed
        passing""",
    "es": "superior_a más_de mayor_que por_encima_de supera al_menos como_mínimo más_alto_que",
    "de": "über mehr_als größer_als höher_als oberhalb_von mindestens übersteigt überschreitet",
    "pl": "powyżej ponad więcej_niż większa_niż większe_niż co_najmniej przekracza",
    "pt": "acima_de mais_de maior_que superior_a pelo_menos no_mínimo excede",
    "tr": "en_az",
    "vi": "trên hơn vượt vượt_quá ít_nhất cao_hơn lớn_hơn",
    "zh": "高于 超过 大于 至少 不低于 不少于",
}
UNDER = {
    "en": """below under beneath less_than lower_than smaller_than at_most maximum up_to
        fewer_than a_maximum_of upper_limit < <= ≤ slower_than within high_limit no_more_than
        no_higher_than short_of""",
    "es": "inferior_a menos_de menor_que por_debajo_de como_máximo a_lo_sumo no_más_de",
    "de": """unter weniger_als kleiner_als niedriger_als unterhalb_von höchstens maximal
        unterschreitet""",
    "pl": "poniżej mniej_niż mniejsza_niż mniejsze_niż co_najwyżej najwyżej nie_więcej_niż",
    "pt": "abaixo_de menos_de menor_que inferior_a no_máximo",
    "tr": "en_fazla en_çok",
    "vi": "dưới thấp_hơn nhỏ_hơn nhiều_nhất tối_đa không_quá",
    "zh": "低于 小于 不足 至多 不超过 不高于",
}
MOVES = """go run fall drop rise set stay get turn let take bring exceed pass keep change move allow
    make be raise lower reduce increase """
"""What is done to a quantity where a denial sets its limit: "must not run below 36"."""
OVER_BEHIND = (
    "or more|or above|or higher|and above|or over|upwards|oder mehr|o más|ou mais|lub więcej|以上"
)
UNDER_BEHIND = (
    "or less|or lower|or below|or under|and below|oder weniger|o menos|ou menos|lub mniej|以下"
)
OVER_BEHIND_TR = r"(?:['’]?\w{0,5}\s)?(?:üzerinde|üstünde|fazla|aşıyor)"
UNDER_BEHIND_TR = r"(?:['’]?\w{0,5}\s)?(?:altında|altına|az)"

FROM_TO = (
    r"\b(?:from|de|von|z|ze|từ)\s+{a}\s+(?:down\s+|up\s+)?"
    r"(?:to|a|auf|bis|do|na|para|xuống|lên|đến|into)\s+{b}",
    r"[从由]\s*{a}\s*(?:\D{{0,6}}?)[至到为]\s*{b}",
    r"{a}['’]?(?:den|dan|ten|tan)\s+{b}",
    r"{b},?\s+(?:(?:up|down)\s+from|instead\s+of)\s+{a}",
    r"{a}\s+before,?\s+(?:and\s+)?{b}\s+after",
    r"{a}\s*(?:→|->)\s*{b}",
    r"{b}\s+replaces\s+{a}",
)
"""How a change is said, with the value before and after it."""
NOW_THEN = (
    r"{a},?\s+(?:becomes?|is\s+to\s+be(?:come)?|should\s+be(?:come)?|ought\s+to\s+be|then)\s+{b}",
    r"\b(?:leave|leaving|replace|replacing)\s+{a}\s+(?:for|by|with)\s+{b}",
    r"\b(?:currently|now|was|were|so\s+far|present|bisher|old)(?:\s+(?:at|is|value|setting))*,?\s+{a}\D{{1,60}}"
    r"\b(?:to|be|wants|next|new|becomes?|künftig|auf)(?:\s+(?:at|is|value|setting))*,?\s+{b}",
    r"\b(?:to|be|wants|next|new|becomes?|künftig|auf|at|of)\s+{b}\D{{1,60}}"
    r"\b(?:currently|now|was|were|so\s+far|present|statt|old|starting)(?:\s+(?:at|is|value|setting))*\s+{a}",
    r"{b}\s+statt\s+{a}",
    r"{a}\s+yerine\s+{b}",
    r"现在是{a}\D{{0,12}}[至到为]{b}",
)
"""What is very likely meant as a change, with the value before and after it."""

OPPOSITES = (
    ("open opens opened opening", "close closes closed closing shut shuts"),
    ("before earlier prior", "after afterwards later once following"),
    ("start starts started starting begin continue continues", "stop stops stopped stopping halt"),
    ("on", "off"),
    ("accepted accept", "overridden overruled override declined"),
    ("better improved", "worse worsened deteriorated"),
    ("good healthy trusted trustworthy", "bad faulty uncertain doubtful stale"),
    ("coming arriving incoming", "leaving departing outgoing"),
    ("reject rejects rejected", "accept accepts accepted approve approves approved"),
    ("rejected", "chosen chose chooses selected picked preferred"),
    ("allowed permitted", "forbidden prohibited"),
    ("first", "last"),
    ("inside", "outside"),
    ("wet moist", "dry"),
    ("increase increases", "decrease decreases"),
    ("above over exceeds exceed exceeding exceeded", "below under beneath"),
    ("add adds added", "remove removes removed"),
    ("full", "empty"),
    ("reached reach", "missed"),
    ("enough sufficient", "insufficient"),
    ("more", "less fewer"),
    ("little few", "much many"),
    ("new", "old"),
    ("available", "unavailable lost"),
    ("running", "off idle"),
    ("thicker thick", "thinner thin"),
    ("longer long", "shorter short"),
    ("hotter hot warmer warm", "colder cold cooler"),
    ("larger bigger large", "smaller small"),
    ("heavier heavy", "lighter"),
    ("minimum lowest smallest", "maximum highest largest"),
    ("enable enables enabled", "disable disables disabled"),
    ("lock locks locked", "unlock unlocks unlocked"),
    ("connect connects connected", "disconnect disconnects disconnected"),
    ("fill fills filled", "drain drains drained"),
    ("heat heats heated", "cool cools cooled"),
    ("thaw thaws thawed", "freeze freezes frozen"),
    ("tighten tightens tightened", "loosen loosens loosened"),
    ("upstream", "downstream"),
    ("allow allows", "forbid forbids"),
    ("even evenly", "uneven unevenly"),
    ("safe safely", "unsafe unsafely"),
    ("manual manually", "automatic automatically"),
)
"""Words that say the opposite of each other about the same thing."""

DUTY = {
    "must": """must shall required mandatory obligatory have_to has_to needs_to need_to debe deben
        muss müssen musi muszą deve devem zorunlu phải 必须 须""",
    "should": "should ought debería sollte sollten powinien powinna deveria nên 应 应该 应当",
    "may": """may might optional optionally permitted allowed voluntary puede pueden darf dürfen
        kann może mogą pode podem 可以""",
}
"""How binding a sentence is; "allowed" and "required" are not the same instruction."""

FREES = (
    r"\b(?:not have to|need not|needn['’]t|not (?:need|necessary|required|needed)|optional)\b"
    r"|\bno tiene que\b|\bmuss nicht\b|\bnie musi\b|\bnão precisa\b|\bkhông cần\b|不必|不需要"
)
"""Says that something need not be done."""

HYPOTHESES = (
    r"\b(?:would|wouldn['’]t|unless|until|würde|sería|gdyby|byłoby|seria)\b"
    r"|\b\w{3,}r[íi]a[mn]?\b|\b\w+ł[oa]?by\b|\b\w+m[ae]zd[ıi]\b|sẽ không|不会"
    r"|\b(?:stops?|stopped|cease[sd]?) (?:to )?(?:fir|apply|hold)|\bno longer (?:fire|appl|hold)"
)
"""Words that make a sentence tell what would be, not what is."""

ROLES = {
    "supervisor": """supervisor supervisors supervisora vorgesetzter schichtleiter kierownik
        brygadzista""",
    "operator": "operator operators operador operadora bediener anlagenfahrer operatör 操作员",
    "engineer": "engineer engineers ingeniero ingeniera ingenieur inżynier engenheiro mühendis",
    "electrician": """electrician electricians electricista elektriker elektryk eletricista
        elektrikçi 电工""",
    "technician": "technician technicians técnico techniker technik teknisyen 技术员",
    "fitter": "fitter fitters mechanic mechanics mecánico mechaniker mechanik mecânico",
    "manager": "manager managers gerente director",
    "contractor": "contractor contractors contratista fremdfirma",
    "inspector": "inspector inspectors prüfer",
    "planner": "planner planners",
    "driver": "driver drivers",
    "cleaner": "cleaner cleaners",
    "chemist": "chemist chemists",
}
"""Who is called or does something: a claim may name only those its evidence names."""

PLACES = {
    "section": "section sec. sección abschnitt kapitel rozdział sekcja seção bölüm mục § 第",
    "revision": "revision rev rev. revisión revision rewizja revisão revizyon 修订",
    "step": "step paso schritt krok passo adım bước 步骤",
    "page": "page página seite strona sayfa trang",
    "version": "version versión wersja versão sürüm",
}
"""Nouns that a number or letter names the place of: section 6.2, revision C, step 3."""

ABSENT = (
    ("rule rules", "Rule fired"),
    ("alternative alternatives option options", "Alternative"),
    ("expiry expiration", "Expires"),
    ("confidence", "Confidence"),
    ("reason reasons factor factors", "Explained|Rule fired|Factor"),
    ("effect", "Expected effect"),
    ("decision decided decides", "Decision: accepted|Decision: overridden"),
    ("outcome result", "Outcome"),
    ("earlier", "Nothing is looked up here"),
    ("input inputs", "Input"),
    ("document documents procedure procedures", "Consulted"),
)
"""What a log may say nothing of, and the lines that would say it."""

SILENCE = (
    r"\b(?:log|i)\b.*\b(?:no|not|never|nothing|cannot|neither)\b"
    r"|\brecommender (?:logged|gave|gives|named|stated|states) no\b"
    r"|\bno (?:\w+ )?(?:was|were|is) (?:logged|recorded)\b"
    r"|\b(?:not|never) (?:logged|recorded|known)\b(?! as)"
)
"""A sentence about what is not said, rather than about the plant."""

ONLY = (
    "only nobody none except solely exclusively sólo solo nur tylko apenas somente yalnızca chỉ 只"
)
"""Limits a sentence to whom or what it names."""
WIDENS = (
    r"\bnot (?:only|solely|exclusively|just)\b|\bnicht nur\b|\bno s[oó]lo\b|\bnie tylko\b"
    r"|\bnão (?:só|apenas)\b|\bkhông chỉ\b|不仅|\b(?:and|or) (?:others|anybody|anyone)\b"
    r"|\b(?:anyone|anybody|everybody|everyone)\b|\balso\b(?! known)"
)
"""Extends it beyond them."""

EXCLUDES = (
    r"\b(?:exclud\w+|except\w*|overrid\w+|overrul\w+|outside|le(?:av|f)\w* (?:\w+ )?(?:out|alone)"
    r"|omit\w*|prevent\w*|stops?|ban(?:s|ned)?|reject\w*|differ\w*|clos\w+|own|only|instead|else)\b"
)
"""Leaves something out, keeps it from happening or sets it apart, without a "not"."""

STATES = (("accepted", "overridden", "expired"), ("better", "worse", "same"))
"""What became of a recommendation: one of each at most."""

IRREGULAR = """know=known,knew hold=held keep=kept leave=left take=taken,took give=given,gave
    see=seen,saw show=shown go=gone,went make=made break=broken,broke choose=chosen,chose send=sent
    tell=told find=found write=written,wrote wear=worn,wore run=ran begin=begun,began meet=met
    lose=lost stand=stood stick=stuck bring=brought feed=fed burn=burnt hang=hung
    freeze=frozen,froze bend=bent tear=torn,tore slide=slid spin=spun"""
"""English forms that a stemmer does not bring together with their verb."""

EMPTY = """done whose whom longer a an and are as at be been being both but by did do does for from
    further get gets got had has have here how i if in into is it its itself just me my now of
    on or other our own out so some still such than that the their them then there these they
    this those to too very was we were what when where which while who why will with you your
    also about because since due main mainly reason reasons therefore thus again only even per
    each can could would one upon via el la los las un una unos unas y o que por con para del al
    se su lo es son está fue como der die das den dem des ein eine einen einem einer und oder
    ist sind war wurde wird weil da mit auf für im zu zum zur bei aus von i w z na do jest są to
    oraz lub że się od dla po os as um uma e ou em no na da dos das com é são foi ve bir bu da
    de için ile olarak và là của các này đã được cho với tại"""
"""Words that say nothing by themselves."""
