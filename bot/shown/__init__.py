"""What every face shows of a value, in our words and in order, before any markup.

Knows answers grouped and charted, recommendations with their state, passages among their
neighbours, where a routed matter goes. Does not know HTML, blocks or who clicks.
"""
