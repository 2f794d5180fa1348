"""What Tandem sends to a recommender: what people said, by export and signed webhook.

``envelopes`` says how it looks, ``signing`` proves who sent it, ``posting`` is the one way out over
HTTP, ``webhook`` decides when it is sent again.
"""
