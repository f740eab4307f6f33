"""What accompanies a crawl: pace, the guard of connections, and the record of the run."""
