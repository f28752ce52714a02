"""The year becomes the sections of the next report: figures, draft, Word and Excel."""
