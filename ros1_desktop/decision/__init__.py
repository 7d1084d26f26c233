"""What follows from a case. Pure: no clock, no file, no window, no SQL, no prose."""
