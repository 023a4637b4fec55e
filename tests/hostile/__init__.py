"""Files made to do harm, each at each door: refused in a sentence, or taken without any."""
