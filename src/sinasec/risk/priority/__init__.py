"""The list of priority districts: read, registered, told."""
