"""Drafts of a film's data, read from its text by rules: what a person begins from.

    sentences   a text, cut into sentences
    proper      the names in them, and which of them are one person's
    gender      he or she, by titles, given names and what follows
    cast        names and repeated nouns -> entities
    clauses     sentences, cut into clauses that the parser may read
    events      clauses -> events
    bonds       "her brother X", "X, the captain of Y" -> bonds
    folder      all of it as the text of a film folder's files; what is there is kept

Pure functions of text and language; nothing here touches a file.
"""
