"""What is taken along as CSV and XLSX: entries, a statement's figures, the books. Asked for by file."""
