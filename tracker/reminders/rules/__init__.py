"""What is due, to whom, and in which words; pure."""
