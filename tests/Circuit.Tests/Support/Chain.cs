namespace ZkStyle.Circuit.Tests.Support;

/// <summary>The three chains of phase 2.</summary>
internal enum Chain
{
    Sums,
    Inputs,
    Kernels,
}
