"""What several rules share; none of these modules is a rule."""
