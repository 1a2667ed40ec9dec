"""The composer of matrices: a row a component, a column a zone, and what each zone takes down."""
