"""Alembic's entry: runs the migrations on the connection that ``versions.migrate`` hands over.

Knows no URL and no environment.
"""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
