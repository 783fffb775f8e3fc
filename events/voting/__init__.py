"""Voting (Abstimmung): rules, what is cast, and the outcome that follows, in whole numbers and exact fractions."""
