"""The monthly report of an office: its figures, and the files it is written as."""
