"""A replica of Indonesia's news sites over days of simulated time, and crawls of it compared."""
