"""Cases and decisions in and out."""
