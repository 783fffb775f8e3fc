"""How the record is kept, guarded and served. Knows no aggregate by name outside its edges."""
