"""What was sent upward: its figures, and what moved since."""
