"""Drafting: what is known of a recurring question becomes the draft of an article.

``material`` is what a draft is made from, ``composing`` makes it, in words that stand in its
sources; ``improving`` makes an article that is there already a better one. ``checking`` holds every
statement against its sources. Pure: who gathers the material and where a draft goes is not known
here.
"""
