"""The zone's working calendar: what the country sets, what the zone sets, what that moves."""
