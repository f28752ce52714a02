"""Tables of what is exchanged with others: remembered mappings, returned forms, submissions, letters."""
