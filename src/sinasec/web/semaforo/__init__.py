"""The pages of the semáforo: committees, regions, duties, what-if."""
