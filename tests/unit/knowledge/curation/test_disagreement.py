"""Statements that cannot both hold are told apart from those that can."""

import pytest

from knowledge.curation.disagreement import contrary, disagree


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Go down to 36 rpm, not lower.", "Never below 38 rpm."),
        ("Clean the sensor first.", "Do not clean the sensor."),
        ("Lower the oil flow.", "Raise the oil flow."),
        ("Zuerst den Sensor reinigen.", "Den Sensor nicht reinigen."),
        ("Suba la velocidad del tambor.", "Baje la velocidad del tambor."),
        ("Ustaw 2,5 bar.", "Ustaw 3,5 bar."),
        ("Limpe primeiro o sensor.", "Não limpe o sensor."),
        ("Önce sensörü temizleyin.", "Sensörü temizlemeyin."),
        ("Hãy vệ sinh cảm biến trước.", "Đừng vệ sinh cảm biến."),
        ("先清洁传感器。", "不要清洁传感器。"),
    ],
)
def test_other_figures_or_the_contrary_disagree(one: str, other: str) -> None:
    assert disagree(one, other)
    assert disagree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Clean the sensor first.", "Wipe the probe before you start."),
        ("Clean it; that takes 5 minutes.", "Clean the sensor, 5 minutes are enough."),
        ("Hold 36 rpm.", "It takes 5 minutes."),
        ("Clean the sensor first.", "Clean the sensor first."),
        ("Zuerst den Sensor reinigen.", "Das Labor um eine Probe bitten."),
        ("先清洁传感器。", "用干布擦传感器。"),
        ("Clean the sensor first, do not slow the drum.", "Raise the fryer outlet by 2 °C."),
        ("Do not slow the drum.", "Ask the lab for a sample."),
        ("40 rpm is the lowest, never less.", "Look at the bed from the platform."),
        ("Nicht mit Wasser.", "Zuerst das Labor anrufen."),
    ],
)
def test_what_can_stand_together_does_not(one: str, other: str) -> None:
    assert not disagree(one, other)


@pytest.mark.parametrize(
    ("one", "other", "ends"),
    [
        ("What is the lowest drum speed?", "What is the highest drum speed?", True),
        ("What if the seal is too low?", "What if the seal is too high?", True),
        ("How do I start the drum?", "How do I stop the drum?", True),
        ("What is the lowest drum speed?", "How low may the drum go?", False),
        ("Is it between low and high?", "Is it too high?", False),
        ("How do I clean it?", "How is it cleaned?", False),
        ("Was ist die niedrigste Drehzahl?", "Was ist die höchste Drehzahl?", True),
        ("¿Cuál es la velocidad mínima?", "¿Cual es la velocidad maxima?", True),
        ("Qual é a velocidade mínima?", "Qual é a velocidade máxima?", True),
        ("Jaka jest najniższa prędkość?", "Jaka jest najwyzsza predkosc?", True),
        ("En düşük hız nedir?", "En yüksek hız nedir?", True),
        ("Tốc độ thấp nhất là gì?", "Tốc độ cao nhất là gì?", True),
        ("滚筒最低转速是多少？", "滚筒最高转速是多少？", True),
        ("Qual é a velocidade mínima?", "Qual é a velocidade da linha?", False),
    ],
)
def test_questions_for_the_two_ends_of_one_thing_are_not_one(
    one: str, other: str, ends: bool
) -> None:
    assert contrary(one, other) is ends
    assert contrary(other, one) is ends
