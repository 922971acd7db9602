"""Connections and transactions on SQLite and PostgreSQL."""


class Database:
    """One database; safe to share between threads."""

    def __init__(self, url: str) -> None:
        self.url = url

    def close(self) -> None:
        """Give every connection back."""
        raise NotImplementedError
