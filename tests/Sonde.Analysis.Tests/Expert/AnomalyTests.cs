using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Expert;

public sealed class AnomalyTests
{
    private const string A = "198.51.100.1:40000";
    private const string B = "203.0.113.2:80";
    private const string A6 = "[2001:db8::1]:40000";
    private const string B6 = "[2001:db8::2]:80";

    private readonly List<byte[]> _frames = [];

    [Fact]
    public void AnOrdinaryConversationHasNone()
    {
        foreach ((string client, string server) in new[] { (A, B), (A6, B6) })
        {
            Add(Any.Tcp(client, server, TcpFlags.Syn));
            Add(Any.Tcp(server, client, TcpFlags.Syn | TcpFlags.Ack));
            Add(Any.Tcp(client, server, TcpFlags.Ack | TcpFlags.Psh, new byte[100]));
            Add(Any.Tcp(server, client, TcpFlags.Fin | TcpFlags.Ack));
            Add(Any.Tcp(client, server, TcpFlags.Rst));
            Add(Any.Udp(client, server, new byte[30]));
        }

        Assert.Empty(Found());
    }

    [Theory]
    [InlineData(0x000, "tcp_null_flags")]
    [InlineData(0x0c0, "tcp_null_flags")]
    [InlineData(0x029, "tcp_xmas_flags")]
    [InlineData(0x003, "tcp_syn_fin")]
    [InlineData(0x03f, "tcp_syn_fin")]
    [InlineData(0x006, "tcp_syn_rst")]
    [InlineData(0x015, "tcp_fin_rst")]
    [InlineData(0x001, "tcp_fin_without_ack")]
    [InlineData(0x009, "tcp_fin_without_ack")]
    [InlineData(0x008, "tcp_without_ack")]
    [InlineData(0x210, "tcp_reserved_bits")]
    public void FlagsThatNoProperTcpSendsAreNamed(int flags, string kind)
    {
        Add(Any.Tcp(A, B, (TcpFlags)flags));
        Add(Any.Tcp(A6, B6, (TcpFlags)flags));

        Assert.Equal([$"{kind} in 1", $"{kind} in 2"], Found());
    }

    [Theory]
    [InlineData(0x002)]
    [InlineData(0x0c2)]
    [InlineData(0x012)]
    [InlineData(0x011)]
    [InlineData(0x014)]
    [InlineData(0x004)]
    [InlineData(0x118)]
    public void FlagsOfProperConnectionsAreNone(int flags)
    {
        Add(Any.Tcp(A, B, (TcpFlags)flags));

        Assert.Empty(Found());
    }

    [Fact]
    public void AWrongChecksumIsOneUnlessTheNetworkCardWasToFillItIn()
    {
        foreach ((string from, string to, int ip) in new[] { (A, B, 20), (A6, B6, 40) })
        {
            int at = 14 + ip;
            Add(Any.With(Any.Tcp(from, to, TcpFlags.Ack, new byte[8]), (at + 25, 1)));
            Add(Any.With(Any.Udp(from, to, new byte[8]), (at + 9, 1)));
            byte[] left = Any.Tcp(from, to, TcpFlags.Ack, new byte[8]);
            ushort sum = (ushort)
                ~Checksum.Internet(
                    [],
                    Checksum.PseudoHeader(
                        left.AsSpan(ip == 20 ? 26 : 22, ip == 20 ? 4 : 16),
                        left.AsSpan(ip == 20 ? 30 : 38, ip == 20 ? 4 : 16),
                        IpProtocols.Tcp,
                        28
                    )
                );
            Add(Any.With(left, (at + 16, (byte)(sum >> 8)), (at + 17, (byte)sum)));
        }
        Add(Any.With(Any.Udp(A, B, new byte[8]), (14 + 10, 0x12)));

        Assert.Equal(
            [
                "bad_tcp_checksum in 1",
                "bad_udp_checksum in 2",
                "bad_tcp_checksum in 4",
                "bad_udp_checksum in 5",
                "bad_ipv4_checksum in 7",
            ],
            Found()
        );
    }

