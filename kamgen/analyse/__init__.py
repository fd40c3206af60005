"""Questions to the whole portfolio, one file each: pure functions of plans or accounts."""
