using System.IO.MemoryMappedFiles;

namespace ZkStyle.Cli.Files;

/// <summary>A file mapped into memory for reading; whoever uses the bytes keeps a reference to this.</summary>
internal sealed unsafe class MappedFile
{
    private readonly MemoryMappedViewAccessor _view;

    private MappedFile(MemoryMappedViewAccessor view, long length)
    {
        _view = view;
        Length = length;
        byte* bytes = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref bytes);
        Bytes = bytes + view.PointerOffset;
    }

    /// <summary>Unmaps the file.</summary>
    ~MappedFile()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
    }

    /// <summary>The first byte, at the start of a page.</summary>
    public byte* Bytes { get; }

    /// <summary>Number of bytes.</summary>
    public long Length { get; }

    /// <summary>Maps an open file, which may be closed afterwards.</summary>
    /// <param name="stream">The file.</param>
    /// <returns>Its bytes.</returns>
    /// <exception cref="InvalidDataException">The file is empty.</exception>
    public static MappedFile Open(FileStream stream)
    {
        // The system maps no empty files.
        if (stream.Length == 0)
            throw new InvalidDataException("the file is empty");
        using var file = MemoryMappedFile.CreateFromFile(
            stream, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        return new MappedFile(file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read), stream.Length);
    }
}
