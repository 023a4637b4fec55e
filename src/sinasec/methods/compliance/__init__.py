"""From the law and the facts to intervals, lights and their explanation."""
