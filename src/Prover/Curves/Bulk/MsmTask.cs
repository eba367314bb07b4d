namespace ZkStyle.Prover.Curves.Bulk;

/// <summary>A range of points in a window.</summary>
internal readonly record struct MsmTask(int Window, int First, int Count);
