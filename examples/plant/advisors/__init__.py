"""The recommenders: what each believes about its machine, with its known mistakes.

Does not know the truth (``process``): weights, limits and rules here are the vendor's opinion.
"""
