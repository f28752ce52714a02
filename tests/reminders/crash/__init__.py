"""Crash trials with real processes: a town with mails to send, children that are killed, and the witness."""
