"""What each picture shows: a Design and facts to a Diagram."""
