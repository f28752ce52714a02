"""The first page: joins what the others offer."""
