"""Pages: agreements as documents to read and to print."""
