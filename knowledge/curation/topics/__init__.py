"""Topics: which questions are the same question, found while they come in.

``miner`` takes one question at a time, ``likeness`` says what questions are compared by and
``grouping`` parts them. Does not know where questions come from or what becomes of a topic.
"""
