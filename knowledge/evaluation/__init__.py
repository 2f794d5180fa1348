"""Measuring the product on data with known answers; the figures are those of ``tandem eval``.

Knows measures, file formats of test sets and how to run the product's own pipeline aside from the
plant's data. Knows nothing of who asks for the figures.
"""
