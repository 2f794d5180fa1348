"""Curating: what there is to write, mend and decide, and what a draft would do.

``trying`` holds a draft against questions that were asked before. Does not know pages or commands.
"""
