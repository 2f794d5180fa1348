"""Parsers: one module a file format, each from text or bytes to blocks.

Knows which format a file name means. Does not know control facts, stores or folders.
"""
