using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>What a checksum turned out to be.</summary>
internal enum ChecksumVerdict : byte
{
    /// <summary>It fits what it covers.</summary>
    Right,

    /// <summary>It was left for the network card: the sum over the pseudo-header, or zero.</summary>
    Offloaded,

    /// <summary>It does not fit.</summary>
    Wrong,
}

/// <summary>A checksum that was verified.</summary>
/// <param name="Layer">Position of the Internet header in the packet's layers.</param>
/// <param name="Protocol">Wireshark's name of the header that has the checksum.</param>
/// <param name="Verdict">What it turned out to be.</param>
internal readonly record struct CheckedSum(int Layer, string Protocol, ChecksumVerdict Verdict);

/// <summary>Verifies the checksums of IPv4, TCP and UDP in whole, unfragmented datagrams.</summary>
/// <remarks>
/// A network card fills checksums in after the capture saw the packet; what the system leaves for it is no error. Memory:
/// the list of one packet.
/// </remarks>
internal sealed class ChecksumVerifier
{
    private readonly List<CheckedSum> _found = [];

    /// <summary>The checksums of a packet; valid until the next call.</summary>
    public List<CheckedSum> Verify(in Packet packet)
    {
        _found.Clear();
        ReadOnlySpan<LayerSpan> layers = packet.Layers;
        for (int index = 0; index < layers.Length; index++)
        {
            if (packet.TryRead(index, out Ipv4 ip))
            {
                if (ip.IsMislabelled)
                    continue;
                ReadOnlySpan<byte> octets = packet.GivenTo(layers[index]);
                bool isRight = Checksum.Internet(octets[..ip.HeaderLength]) == 0;
                Add(index, Ipv4.Name, isRight, isOffloaded: ReadUInt16BigEndian(octets[10..]) == 0);
                if (index + 1 < layers.Length && !ip.IsFragment && ip.TotalLength > 0)
                    SeeTransport(packet, index, ip.Source, ip.Destination);
            }
            else if (packet.TryRead(index, out Ipv6 ip6) && index + 1 < layers.Length)
                SeeTransport(packet, index, ip6.Source, ip6.Destination);
            else if (layers[index].Reader.Name is "icmp" or "icmpv6")
                break; // what an error quotes is cut
        }
        return _found;
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
        Add(ip, layer.Reader.Name, isRight, isOffloaded);
    }

    private void Add(int layer, string protocol, bool isRight, bool isOffloaded) =>
        _found.Add(
            new CheckedSum(
                layer,
                protocol,
                isRight ? ChecksumVerdict.Right
                    : isOffloaded ? ChecksumVerdict.Offloaded
                    : ChecksumVerdict.Wrong
            )
        );
}
