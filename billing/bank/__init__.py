"""The bank's messages as they are read: from XML to plain answers. No database is known here."""
