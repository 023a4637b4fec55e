"""Letters in their simplest form: written from a definition, numbered and kept in a register."""
