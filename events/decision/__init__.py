"""Decision (Beschluss) of a body: drafted, submitted, voted on by its rule, and what becomes of it."""
