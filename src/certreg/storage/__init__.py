"""Database, tables, queries and migrations: the only SQLAlchemy of the project."""
