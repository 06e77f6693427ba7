"""The pure interpreter of lifecycles: commands, decide, events, evolve, clocks. Of permits it knows nothing."""
