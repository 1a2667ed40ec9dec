"""Pictures as texts of Mermaid: flowcharts, sequence diagrams, entity relationship diagrams."""
