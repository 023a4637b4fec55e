"""What the server writes of its work: one line of JSON for each thing worth knowing."""
