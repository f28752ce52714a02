"""From plain papers and sheets to the bytes of Word and Excel files."""
