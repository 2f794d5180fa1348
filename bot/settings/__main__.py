"""Prints ``.env.example``."""

import sys

from bot.settings import env_example

sys.stdout.write(env_example())
