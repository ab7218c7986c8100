"""Made-up people: as many as asked, the same from the same seed, in the form of the population register's file.

`people` makes them, household by household; `codes` gives each a made-up identity code of its own; `files` writes them.
No person here is anybody: individual numbers 900-999 are never given to people.
"""
