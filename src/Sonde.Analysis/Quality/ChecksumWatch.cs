using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>A header whose checksum is wrong.</summary>
/// <param name="Frame">Number of the frame.</param>
/// <param name="Protocol">Wireshark's name of the header.</param>
/// <param name="Source">Who sent the datagram.</param>
/// <param name="Destination">To whom.</param>
public readonly record struct ChecksumError(long Frame, string Protocol, Address Source, Address Destination);

/// <summary>Verifies the checksums of IPv4, TCP and UDP in whole, unfragmented datagrams.</summary>
/// <remarks>
/// A network card fills checksums in after the capture saw the packet. What the system leaves for it is the sum over the
/// pseudo-header, or zero: that is counted as <see cref="Offloaded"/>, not as an error. Memory: the page.
/// </remarks>
/// <param name="skip">Errors to leave out of <see cref="Page"/> at its beginning.</param>
/// <param name="take">Errors to keep in <see cref="Page"/>.</param>
public sealed class ChecksumWatch(long skip, long take) : IObserver
{
    private readonly List<ChecksumError> _page = [];

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
        ReadOnlySpan<LayerSpan> layers = packet.Layers;
        for (int index = 0; index < layers.Length; index++)
        {
            if (packet.TryRead(index, out Ipv4 ip))
            {
                if (ip.IsMislabelled)
                    continue;
                ReadOnlySpan<byte> octets = packet.GivenTo(layers[index]);
                bool isRight = Checksum.Internet(octets[..ip.HeaderLength]) == 0;
                Count(packet, index, isRight, isOffloaded: ReadUInt16BigEndian(octets[10..]) == 0, Ipv4.Name);
                if (index + 1 < layers.Length && !ip.IsFragment && ip.TotalLength > 0)
                    SeeTransport(packet, index, ip.Source, ip.Destination);
            }
            else if (packet.TryRead(index, out Ipv6 ip6) && index + 1 < layers.Length)
                SeeTransport(packet, index, ip6.Source, ip6.Destination);
            else if (packet.Layers[index].Reader.Name is "icmp" or "icmpv6")
                return; // what an error quotes is cut
        }
    }

    private void SeeTransport(in Packet packet, int ip, ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination)
    {
        ref readonly LayerSpan outer = ref packet.Layers[ip];
        ref readonly LayerSpan layer = ref packet.Layers[ip + 1];
        bool isTcp = layer.Reader.Name == Tcp.Name;
        if (
            !(isTcp || layer.Reader.Name == Udp.Name)
            || outer.Status != ReadStatus.Ok
            || layer.Status != ReadStatus.Ok
            || layer.Source != outer.Source
        )
            return;
        ReadOnlySpan<byte> octets = packet.OctetsOf(outer)[(layer.Start - outer.Start)..];
        if (!isTcp)
        {
            int claimed = octets.Length >= 8 ? ReadUInt16BigEndian(octets[4..]) : 0;
            if (claimed < 8 || claimed > octets.Length)
                return;
            octets = octets[..claimed];
        }
        int at = isTcp ? 16 : 6;
        if (octets.Length < at + 2)
            return;
        ushort written = ReadUInt16BigEndian(octets[at..]);
        if (!isTcp && written == 0 && source.Length == 4)
            return; // RFC 768: none was made
        uint pseudo = Checksum.PseudoHeader(
            source,
            destination,
            isTcp ? IpProtocols.Tcp : IpProtocols.Udp,
            octets.Length
        );
        bool isRight = Checksum.Internet(octets, pseudo) == 0;
        bool isOffloaded = written == 0 || written == (ushort)~Checksum.Internet([], pseudo);
        Count(packet, ip, isRight, isOffloaded, layer.Reader.Name);
    }

    private void Count(in Packet packet, int ip, bool isRight, bool isOffloaded, string protocol)
    {
        Verified++;
        if (isRight)
            return;
        if (isOffloaded)
        {
            Offloaded++;
            return;
        }
        Frames.Add(packet.Frame.Number);
        if (Errors++ < skip || _page.Count >= take)
            return;
        int from = ip;
        OuterAddresses.TryReadNext(packet, ref from, out Address source, out Address destination);
        _page.Add(new ChecksumError(packet.Frame.Number, protocol, source, destination));
    }
}
