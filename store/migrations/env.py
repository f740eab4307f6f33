"""Run by Alembic: applies the migrations on the connection that ``store.migrate`` hands over."""

from __future__ import annotations

from alembic import context

from store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    # All or nothing, on SQLite too: a migration that is cut off leaves no half-made tables.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
