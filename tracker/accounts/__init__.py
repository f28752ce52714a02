"""People, units, roles, rights, signing in."""
