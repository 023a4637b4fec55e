"""The server itself, started as people start it, and treated as strangers treat it."""
