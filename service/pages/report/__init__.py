"""The yearly report of a county or of one agreement: goals, projects, money, duties, what municipalities have of it."""
