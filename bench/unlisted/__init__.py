"""The classifier for wordings nobody listed: training it and measuring it."""
