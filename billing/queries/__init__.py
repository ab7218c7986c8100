"""Everything that billing's pages, documents, files and actions read. The only place that looks into the apps below.

One query feeds the page, the PDF, the CSV and the XLSX of a thing, so that they cannot differ.
"""
