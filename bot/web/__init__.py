"""The web face: chat, API and live stream as one ASGI app, ``bot.web.site.create_site``.

Knows HTTP and HTML. Does not know how an answer is found. Nothing is imported here, so that the
command line can start without a web framework.
"""
