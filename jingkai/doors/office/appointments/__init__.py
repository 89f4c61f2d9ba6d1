"""A place's day: who is expected when, who came, times offered, people booked in at the counter."""
