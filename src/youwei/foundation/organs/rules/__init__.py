"""What is true of organs on paper: events, succession, the sheets of the exchange workbook."""
