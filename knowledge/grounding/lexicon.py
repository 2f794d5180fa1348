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
        hasn't haven't hadn't forbidden prohibited avoid avoids avoided failed fails fail refuse
        refused lacks lacked unnecessary ain't""",
    "es": "no nunca jamás ningún ninguna ninguno nada nadie sin tampoco prohibido prohibida evite",
    "de": """nicht kein keine keinen keinem keiner keines nie niemals nichts niemand ohne weder
        verboten vermeiden""",
    "pl": "nie nigdy żaden żadna żadne nikt nic bez ani brak zabronione unikać",
    "pt": "não nunca jamais nenhum nenhuma nada ninguém sem nem proibido proibida evite",
    "tr": "değil yok asla hiç hiçbir olmadan yasak yapılmadı çalışmadı tetiklenmedi",
    "vi": "không chưa chẳng đừng cấm",
    "zh": "不 没 未 无 非 勿 别 禁止",
}
HARMLESS_ZH = "不仅 不断 不同 不过 非常 未来 无论 分别 类别 级别 特别 区别 不久"
TURKISH_NEGATIVE = r"\w{2,}m[ae](?:di|dı|mış|miş|z|yin|yın|den|dan|yecek|yacak|meli|malı)\w{0,4}"
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
    "anything but": "otherthan",
    "other than": "otherthan",
    "not very": "hardly",
    "not allowed": "forbidden",
    "not permitted": "forbidden",
    "was not logged": "unlogged",
    "not have to": "may",
    "anything other than": "otherthan",
    "did not choose": "rejected",
    "didn't choose": "rejected",
    "does not choose": "rejected",
    "did not pick": "rejected",
    "did not take": "rejected",
    "not chosen": "rejected",
    "not selected": "rejected",
    "not picked": "rejected",
    "not taken": "rejected",
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
        bigger_than no_lower_than no_less_than not_below down_to low_limit""",
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
)
"""How a change is said, with the value before and after it."""

OPPOSITES = (
    ("open opens opened opening", "close closes closed closing shut shuts"),
    ("before earlier prior", "after afterwards later once following"),
    ("start starts started starting begin", "stop stops stopped stopping halt"),
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

HYPOTHESES = (
    r"\b(?:would|wouldn['’]t|unless|until|würde|sería|gdyby|byłoby|seria)\b"
    r"|\b\w{3,}r[íi]a[mn]?\b|\b\w+ł[oa]?by\b|\b\w+m[ae]zd[ıi]\b|sẽ không|不会"
    r"|\b(?:stops?|stopped|cease[sd]?) (?:to )?(?:fir|apply|hold)|\bno longer (?:fire|appl|hold)"
)
"""Words that make a sentence tell what would be, not what is."""

NUMBER_WORDS = {
    "en": """two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12
        fifteen=15 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 ninety=90 hundred=100 dozen=12
        half=0.5 twice=2 double=2 doubled=2 doubles=2 triple=3 tripled=3 thrice=3 quarter=0.25
        twofold=2 threefold=3 fivefold=5 tenfold=10""",
    "es": "dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 doble=2 mitad=0.5",
    "de": """zwei=2 drei=3 vier=4 fünf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 zwölf=12 doppelt=2
        doppelte=2 halb=0.5 hälfte=0.5 zweimal=2 dreimal=3""",
    "pl": """dwa=2 dwie=2 trzy=3 cztery=4 pięć=5 sześć=6 siedem=7 osiem=8 dziewięć=9 dziesięć=10
        połowa=0.5 połowę=0.5 dwukrotnie=2 trzykrotnie=3""",
    "pt": "dois=2 duas=2 três=3 quatro=4 seis=6 sete=7 oito=8 nove=9 dez=10 dobro=2 metade=0.5",
    "tr": "iki=2 üç=3 dört=4 beş=5 altı=6 yedi=7 sekiz=8 dokuz=9 yarısı=0.5 yarım=0.5",
    "vi": "hai=2 bốn=4 sáu=6 bảy=7 tám=8 chín=9 nửa=0.5",
    "zh": "两个=2 三个=3 四个=4 五个=5 两倍=2 三倍=3 一半=0.5 两次=2 三次=3",
}
"""Numbers said in words. "One" is left out: it is an article in most of these languages."""

MULTIPLES = """half twice double doubled doubles triple tripled thrice quarter twofold threefold
    fivefold tenfold doble mitad doppelt doppelte halb hälfte zweimal dreimal połowa połowę
    dwukrotnie trzykrotnie dobro metade yarısı yarım nửa 两倍 三倍 一半 两次 三次"""
"""Those that compare: the evidence must say so in a word, not just have the number somewhere."""

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

UNITS = """% ‰ °c °f k rpm 1/min min⁻¹ hz khz kg g mg µg t lb kg/h t/h kg/min g/min g/s kg/s
    t/shift l ml m³ m³/h l/h l/min ml/min l/s ml/s bar mbar pa kpa mpa hpa psi n kn nm j kj mj kwh
    mwh w kw mw v kv a ma ω s ms min h day week month year mm cm m km µm mm/s m/s m/min mm² m²
    µs/cm ms/cm ppm ppb mg/l g/l g/kg mg/kg ph °dh ntu cfu cfu/g lx db db(a) min·nm eur $ usd
    bags/min packs/min pcs pcs/min strokes/min cycles times points pp %rh bags bags/h packs/h m/h
    °c/min k/min"""
"""Units as they are compared: lower case, one spelling each."""

SAME_UNIT = """sec=s second=s seconds=s segundos=s sekunden=s sekund=s saniye=s giây=s 秒=s
    minute=min minutes=min minuto=min minutos=min minuten=min minuty=min minut=min dakika=min
    dk=min phút=min 分钟=min mins=min hour=h hours=h hr=h hrs=h hora=h horas=h stunde=h stunden=h
    godzin=h godziny=h saat=h giờ=h 小时=h d=day days=day día=day días=day tag=day tage=day
    tagen=day dni=day dias=day gün=day ngày=day 天=day weeks=week woche=week wochen=week
    semanas=week hafta=week tuần=week 周=week months=month years=year year=year percent=% prozent=%
    procent=% pct=% r/min=rpm u/min=rpm upm=rpm obr/min=rpm d/dk=rpm vòng/phút=rpm 转/分=rpm
    转/分钟=rpm rev/min=rpm °=° degrees=° degree=° celsius=°c grad=° ℃=°c c=°c liter=l liters=l
    litre=l litres=l litros=l tonne=t tonnes=t tons=t toneladas=t tonnen=t ton=t 吨=t kilogram=kg
    kilograms=kg kilos=kg gram=g grams=g gramm=g €=eur euro=eur euros=eur pt=points μm=µm μg=µg
    μs/cm=µs/cm um=µm micron=µm microns=µm micrometre=µm micrometres=µm ℓ=l ton/h=t/h kilowatt=kw
    volt=v volts=v watt=w watts=w millimetres=mm millimetre=mm millimeter=mm metres=m metre=m
    kelvin=k"""
"""Other spellings and names of units."""

SPOKEN_UNITS = {
    r"per\s?cent|por\s?ciento|por\s?cento|phần\s+trăm": "%",
    r"revolutions?\s+per\s+minute|umdrehungen\s+pro\s+minute": "rpm",
    r"degrees?\s+(?:celsius|c)\b|grad\s+celsius|grados?\s+(?:celsius|c)\b": "°C",
    r"lit(?:re|er)s?\s+(?:per|an)\s+hour|litros\s+por\s+hora|liter\s+pro\s+stunde": "L/h",
    r"bags\s+(?:per|a)\s+minute": "bags/min",
    r"ton(?:ne)?s\s+(?:per|an)\s+hour": "t/h",
    r"(?:percent|%)\s+(?:relative\s+humidity|RH)": "%RH",
    r"parts\s+per\s+million": "ppm",
}
"""Units in several words, and the unit they are."""

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

STATES = (("accepted", "overridden", "expired"), ("better", "worse", "same"))
"""What became of a recommendation: one of each at most."""

EMPTY = """whose whom longer a an and are as at be been being both but by did do does for from
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
