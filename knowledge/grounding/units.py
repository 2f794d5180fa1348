"""Units of measure, numbers in words, and the ways to write them. Data; knows no conversion."""

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
