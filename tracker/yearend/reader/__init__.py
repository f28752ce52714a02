"""Other people's Word files around a year: their templates filled, their drafts added to, each in a process apart."""
