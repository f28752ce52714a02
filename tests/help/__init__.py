"""Help that says what is on the screen, for every screen."""
