"""Draft, figures and ledger of a year as papers and workbooks; no query, no arithmetic."""
