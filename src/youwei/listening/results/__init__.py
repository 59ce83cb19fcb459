"""评议结果: from sealed ballots to a published result, its objections, corrections and uses."""
