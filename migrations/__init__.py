"""How the tables came to be: Alembic revisions, one file a change, run at start by the owner role."""