    [Fact]
    public void AWrongChecksumOfIcmpIsOneForBothVersions()
    {
        Add(Any.Ip("198.51.100.1", "203.0.113.2", IpProtocols.Icmp, Make.Hex("0800 1234 0001 0001 0000 0000")));
        Add(Any.Ip("2001:db8::1", "2001:db8::2", IpProtocols.Icmpv6, Make.Hex("8000 1234 0001 0001 0000 0000")));

        Assert.Equal(["bad_icmp_checksum in 1", "bad_icmpv6_checksum in 2"], Found());
    }

    [Fact]
    public void LengthsThatContradictThePacketAreNamed()
    {
        Add(Any.Header(Any.Udp(A, B, new byte[8]), 14 + 2, 0x01, 0x00)); // claims 256 octets
        Add(Any.With(Any.Udp(A6, B6, new byte[8]), (14 + 4, 1)));
        Add(Any.Header(Any.Udp(A, B, new byte[8]), 14, 0x44)); // four words of header
        Add(Any.Header(Any.Udp(A, B, new byte[8]), 14 + 2, 0x00, 0x0a)); // shorter than its header
        Add(Any.With(Any.Tcp(A, B, TcpFlags.Ack), (14 + 20 + 12, 0x40)));
        Add(Any.With(Any.Tcp(A6, B6, TcpFlags.Ack), (14 + 40 + 12, 0xf0)));
        Add(Any.With(Any.Udp(A, B, new byte[8]), (14 + 20 + 5, 4)));
        Add(Any.With(Any.Udp(A6, B6, new byte[8]), (14 + 40 + 5, 99)));
        Add(Any.Tcp(A, B, TcpFlags.Ack, [], [5, 200, 0, 0]));
        Add(Any.With(Any.Udp(A6, B6, new byte[8]), (14, 0x45)));
        Add(Make.Ethernet(EtherTypes.Ipv4, [0x45, 0, 0]));

        Assert.Equal(
            [
                "truncated in 1",
                "truncated in 2",
                "bad_ipv4_length in 3",
                "bad_ipv4_length in 4",
                "bad_tcp_header_length in 5",
                "bad_tcp_header_length in 6",
                "bad_udp_length in 7",
                "bad_udp_length in 8",
                "bad_tcp_option_length in 9",
                "wrong_ip_version in 10",
                "malformed in 11",
            ],
            Found().Where(one => !one.Contains("checksum", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void WhatTheCaptureCutIsInformationalAndNotTruncated()
    {
        Add(Any.Udp(A, B, new byte[500]));
        Add(Any.Udp(A6, B6, new byte[500]));

        Assert.Equal(["cut_by_capture in 1", "cut_by_capture in 2"], Found(snapLength: 100));
        Assert.Equal(ExpertSeverity.Chat, Severity("cut_by_capture"));
    }

    [Fact]
    public void ReservedBitsOfInternetHeadersAreNamed()
    {
        Add(Any.Header(Any.Udp(A, B, new byte[8]), 14 + 6, 0xc0));
        Add(Any.Ip("2001:db8::1", "2001:db8::2", 44, Make.Hex("1101 0000 0000 0007 0000 0035 0008 0000")));

        Assert.Equal(["ipv4_reserved_bit in 1", "ipv6_fragment_reserved_bits in 2"], Found());
    }

    [Fact]
    public void ASourceThatIsAGroupOrItsOwnDestinationIsForged()
    {
        Add(Any.Udp("224.0.0.1:5", "203.0.113.2:6", new byte[8]));
        Add(Any.Udp("[ff02::1]:5", "[2001:db8::2]:6", new byte[8]));
        Add(Any.Tcp("198.51.100.1:80", "198.51.100.1:80", TcpFlags.Syn));
        Add(Any.Tcp("[2001:db8::1]:80", "[2001:db8::1]:80", TcpFlags.Syn));
        Add(Any.Udp("127.0.0.1:5", "203.0.113.2:6", new byte[8]));
        Add(Any.Udp("[::1]:5", "[2001:db8::2]:6", new byte[8]));
        Add(Any.Tcp(A, "239.1.1.1:80", TcpFlags.Syn));
        Add(Any.Tcp(A6, "[ff0e::1]:80", TcpFlags.Syn));
        Add(Any.With(Any.Udp(A, B, new byte[8]), (6, 1)));

        Assert.Equal(
            [
                "group_source_address in 1",
                "group_source_address in 2",
                "land_attack in 3",
                "land_attack in 4",
                "loopback_address_on_wire in 5",
                "loopback_address_on_wire in 6",
                "tcp_to_group in 7",
                "tcp_to_group in 8",
                "group_source_hardware_address in 9",
            ],
            Found()
        );
    }

    [Fact]
    public void AHostMayTalkToItselfOnTheLoopbackInterface()
    {
        foreach (string host in new[] { "127.0.0.1", "198.51.100.1", "[::1]", "[2001:db8::1]" })
        {
            byte[] frame = Any.Udp(host + ":5", host + ":6", new byte[8]);
            frame.AsSpan(0, 12).Clear();
            Add(frame);
        }

        Assert.Empty(Found());
    }

    [Fact]
    public void PrivateAddressesThatTalkToPublicOnesAreInformational()
    {
        Add(Any.Udp("192.168.1.2:5", "8.8.8.8:9", new byte[8]));
        Add(Any.Udp("8.8.8.8:9", "10.1.2.3:5", new byte[8]));
        Add(Any.Udp("[fd00::2]:5", "[2606:4700::1]:9", new byte[8]));
        Add(Any.Udp("[2606:4700::1]:9", "[fd00::2]:5", new byte[8]));
        Add(Any.Udp("192.168.1.2:5", "10.0.0.1:9", new byte[8]));
        Add(Any.Udp("192.168.1.2:5", "224.0.0.251:9", new byte[8]));
        Add(Any.Udp("8.8.8.8:9", "9.9.9.9:9", new byte[8]));

        Assert.Equal(
            ["private_to_public in 1", "public_to_private in 2", "private_to_public in 3", "public_to_private in 4"],
            Found()
        );
        Assert.Equal(ExpertSeverity.Chat, Severity("private_to_public"));
    }

    [Fact]
    public void HopsThatAreUsedUpAreOddUnlessSomethingExplainsThem()
    {
        Add(Any.Header(Any.Udp(A, B, new byte[8]), 14 + 8, 0));
        Add(Any.With(Any.Udp(A6, B6, new byte[8]), (14 + 7, 0)));
        Add(Any.Header(Any.Udp(A, "203.0.113.2:99", new byte[8]), 14 + 8, 1));
        Add(Any.With(Any.Udp(A6, "[2001:db8::2]:99", new byte[8]), (14 + 7, 1)));
        Add(Any.Header(Any.Udp(A, "203.0.113.2:33440", new byte[8]), 14 + 8, 1)); // traceroute
        Add(Any.Header(Any.Udp(A, "239.1.1.1:99", new byte[8]), 14 + 8, 1));
        Add(Any.With(Any.Udp("[fe80::1]:5", "[fe80::2]:6", new byte[8]), (14 + 7, 1)));
        Add(Any.Header(Any.Tcp(A, "203.0.113.2:179", TcpFlags.Ack), 14 + 8, 1)); // BGP
        Add(Any.Header(Any.Tcp(A, "203.0.113.2:443", TcpFlags.Syn), 14 + 8, 1)); // traceroute by TCP
        Add(Any.Header(Any.Ip("198.51.100.1", "203.0.113.2", 46, new byte[8]), 14 + 8, 1)); // RSVP

        Assert.Equal(["ttl_zero in 1", "ttl_zero in 2", "ttl_one in 3", "ttl_one in 4"], Found());
    }

    [Fact]
    public void ATtlThatAnEndHasNotUsedBeforeIsCountedOnce()
    {
        Add(Any.Tcp(A, B, TcpFlags.Ack));
        Add(Any.Header(Any.Tcp(B, A, TcpFlags.Ack), 14 + 8, 50)); // the other end has its own
        Add(Any.Header(Any.Tcp(A, B, TcpFlags.Rst), 14 + 8, 255));
        Add(Any.Tcp(A, B, TcpFlags.Ack));
        Add(Any.Header(Any.Tcp(A, B, TcpFlags.Rst), 14 + 8, 255));
        Add(Any.Tcp(A6, B6, TcpFlags.Ack));
        Add(Any.With(Any.Tcp(A6, B6, TcpFlags.Rst), (14 + 7, 255)));

        Assert.Equal(["ttl_changed in 3: 255, before 64", "ttl_changed in 7: 255, before 64"], Found(withDetail: true));
    }

    [Fact]
    public void FragmentsThatOverlapAreNamedAndCopiesAreNot()
    {
        foreach (bool isIpv6 in new[] { false, true })
        {
            Add(Any.Fragment(isIpv6, 0, true, 64));
            Add(Any.Fragment(isIpv6, 0, true, 64));
            Add(Any.Fragment(isIpv6, 56, true, 64));
            Add(Any.Fragment(isIpv6, 120, false, 10));
        }

        Assert.Equal(
            [
                "overlapping_fragments in 3: octets 56 to 119 of the datagram's data",
                "overlapping_fragments in 7: octets 56 to 119 of the datagram's data",
            ],
            Found(withDetail: true)
        );
    }

    [Fact]
    public void TheSamePlaceWithOtherContentIsAnOverlap()
    {
        byte[] other = Any.Fragment(false, 0, true, 64);
        other[^1] ^= 1;
        Add(Any.Fragment(false, 0, true, 64));
        Add(other);

        Assert.Equal(["overlapping_fragments in 2"], Found());
    }

    [Fact]
    public void FragmentsTooSmallUnevenOrTooFarAreNamed()
    {
        foreach (bool isIpv6 in new[] { false, true })
        {
            Add(Any.Fragment(isIpv6, 0, true, 8));
            Add(Any.Fragment(isIpv6, 800, true, 61));
            Add(Any.Fragment(isIpv6, 65528, false, 100));
        }

        Assert.Equal(
            [
                "tiny_fragment in 1",
                "uneven_fragment in 2",
                "oversized_datagram in 3",
                "tiny_fragment in 4",
                "uneven_fragment in 5",
                "oversized_datagram in 6",
            ],
            Found()
        );
    }

    [Fact]
    public void PortZeroIsReserved()
    {
        Add(Any.Tcp("198.51.100.1:0", B, TcpFlags.Ack));
        Add(Any.Udp(A6, "[2001:db8::2]:0", new byte[8]));
        Add(Any.Udp("198.51.100.1:0", B, new byte[8])); // no answer is wanted, RFC 768

        Assert.Equal(["port_zero in 1", "port_zero in 2"], Found());
    }

    [Fact]
    public void WhatAnIcmpErrorQuotesIsNotJudged()
    {
        byte[] quoted = Any.Header(Any.Tcp(A, B, TcpFlags.Syn | TcpFlags.Fin), 14 + 8, 0)[14..];
        byte[] error = new byte[8 + quoted.Length];
        Icmp.Write(error, 11, 0, 0, quoted);
        Add(Any.Ip("203.0.113.9", "198.51.100.1", IpProtocols.Icmp, error));

        Assert.Empty(Found());
    }

    [Fact]
    public void NothingThrowsWhateverTheOctets()
    {
        var random = new Random(5);
        byte[][] seeds =
        [
            Any.Tcp(A, B, TcpFlags.Syn, new byte[5], [2, 4, 5, 180, 1, 1, 4, 2]),
            Any.Udp(A6, B6, new byte[30]),
            Any.Fragment(false, 0, true, 64),
            Any.Fragment(true, 64, true, 64),
        ];
        for (int round = 0; round < 40_000; round++)
        {
            byte[] frame = [.. seeds[round % seeds.Length]];
            for (int i = 0; i < 4; i++)
                frame[random.Next(frame.Length)] = (byte)random.Next(256);
            Add(frame[..random.Next(frame.Length + 1)]);
        }

        Assert.NotEmpty(Found());
    }

    private static ExpertSeverity Severity(string name) => AnomalyKinds.All.Single(kind => kind.Name == name).Severity;

    private void Add(byte[] frame) => _frames.Add(frame);

    private List<string> Found(int snapLength = int.MaxValue, bool withDetail = false)
    {
        var book = new AnomalyBook(_ => true, 0, long.MaxValue);
        var pass = new Pass(StandardProtocols.Create(), new AnomalyReport(book));
        MadeFrames.Feed(pass, _frames, snapLength: snapLength).Finish();
        return
        [
            .. book.Page.Select(one =>
                $"{one.Kind.Name} in {one.Frame}" + (withDetail && one.Detail is { } detail ? ": " + detail : "")
            ),
        ];
    }
}
