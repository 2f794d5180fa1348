"""What is known: the vocabulary, the store, the index, ingest and search.

Knows nothing of who is told: nothing here imports ``bot``.
"""
