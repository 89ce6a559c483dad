//! How many persons are inside, and how long they stay, from counts at the doors.
