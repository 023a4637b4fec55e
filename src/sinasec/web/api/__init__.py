"""The public reading API, version 1: published rows as JSON, without a key."""
