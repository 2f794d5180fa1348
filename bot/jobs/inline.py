"""Jobs that run at once, in the thread that starts them: for tests and for single commands.

Knows the same rules as durable work, by the same runner. Does not survive a restart by itself:
what is unfinished stays in the inbox for whoever serves next.
"""

from dataclasses import dataclass

from bot.jobs import UnknownWork
from bot.jobs.running import Runner


@dataclass(frozen=True)
class InlineJobs:
    """``Jobs`` without threads or a database of its own."""

    runner: Runner

    def start(self, name: str, key: str) -> None:
        """Do the work before this returns; see ``Jobs.start``."""
        happening = self.runner.store.inbox.get(name, key)
        if happening is None:
            raise UnknownWork(f"{name} {key!r} was never received")
        self.runner.run(name, key)

    def sweep(self) -> None:
        """Do what waits and is due."""
        for happening in self.runner.store.inbox.waiting(self.runner.now()):
            self.runner.run(happening.name, happening.key)
