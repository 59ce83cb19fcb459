"""The kinds that the protection rules tell apart; everything else about a kind is rulebook data."""

CONDUCT = "conduct"  # 作风投诉: never reaches the organ that it is about
ALLEGATION = "allegation"  # 检举控告: another door; nothing is stored here
CONSULTATION = "consultation"
REQUEST = "request"
SUGGESTION = "suggestion"
