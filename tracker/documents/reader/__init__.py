"""Reading office files safely: a gate, a process apart, and plain text with its shape as the result.

Nothing is imported here: each reading process starts with the folder, and pays for what it imports.
"""
