"""One use case per module. Every caller (page, API, command, timer) comes through here."""
