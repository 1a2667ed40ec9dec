"""What the sample adds to sdgen: a module for each thing."""
