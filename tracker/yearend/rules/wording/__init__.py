"""How the sentences of a draft are built: words as data, grammar as small functions."""
