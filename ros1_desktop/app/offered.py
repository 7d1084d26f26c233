"""What there is to choose from: the languages and the jurisdictions, the first of each to begin."""

LANGUAGES = ("ja", "en")
JURISDICTIONS = ("JP", "US")
