using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>A header whose checksum is wrong.</summary>
/// <param name="Frame">Number of the frame.</param>
/// <param name="Protocol">Wireshark's name of the header.</param>
/// <param name="Source">Who sent the datagram.</param>
/// <param name="Destination">To whom.</param>
public readonly record struct ChecksumError(long Frame, string Protocol, Address Source, Address Destination);

/// <summary>Verifies the checksums of IPv4, TCP and UDP in whole, unfragmented datagrams.</summary>
/// <remarks>Memory: the page.</remarks>
/// <param name="skip">Errors to leave out of <see cref="Page"/> at its beginning.</param>
/// <param name="take">Errors to keep in <see cref="Page"/>.</param>
public sealed class ChecksumWatch(long skip, long take) : IObserver
{
    private readonly List<ChecksumError> _page = [];
    private readonly ChecksumVerifier _verifier = new();

    /// <summary>Headers verified.</summary>
    public long Verified { get; private set; }

    /// <summary>Wrong checksums.</summary>
    public long Errors { get; private set; }

    /// <summary>Checksums that were left for the network card.</summary>
    public long Offloaded { get; private set; }

    /// <summary>The errors asked for, in capture order.</summary>
    public IReadOnlyList<ChecksumError> Page => _page;

    /// <summary>Frames with errors.</summary>
    public FirstFrames Frames { get; } = new();

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        foreach (CheckedSum sum in _verifier.Verify(packet))
        {
            Verified++;
            if (sum.Verdict == ChecksumVerdict.Offloaded)
                Offloaded++;
            else if (sum.Verdict == ChecksumVerdict.Wrong)
                Add(packet, sum);
        }
    }

    private void Add(in Packet packet, in CheckedSum sum)
    {
        Frames.Add(packet.Frame.Number);
        if (Errors++ < skip || _page.Count >= take)
            return;
        int from = sum.Layer;
        OuterAddresses.TryReadNext(packet, ref from, out Address source, out Address destination);
        _page.Add(new ChecksumError(packet.Frame.Number, sum.Protocol, source, destination));
    }
}
