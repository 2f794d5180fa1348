"""Blocks: what Slack draws, built from our values by pure functions."""
