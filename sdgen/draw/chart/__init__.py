"""The composer of charts: a panel a component, with its curve, its limits and its axes."""
