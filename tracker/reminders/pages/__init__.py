"""What the pages of reminders are given."""
