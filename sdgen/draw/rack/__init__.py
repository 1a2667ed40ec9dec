"""The composer of racks."""
