using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Counts of Internet headers: fragments, and TCP's flag bits.</summary>
public sealed class InternetFacts(Protocols protocols) : IObserver
{
    private readonly Role[] _roles = [.. protocols.Readers.Select(reader => RoleOf(reader.Name))];

    private enum Role : byte
    {
        None,
        Ipv4,
        FragmentHeader,
        Icmp,
        Tcp,
    }

    /// <summary>Frames with a fragment of an IPv4 datagram.</summary>
    public long Ipv4Fragments { get; private set; }

    /// <summary>Frames with an IPv6 fragment header.</summary>
    public long Ipv6Fragments { get; private set; }

    /// <summary>Frames with a TCP segment that is not quoted in an ICMP error; the first of each frame counts.</summary>
    public long Segments { get; private set; }

    /// <summary>Segments with SYN and without ACK.</summary>
    public long Syn { get; private set; }

    /// <summary>Segments with SYN and ACK.</summary>
    public long SynAck { get; private set; }

    /// <summary>Segments with RST.</summary>
    public long Rst { get; private set; }

    /// <summary>Segments with FIN.</summary>
    public long Fin { get; private set; }

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        bool fragment4 = false;
        bool fragment6 = false;
        bool quoted = false;
        bool segmentSeen = false;
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            switch (_roles[layer.Reader.Id])
            {
                case Role.Ipv4 when packet.GivenTo(layer) is { Length: >= 20 } octets:
                    fragment4 |= (ReadUInt16BigEndian(octets[6..]) & 0x3fff) != 0;
                    break;
                case Role.FragmentHeader:
                    fragment6 = true;
                    break;
                case Role.Icmp:
                    quoted = true;
                    break;
                case Role.Tcp when !quoted && !segmentSeen && packet.GivenTo(layer) is { Length: >= 14 } octets:
                    segmentSeen = true;
                    CountFlags((TcpFlags)octets[13]);
                    break;
                default:
                    break;
            }
        }
        Ipv4Fragments += fragment4 ? 1 : 0;
        Ipv6Fragments += fragment6 ? 1 : 0;
    }

    private static Role RoleOf(string name) =>
        name switch
        {
            "ip" => Role.Ipv4,
            "ipv6.fraghdr" => Role.FragmentHeader,
            "icmp" or "icmpv6" => Role.Icmp,
            "tcp" => Role.Tcp,
            _ => Role.None,
        };

    private void CountFlags(TcpFlags flags)
    {
        Segments++;
        if ((flags & TcpFlags.Syn) != 0)
        {
            if ((flags & TcpFlags.Ack) != 0)
                SynAck++;
            else
                Syn++;
        }
        Rst += (flags & TcpFlags.Rst) != 0 ? 1 : 0;
        Fin += (flags & TcpFlags.Fin) != 0 ? 1 : 0;
    }
}
