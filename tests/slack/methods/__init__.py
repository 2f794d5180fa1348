"""The methods of the Web API, a file a family; importing this registers them all."""

from tests.slack.methods import assistant, chat, conversations, files, general, streams, views

__all__ = ["assistant", "chat", "conversations", "files", "general", "streams", "views"]
