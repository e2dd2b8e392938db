"""The one database: SQLite by default, PostgreSQL by URL."""
