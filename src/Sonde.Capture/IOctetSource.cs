namespace Sonde.Capture;

/// <summary>Octets in order, from a file, a pipe or a decompressor.</summary>
internal interface IOctetSource : IDisposable
{
    /// <summary>Octets taken from the file itself so far (compressed ones, where it is compressed).</summary>
    long Position { get; }

    /// <summary>Octets that the file has at this moment; null where nobody knows.</summary>
    long? Total { get; }

    /// <summary>What went wrong, when <see cref="Read"/> gave 0 for another reason than the end of the file.</summary>
    SourceFault? Fault { get; }

    /// <summary>Reads what is there, at least one octet; 0 at the end.</summary>
    int Read(Span<byte> into);
}

/// <summary>Why a source has no more octets.</summary>
internal sealed record SourceFault(EndReason Reason, string Text);
