"""Figures of the product, one command each: ``python -m bench.NAME``; all with ``make bench``.

They measure the product as people run it and print each figure beside its target. Timings depend
on the machine and on what else it does, so no test asks for them.
"""
