"""The semáforo: judged from the facts, published, read, tried with another law."""
