"""The monthly statement: its figures, and the document that prints them. Asked for by file."""
