using System.Diagnostics;
using System.Text.Json.Nodes;
using Sonde.Testing;
using Xunit;

namespace Sonde.Cli.Tests.Paths;

/// <summary>Paths with the autonomous systems of their hops, from a name server that speaks as Team Cymru's zones do.</summary>
public sealed class OriginTests(OriginTests.Network network) : IClassFixture<OriginTests.Network>
{
    // of the internet as far as a program can tell, and here in a network that no packet leaves
    private const string Far = "216.90.108.31";
    private const string Far6 = "2001:4860:4860::8888";
    private const string Unknown = "216.90.109.1";

    [Theory]
    [InlineData("trace", Far, "23028", "TEAM-CYMRU, US")]
    [InlineData("mtr", Far, "23028", "TEAM-CYMRU, US")]
    [InlineData("trace", Far6, "15169", "GOOGLE, US")]
    [InlineData("mtr", Far6, "15169", "GOOGLE, US")]
    public void AHopOfTheInternetHasItsSystemAndAPrivateOneHasNone(
        string command,
        string target,
        string asn,
        string name
    )
    {
        JsonArray hops = network.Ask(command, target, "--asn", "-n")["hops"]!.AsArray();

        Assert.Equal([null, null, asn], hops.Select(hop => (string?)hop!["asn"]));
        Assert.Equal([null, null, name], hops.Select(hop => (string?)hop!["as_name"]));
    }

    [Fact]
    public void WithoutTheOptionNobodyIsAsked()
    {
        JsonObject answer = network.Ask("trace", Far, "-n");

        Assert.Null(answer["hops"]![2]!["asn"]);
        Assert.Empty(answer["notes"]!.AsArray());
    }

    [Fact]
    public void AnAddressThatNobodyAnnouncesIsNoFault()
    {
        JsonObject answer = network.Ask("trace", Unknown, "--asn", "-n");

        Assert.Null(answer["hops"]![2]!["asn"]);
        Assert.Empty(answer["notes"]!.AsArray());
        Assert.True((bool)answer["coverage"]!["complete"]!);
    }

    [Theory]
    [InlineData("SONDE_PROBES_ASN_NAMESERVER=10.99.2.2#9", "216.90.108.31 was not found out")] // nobody listens there
    [InlineData("SONDE_PROBES_ASN_NAMESERVER=10.99.101.1", "216.90.108.31 was not found out")] // packets vanish
    [InlineData("SONDE_PROBES_ASN_NAMESERVER=169.254.169.254", "No AS was looked up")] // refused
    public void WhatCouldNotBeLookedUpIsSaidAndTheTraceIsWhole(string setting, string said)
    {
        JsonObject answer = ChainOfRouters.Json(network.Run(setting, "trace", Far, "--asn", "-n", "--json"));

        Assert.Contains(said, (string)Assert.Single(answer["notes"]!.AsArray())!, StringComparison.Ordinal);
        Assert.Equal(3, answer["hops"]!.AsArray().Count);
        Assert.True((bool)answer["reached_destination"]!);
    }

    [Fact]
    public void AHopThatThePolicyRefusesIsNotSentOut()
    {
        JsonObject answer = ChainOfRouters.Json(
            network.Run("SONDE_SECURITY_BLOCKED_TARGETS=216.90.108.0/24", "trace", Far6, "--asn", "-n", "--json")
        );
        Assert.Equal("15169", (string)answer["hops"]![2]!["asn"]!);

        // the second router also has an address of the block, and answers from it
        network.Net.Ip("r2", "addr add 216.90.108.9/32 dev lo");
        network.Net.Ip("r2", "route replace 10.99.1.0/24 via 10.99.2.1 src 216.90.108.9");
        try
        {
            answer = ChainOfRouters.Json(
                network.Run(
                    "SONDE_SECURITY_BLOCKED_TARGETS=216.90.108.0/24",
                    "trace",
                    "10.99.100.1",
                    "--asn",
                    "-n",
                    "--json"
                )
            );
            Assert.Equal("216.90.108.9", (string)answer["hops"]![1]!["ip_address"]!);
            Assert.Null(answer["hops"]![1]!["asn"]);
            Assert.Contains(
                "216.90.108.9 was not found out: the policy",
                (string)Assert.Single(answer["notes"]!.AsArray())!,
                StringComparison.Ordinal
            );
        }
        finally
        {
            network.Net.Ip("r2", "route replace 10.99.1.0/24 via 10.99.2.1");
        }
    }

    [Fact]
    public void APersonSeesTheSystemsToo()
    {
        Ran ran = network.Run("", "trace", Far, "--asn", "-n");

        Assert.Contains("23028 TEAM-CYMRU, US", ran.Output, StringComparison.Ordinal);
    }

    public sealed class Network : IDisposable
    {
        private readonly Namespaces? _net;
        private readonly Process? _server;
        private readonly string _settings = Path.GetTempFileName();

        public Network()
        {
            if (WhyNot.Length > 0)
                return;
            _net = Namespaces.Chain(2);
            _net.Ip("d", $"addr add {Far}/32 dev lo");
            _net.Ip("d", $"addr add {Unknown}/32 dev lo");
            _net.Ip("d", $"-6 addr add {Far6}/128 dev lo");
            File.WriteAllText(
                _settings,
                """
                no-resolv
                no-hosts
                user=root
                local=/test/
                txt-record=31.108.90.216.origin.asn.test,"23028 | 216.90.108.0/24 | US | arin | 1998-09-25"
                txt-record=AS23028.asn.test,"23028 | US | arin | 2002-01-04 | TEAM-CYMRU, US"
                txt-record=8.8.8.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.6.8.4.0.6.8.4.1.0.0.2.origin6.asn.test,"15169 | 2001:4860::/32 | US | arin | 2005-03-14"
                txt-record=AS15169.asn.test,"15169 | US | arin | 2000-03-30 | GOOGLE, US"

                """
            );
            _server = _net.StartAt("d", "dnsmasq", "--keep-in-foreground", "--pid-file=", "--conf-file=" + _settings);
            // port 53
            _net.WaitUntil("d", "grep", "-q", ":0035 ", "/proc/net/udp");
        }

        public static string WhyNot { get; } =
            Namespaces.WhyNot.Length > 0 ? Namespaces.WhyNot
            : File.Exists("/usr/sbin/dnsmasq") ? ""
            : "the program dnsmasq is missing (eng/install-test-deps.sh)";

        public Namespaces Net
        {
            get
            {
                Assert.SkipUnless(WhyNot.Length == 0, WhyNot);
                return _net!;
            }
        }

        public JsonObject Ask(params string[] words) => ChainOfRouters.Json(Run("", [.. words, "--json"]));

        /// <summary>Runs the program at the client with a setting, or without one.</summary>
        public Ran Run(string setting, params string[] words) =>
            Net.Run(
                "c",
                "env",
                [
                    "SONDE_PROBES_ASN_ZONE=asn.test",
                    "SONDE_PROBES_ASN_NAMESERVER=10.99.100.1",
                    .. setting.Length > 0 ? (string[])[setting] : [],
                    BuiltProgram.Path,
                    .. words,
                ]
            );

        public void Dispose()
        {
            _server?.Kill();
            _server?.Dispose();
            _net?.Dispose();
            File.Delete(_settings);
        }
    }
}
