"""Pure rules of the appraisal: states, draws, ballots, secrecy."""
