"""What offices do with what is kept, however they ask: by command, page or message."""
