"""Whether a publication is what was signed: keys, signatures, digests, and making it again."""
