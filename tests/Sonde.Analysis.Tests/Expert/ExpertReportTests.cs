using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Expert;

public sealed class ExpertReportTests
{
    private const string Client = "10.0.0.1:40000";
    private const string Server = "10.0.0.2:80";

    private readonly List<byte[]> _frames = [];

    [Fact]
    public void AnOpeningAndAnEndAreChatsWithTheServersPort()
    {
        Add(Make.Tcp(Client, Server, 99, 0, TcpFlags.Syn, []));
        Add(Make.Tcp(Server, Client, 499, 100, TcpFlags.Syn | TcpFlags.Ack, []));
        Add(Make.Tcp(Client, Server, 100, 500, TcpFlags.Fin | TcpFlags.Ack, []));
        Add(Make.Tcp(Server, Client, 500, 101, TcpFlags.Fin | TcpFlags.Ack, []));
        Add(Make.Tcp(Client, Server, 100, 500, TcpFlags.Fin | TcpFlags.Ack, []));
        Add(Make.Tcp(Client, Server, 101, 501, TcpFlags.Rst, []));

        Assert.Equal(
            [
                "Chat Connection establish request (SYN): server port 80 in 1",
                "Chat Connection establish acknowledge (SYN+ACK): server port 80 in 2",
                "Chat Connection finish (FIN) in 3,4,5",
                "Note This frame initiates the connection closing in 3,5",
                "Note This frame undergoes the connection closing in 4",
                "Warning Connection reset (RST) in 6",
                "Note The acknowledgment number field is nonzero while the ACK flag is not set in 6",
            ],
            Remarks().Where(one => !one.Contains("retransmission", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void DuplicateAcksAreToldApartByTheirNumber()
    {
        Add(Make.Tcp(Server, Client, 500, 100, TcpFlags.Ack, new byte[10]));
        for (int i = 0; i < 3; i++)
            Add(Make.Tcp(Client, Server, 100, 500, TcpFlags.Ack, []));

        Assert.Contains("Note Duplicate ACK (#1) in 3", Remarks());
        Assert.Contains("Note Duplicate ACK (#2) in 4", Remarks());
    }

    [Fact]
    public void ASackBlockBelowTheAcknowledgmentIsADuplicateOne()
    {
        byte[] options = [1, 1, 5, 10, 0, 0, 1, 244, 0, 0, 1, 254]; // 500 to 510
        Add(Make.Tcp(Server, Client, 500, 100, TcpFlags.Ack, new byte[20]));
        Add(Make.Tcp(Client, Server, 100, 520, TcpFlags.Ack, [], options: options));

        Assert.Contains("Warning D-SACK Sequence in 2", Remarks());
    }

    [Fact]
    public void TwoHostsWithOneAddressAreADuplicate()
    {
        Add(Arp(2, [2, 0, 0, 0, 0, 1], [10, 0, 0, 9]));
        Add(Arp(1, [2, 0, 0, 0, 0, 2], [10, 0, 0, 9]));
        Add(Arp(2, [2, 0, 0, 0, 0, 1], [10, 0, 0, 9]));

        Assert.Equal(["Warning Duplicate IP address configured (10.0.0.9) in 2"], Remarks());
    }

    [Fact]
    public void AQueryThatCameAgainNamesTheFirst()
    {
        byte[] query = Make.Hex("0007 0100 0001 0000 0000 0000 01 61 00 0001 0001");
        byte[] response = Make.Hex("0007 8180 0001 0000 0000 0000 01 61 00 0001 0001");
        Add(Make.Udp("10.0.0.1:5000", "10.0.0.2:53", query));
        Add(Make.Udp("10.0.0.1:5000", "10.0.0.2:53", query));
        Add(Make.Udp("10.0.0.2:53", "10.0.0.1:5000", response));
        Add(Make.Udp("10.0.0.2:53", "10.0.0.1:5000", response));

        Assert.Equal(
            [
                "Warning DNS query retransmission. Original request in frame 1 in 2",
                "Warning DNS response retransmission. Original response in frame 3 in 4",
            ],
            Remarks()
        );
    }

    [Fact]
    public void AQueryAfterItsAnswerIsAnotherOne()
    {
        byte[] query = Make.Hex("0007 0100 0001 0000 0000 0000 01 61 00 0001 0001");
        byte[] response = Make.Hex("0007 8180 0001 0000 0000 0000 01 61 00 0001 0001");
        for (int i = 0; i < 2; i++)
        {
            Add(Make.Udp("10.0.0.1:5000", "10.0.0.2:53", query));
            Add(Make.Udp("10.0.0.2:53", "10.0.0.1:5000", response));
        }

        Assert.Empty(Remarks());
    }

    [Fact]
    public void NumbersOfAnAssociationThatDoNotFollowAreRemarked()
    {
        foreach (byte number in new byte[] { 1, 2, 5, 6, 6, 3, 4 })
            Add(Any.Ip("2001:db8::1", "2001:db8::2", IpProtocols.Esp, [0, 0, 0, 7, 0, 0, 0, number, 1, 2, 3, 4]));

        Assert.Equal(
            [
                "Warning Wrong Sequence Number for SPI 00000007 - 2 missing in 3",
                "Warning Wrong Sequence Number for SPI 00000007 - 6 repeated in 5",
                "Warning Wrong Sequence Number for SPI 00000007 - 4 less than expected in 6",
            ],
            Remarks()
        );
    }

    [Fact]
    public void WrongChecksumsOfPimAndDccpAreRemarkedOverBothVersions()
    {
        byte[] hello = Make.Hex("20 00 1234 0001 0002 0069");
        byte[] request = Make.Hex("8004 1389 05 00 1234 00 00 0000 0000 0001 0000 0000");
        foreach ((string from, string to) in new[] { ("10.0.0.1", "10.0.0.2"), ("2001:db8::1", "2001:db8::2") })
        {
            Add(Any.Ip(from, to, 103, hello));
            Add(Any.Ip(from, to, 33, request));
        }

        Assert.Equal(
            ["1", "2", "3", "4"],
            Remarks()
                .Where(one => one.StartsWith("Error Bad checksum", StringComparison.Ordinal))
                .Select(one => one.Split(' ')[^1])
        );
    }

    [Fact]
    public void HeadersOfIpv6ThatContradictThemselvesAreRemarked()
    {
        byte[] datagram = Make.Hex("0005 0006 000c 0001 6162 6364");
        Add(Any.With(Any.Ip("2001:db8::1", "2001:db8::2", IpProtocols.Udp, datagram), (14, 0x50)));
        Add(Any.With(Any.Ip("2001:db8::1", "2001:db8::2", 89, new byte[40]), (14 + 5, 0)));

        Assert.Contains("Error Bogus IPv6 version in 1", Remarks());
        Assert.Contains(
            "Chat IPv6 payload length equals 0 (maybe because of \"TCP segmentation offload\" (TSO)) in 2",
            Remarks()
        );
    }

    [Fact]
    public void AWrongIcmpChecksumNamesTheRightOne()
    {
        byte[] echo = new byte[8 + 8];
        Icmp.Write(echo, Icmp.EchoRequest, 0, 0x0001_0001, new byte[8]);
        int right = (echo[2] << 8) | echo[3];
        echo[2] ^= 0xff;
        Add(Make.Ipv4("10.0.0.1", "10.0.0.2", IpProtocols.Icmp, echo));

        Assert.Equal([$"Warning Bad checksum [should be 0x{right:x4}] in 1"], Remarks());
    }

    [Fact]
    public void FewHopsLeftAreRemarkedButNotForMulticast()
    {
        byte[] near = Make.Udp("10.0.0.1:5000", "10.0.0.2:6000", new byte[20]);
        near[14 + 8] = 2;
        Add(near);
        byte[] multicast = Make.Udp("10.0.0.1:5000", "239.1.1.1:6000", new byte[20]);
        multicast[14 + 8] = 2;
        Add(multicast);

        Assert.Equal(["Note \"Time To Live\" only 2 in 1"], Remarks());
    }

    [Fact]
    public void PaddingThatIsNotZeroIsRemarked()
    {
        byte[] frame = Make.Tcp(Client, Server, 1, 1, TcpFlags.Ack, []);
        Add([.. frame, 0, 0, 0, 0, 0, 0]);
        Add([.. frame, 0, 0, 0, 0, 0, 7]);

        Assert.Contains(
            Remarks(),
            one =>
                one.StartsWith("Note Didn't find padding", StringComparison.Ordinal)
                && one.EndsWith("in 2", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void RemarksAreBounded()
    {
        var book = new ExpertBook();
        var rule = new ExpertRule(ExpertSeverity.Note, ExpertGroup.Sequence, "X", "{0}", "x");
        for (int i = 0; i < ExpertBook.Limit + 5; i++)
            book.Add(rule, 1, i);

        Assert.Equal((ExpertBook.Limit, 5), (book.Findings.Count, book.NotKept));
    }

    [Fact]
    public void NothingThrowsWhateverTheOctets()
    {
        var random = new Random(3);
        byte[][] seeds =
        [
            Make.Tcp(Client, Server, 1, 1, TcpFlags.Syn, new byte[5], options: [2, 4, 5, 180, 1, 1, 4, 2]),
            Make.Udp("10.0.0.1:5353", "224.0.0.251:5353", Make.Hex("0007 0100 0001 0000 0000 0000 01 61 00 0001 0001")),
            Arp(1, [2, 0, 0, 0, 0, 1], [10, 0, 0, 9]),
        ];
        for (int round = 0; round < 20_000; round++)
        {
            byte[] frame = [.. seeds[round % seeds.Length]];
            for (int i = 0; i < 4; i++)
                frame[random.Next(frame.Length)] = (byte)random.Next(256);
            Add(frame[..random.Next(frame.Length + 1)]);
        }

        Assert.NotEmpty(Remarks());
    }

    private void Add(byte[] frame) => _frames.Add(frame);

    private List<string> Remarks()
    {
        Protocols protocols = StandardProtocols.Create();
        var report = new ExpertReport(protocols);
        MadeFrames.Feed(new Pass(protocols, report), _frames).Finish();
        return
        [
            .. report.Book.Findings.Select(one =>
                $"{one.Rule.Severity} {one.Summary} in {string.Join(',', one.Frames.Numbers)}"
            ),
        ];
    }

    private static byte[] Arp(byte opcode, byte[] hardware, byte[] address) =>
        Make.Ethernet(
            EtherTypes.Arp,
            [0, 1, 8, 0, 6, 4, 0, opcode, .. hardware, .. address, 0, 0, 0, 0, 0, 0, 10, 0, 0, 1]
        );
}
