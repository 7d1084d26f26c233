"""What the clinician sees. Qt lives here; it knows no drug, no rule and no sentence."""
