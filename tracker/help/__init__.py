"""What each screen is for, told to the people who work with it."""
