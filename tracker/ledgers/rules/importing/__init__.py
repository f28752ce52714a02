"""Understanding other people's ledgers: headers, rows, words, doubts; pure, so that every shape can be tested."""
