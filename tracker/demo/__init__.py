"""A demonstration town: invented people, own-written reports, tasks in every state."""
