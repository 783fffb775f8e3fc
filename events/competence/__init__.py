"""Competence (Entscheidungskompetenz): which body exercises a matter for its holder, and to whom it is transferred."""
