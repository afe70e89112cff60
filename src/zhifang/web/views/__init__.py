"""One module a kind of page. Each view calls one query or one operation and shows plain values."""
