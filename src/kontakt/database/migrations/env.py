"""Alembic's entry: run the steps on the connection that ``database.migrate`` passes in."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
