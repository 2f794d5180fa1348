"""Units of measure and the ways to write them. Data for ``figures``; knows no conversion."""

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
