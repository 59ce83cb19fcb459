"""What holds on paper for results: objections, what is hidden, what a result may be used for."""
