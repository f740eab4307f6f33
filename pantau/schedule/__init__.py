"""What runs by the clock: jobs, each in a process of its own, and what watches over them."""
