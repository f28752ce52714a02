"""Rectification tasks (整改台账): from a report's problems to next year's report."""
