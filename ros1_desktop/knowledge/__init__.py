"""What is known. No judgement about a patient."""
