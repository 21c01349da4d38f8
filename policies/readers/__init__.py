"""The parts of a pack file, each read into the domain's values with every mistake noted."""
