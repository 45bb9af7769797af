using System.Globalization;
using System.Text.RegularExpressions;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>Conversations are those of <c>tshark -z conv</c>, packet by packet each way.</summary>
public sealed partial class ConversationsTests
{
    public static TheoryData<string> Captures =>
        [
            .. Directory
                .EnumerateFiles(Repo.Path("samples"), "*.pcap*")
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Captures))]
    public void TcpAndUdpConversationsAreThoseOfTshark(string capture)
    {
        Assert.SkipUnless(TsharkProgram.IsThere, "needs tshark");
        foreach (string protocol in new[] { "TCP", "UDP" })
        {
            if (AreCountedAlike(capture, protocol))
                Assert.Equal(OfTshark(capture, protocol), OfSonde(capture, protocol));
        }
    }

    /// <summary>False where docs/differences.md says why: tshark takes the two directions of announced media for two conversations.</summary>
    internal static bool AreCountedAlike(string capture, string protocol) =>
        capture != "sip.pcapng" || !protocol.Equals("UDP", StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void FragmentsThatShowNoPortsAreConversationsOfIp()
    {
        ConversationRow[] rows = [.. Ask("fragments.pcapng", "IP").Conversations];

        Assert.Equal([44, 17], rows.Select(row => row.IpProtocol));
        Assert.All(rows, row => Assert.Null(row.SrcPort));
        Assert.All(rows, row => Assert.Null(row.Stream));
        Assert.Equal(
            "ip.addr == 192.0.2.10 && ip.addr == 192.0.2.80 && ip.proto == 17 && !tcp && !udp && !sctp",
            rows[1].Evidence.DisplayFilter
        );
    }

    [Fact]
    public void IcmpErrorsAreConversationsOfThoseWhoSendThem()
    {
        ConversationRow errors = Ask("icmp.pcapng", "ICMP").Conversations.Single(row => row.SrcIp == "192.0.2.1");

        Assert.Equal((6, 1220), (errors.Packets, errors.Bytes)); // as tshark -z conv,ip
    }

    private static IEnumerable<string> OfSonde(string capture, string protocol) =>
        Ask(capture, protocol)
            .Conversations.Select(row =>
                Row($"{row.SrcIp}:{row.SrcPort}", $"{row.DstIp}:{row.DstPort}", row.PacketsForward, row.PacketsReverse)
            )
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> OfTshark(string capture, string protocol) =>
        Conversation()
            .Matches(
                TsharkProgram.Run(
                    "-n",
                    "-q",
                    "-r",
                    Repo.Path("samples", capture),
                    "-z",
                    "conv," + protocol.ToLowerInvariant()
                )
            )
            .Select(line =>
                Row(
                    line.Groups[1].Value,
                    line.Groups[2].Value,
                    Number(line.Groups[4].Value),
                    Number(line.Groups[3].Value)
                )
            )
            .Order(StringComparer.Ordinal);

    // Which end comes first is a matter of taste.
    private static string Row(string one, string other, long sent, long received) =>
        string.CompareOrdinal(one, other) < 0 ? $"{one} {other} {sent} {received}" : $"{other} {one} {received} {sent}";

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static ConversationList Ask(string capture, string protocol)
    {
        var config = new SondeConfig { Pcap = new PcapConfig { AllowedPaths = [Repo.Path("samples")] } };
        return ConversationsQuestion.Ask(
            new CaptureEngine(config, PathPolicy.Restricted(config.Pcap, Repo.Path("samples"), null)),
            new ConversationsArguments
            {
                FilePath = Repo.Path("samples", capture),
                Protocol = protocol,
                TopN = int.MaxValue,
            },
            new AskContext()
        );
    }

    [GeneratedRegex(@"^(\S+)\s+<-> (\S+)\s+(\d+) \d+ \S+\s+(\d+) \d+ \S+", RegexOptions.Multiline)]
    private static partial Regex Conversation();
}
