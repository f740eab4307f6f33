"""From a page to what it tells: read, judge, record, gather into stories."""
