using System.Runtime.InteropServices;

namespace ZkStyle.Prover.Fields.Bulk;

/// <summary>Memory outside the managed heap, aligned for vectors and, where it is large, for large pages.</summary>
internal static unsafe partial class AlignedMemory
{
    private const nuint CacheLine = 64;

    private const nuint LargePage = 1 << 21;

    /// <summary>The advice MADV_HUGEPAGE of Linux.</summary>
    private const int AdviseLargePages = 14;

    /// <summary>Allocates bytes with undefined contents; free them with <see cref="NativeMemory.AlignedFree"/>.</summary>
    /// <remarks>
    /// Transforms walk through columns in large strides; with pages of 2 MiB they miss the address translation buffers
    /// less, and the first touch of a column costs a few faults rather than a thousand. It is advice: where the
    /// system does not take it, nothing changes.
    /// </remarks>
    public static void* Allocate(nuint bytes)
    {
        if (bytes < LargePage)
            return NativeMemory.AlignedAlloc(Math.Max(bytes, 1), CacheLine);
        var memory = NativeMemory.AlignedAlloc(bytes, LargePage);
        if (OperatingSystem.IsLinux())
            _ = Advise(memory, bytes, AdviseLargePages);
        return memory;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(void* address, nuint length, int advice);
}
