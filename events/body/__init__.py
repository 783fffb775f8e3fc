"""Body (Gremium): what it is, who sits in it, and by which rules it decides."""
