"""How values, deeds and what was said are put in words for pages, letters and decisions: a file a subject.

Not asked for by one name: models name a child's say by these words, while most words read the models.
"""
