"""The lists of billing's pages, by declared columns that feed page, CSV and XLSX alike: a file a subject."""
