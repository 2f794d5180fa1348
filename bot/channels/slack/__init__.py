"""Slack: what it shows (blocks, forms, the Home tab) and how it listens.

What is shown is pure: functions from our values to blocks. Nothing about Slack leaves this package.
"""
