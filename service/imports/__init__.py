"""What comes into the record from lists made elsewhere: read, compared with what is recorded, and only then written."""
