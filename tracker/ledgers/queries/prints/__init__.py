"""Which tasks a print takes, and what it tells of them."""
