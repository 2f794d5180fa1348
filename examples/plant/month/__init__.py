"""A month of the sample plant's questions: who asked what, when, where, and what came of it.

Two thousand questions over thirty days, the same for the same arguments, with the truth beside
them: which are one question asked again, which are asked once, which are none. The wordings are
data (``subjects/``, ``one_offs.txt``, ``noise.yaml``). Knows Tandem no more than its neighbours.

    python -m examples.plant.month --until 2026-11-20T14:00:00Z > questions.jsonl
"""
