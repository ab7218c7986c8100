"""The one library that templates load: {% load valinta %}. What each tag prints: docs/components.md and /gallery/.

The tags are written in four modules by what they are for; this one gathers them under one name.
"""

from django.template import Library

from pilot.templatetags import valinta_blocks, valinta_forms, valinta_lists, valinta_words

register = Library()

for part in (valinta_words, valinta_blocks, valinta_forms, valinta_lists):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
