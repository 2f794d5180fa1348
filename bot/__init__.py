"""Who is told: the assistant and its faces (web, terminal, command line).

Imports ``knowledge``; is never imported by it.
"""
