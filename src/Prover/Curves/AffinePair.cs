namespace ZkStyle.Prover.Curves;

/// <summary>
/// One addition of a batch, by positions: destination = left + right. A right position given as its bitwise
/// complement stands for the opposite point.
/// </summary>
internal readonly record struct AffinePair(int Left, int Right, int Destination);
