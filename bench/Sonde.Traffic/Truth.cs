using System.Globalization;
using System.Text;

namespace Sonde.Traffic;

/// <summary>What one packet is besides its protocol; several can hold.</summary>
[Flags]
internal enum Kinds : long
{
    None = 0,
    Syn = 1L << 0,
    SynAgain = 1L << 1,
    SynRefused = 1L << 2,
    ResentSeenBefore = 1L << 3,
    ResentUnseenBefore = 1L << 4,
    ResentSpuriously = 1L << 5,
    OvertakenByNext = 1L << 6,
    DuplicateAck = 1L << 7,
    ZeroWindow = 1L << 8,
    ZeroWindowProbe = 1L << 9,
    KeepAlive = 1L << 10,
    ResetInMidConnection = 1L << 11,
    TlsClientHello = 1L << 12,
    HttpRequest = 1L << 13,
    HttpError = 1L << 14,
    SshBanner = 1L << 15,
    DnsQuery = 1L << 16,
    DnsQueryAgain = 1L << 17,
    DnsResponse = 1L << 18,
    DnsNxDomain = 1L << 19,
    DnsServFail = 1L << 20,
    IcmpEchoRequest = 1L << 21,
    IcmpEchoReply = 1L << 22,
    IcmpUnreachable = 1L << 23,
    IcmpTimeExceeded = 1L << 24,
    QuicInitial = 1L << 25,
    Rtp = 1L << 26,
    Arp = 1L << 27,
    Fragment = 1L << 28,
    NeighborDiscovery = 1L << 29,
    Ipv4 = 1L << 30,
    Ipv6 = 1L << 31,
    Vlan = 1L << 32,
    Tcp = 1L << 33,
    Udp = 1L << 34,
}

/// <summary>Counts what was written, where it is written.</summary>
internal sealed class Truth
{
    private readonly long[] _counts = new long[64];
    private long _packets;
    private long _octets;
    private long _first = -1;
    private long _last;

    public void Count(in Emission emission)
    {
        _packets++;
        _octets += emission.Octets.Length;
        if (_first < 0)
            _first = emission.At;
        _last = emission.At;
        for (long left = (long)emission.Kinds; left != 0; left &= left - 1)
            _counts[System.Numerics.BitOperations.TrailingZeroCount(left)]++;
    }

    public string ToText()
    {
        var text = new StringBuilder("# counted when written: every number is of packets in the file\n");
        Line("Packets", _packets);
        Line("Octets", _octets);
        Line("MeanOctets", _packets == 0 ? 0 : _octets / _packets);
        Line("Microseconds", _last - _first);
        foreach (Kinds kind in Enum.GetValues<Kinds>())
            if (kind != Kinds.None)
                Line(kind.ToString(), _counts[System.Numerics.BitOperations.TrailingZeroCount((long)kind)]);
        return text.ToString();

        void Line(string name, long value) => text.Append(CultureInfo.InvariantCulture, $"{name} {value}\n");
    }
}
