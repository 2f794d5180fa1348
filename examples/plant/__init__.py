"""Northfield: a sample food plant with its people, its procedures and its recommenders.

Knows a made-up plant well enough to argue with. Does not know Tandem: the recommenders are
somebody else's system and reach it only through the event contract.
"""
