namespace ZkStyle.Prover.Curves.Bulk;

/// <summary>A range of points in consecutive windows.</summary>
internal readonly record struct MsmTask(int Window, int Windows, int First, int Count);
