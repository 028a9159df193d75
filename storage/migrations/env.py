"""Runs the migrations on the connection that `storage.schema` hands over."""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # SQLite can, though Alembic does not count on it
)
with context.begin_transaction():
    context.run_migrations()
