"""Rates as people keep them: sheets of text, files, boxes on a page, and what tables cover."""
