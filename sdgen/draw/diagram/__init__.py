"""The composer of diagrams: cards, lines and groups at the places that layout gives them."""
