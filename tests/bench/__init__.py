"""The replica of the crawling benchmark: that it answers as the real sites would."""
