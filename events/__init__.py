"""What can happen in a county's climate cooperation and what follows from it: pure rules, one noun a file."""
