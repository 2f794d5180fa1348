"""Curation: what people said becomes knowledge, or does not.

``matching`` finds what they said of a question, ``seeing`` says to whom it is shown,
``disagreement`` tells statements that cannot both hold. Words nothing: what a reader is told is
the faces' matter.
"""
