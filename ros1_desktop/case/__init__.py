"""What was found in this patient. Depends on nothing but `place`."""
