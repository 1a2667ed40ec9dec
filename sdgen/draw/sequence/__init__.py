"""The composer of sequence diagrams: heads, lifelines, bars, arrows, frames and the rail of time."""
