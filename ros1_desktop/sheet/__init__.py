"""What is handed over: the sheet as frozen values, how it is composed, how it is drawn."""
