"""Run by Alembic: the steps are taken on the connection that the store has open."""

from alembic import context

from feasibility.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
context.run_migrations()
