using System.Buffers.Binary;

namespace Sonde.Capture;

/// <summary>
/// Watches compressed octets go by, because the framework's decompressor takes an end within a member's last octets, and
/// anything behind a member, for a proper end.
/// </summary>
internal sealed class GzipInput(IOctetSource inner) : IOctetSource
{
    private const int Kept = 4;

    private uint _last; // the last four octets, the latest on top

    public long Position => inner.Position;

    public long? Total => inner.Total;

    public SourceFault? Fault => inner.Fault;

    /// <summary>The source has said that it has no more.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>There may be more than one member: what begins one was seen after the start.</summary>
    public bool MayHaveMembers { get; private set; }

    /// <summary>The octets end as a single member that inflates to so many octets does (RFC 1952 §2.3.1, ISIZE).</summary>
    public bool EndsAfter(long inflated) => MayHaveMembers || _last == (uint)inflated;

    public int Read(Span<byte> into)
    {
        int count = inner.Read(into);
        HasEnded = count == 0;
        Watch(into[..count]);
        return count;
    }

    /// <summary>Takes note of octets; those of <see cref="Read"/> are noted there.</summary>
    public void Watch(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            return;
        Span<byte> border = stackalloc byte[2 * Kept];
        BinaryPrimitives.WriteUInt32LittleEndian(border, _last);
        int begun = Math.Min(Kept, octets.Length);
        octets[..begun].CopyTo(border[Kept..]);
        ReadOnlySpan<byte> member = [0x1f, 0x8b, 8];
        MayHaveMembers |= border[..(Kept + begun)].IndexOf(member) >= 0 || octets[1..].IndexOf(member) >= 0;
        _last = BinaryPrimitives.ReadUInt32LittleEndian(
            octets.Length >= Kept ? octets[^Kept..] : border.Slice(begun, Kept)
        );
    }

    public void Dispose() => inner.Dispose();
}
