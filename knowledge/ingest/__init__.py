"""Ingest: files and events from outside become the vocabulary of ``knowledge.model``.

Knows the outside's formats. Does not know who asks for what was ingested, or how it is found.
"""
