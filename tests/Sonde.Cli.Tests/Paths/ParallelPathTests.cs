using System.Text.Json.Nodes;
using Sonde.Testing;
using Xunit;

namespace Sonde.Cli.Tests.Paths;

/// <summary>A network in which the first router sends flows two ways, of which one is a hop longer.</summary>
public sealed class ParallelPathTests : IDisposable
{
    private readonly Namespaces? _net;

    public ParallelPathTests()
    {
        if (Namespaces.WhyNot.Length > 0)
            return;
        //          a --------
        // c -- s <            > e -- d
        //          b1 -- b2 -
        _net = new Namespaces();
        _net.Add("c", "s", "a", "b1", "b2", "e", "d");
        _net.Link("c", "s", 1);
        _net.Link("s", "a", 2);
        _net.Link("s", "b1", 3);
        _net.Link("b1", "b2", 4);
        _net.Link("a", "e", 5);
        _net.Link("b2", "e", 6);
        _net.Link("e", "d", 7);
        _net.Route("s", "a", "b1", "b2", "e", "d");
        foreach (string host in (string[])["s", "a", "b1", "b2", "e"])
            _net.Sysctl(host, "net.ipv4.conf.all.rp_filter=0", "net.ipv4.fib_multipath_hash_policy=1");
        _net.Ip("c", "route add default via 10.99.1.2");
        _net.Ip("s", "route add 10.99.7.0/24 nexthop via 10.99.2.2 weight 1 nexthop via 10.99.3.2 weight 1");
        _net.Ip("a", "route add 10.99.7.0/24 via 10.99.5.2");
        _net.Ip("b1", "route add 10.99.7.0/24 via 10.99.4.2");
        _net.Ip("b2", "route add 10.99.7.0/24 via 10.99.6.2");
        _net.Ip("d", "route add default via 10.99.7.1");
        foreach (
            (string host, string back) in new[]
            {
                ("a", "10.99.2.1"),
                ("b1", "10.99.3.1"),
                ("b2", "10.99.4.1"),
                ("e", "10.99.5.1"),
            }
        )
            _net.Ip(host, $"route add 10.99.1.0/24 via {back}");
        _net.Ip("e", "route add 10.99.4.0/24 via 10.99.6.1");
    }

    [Fact]
    public void OneFlowKeepsToOneWayInEveryRound()
    {
        foreach (string method in (string[])["udp", "tcp"])
        {
            JsonObject answer = Ask("trace", "10.99.7.2", "-n", "--method", method, "-q", "5");
            Assert.True((bool)answer["reached_destination"]!);
            Assert.All(answer["hops"]!.AsArray(), hop => Assert.Null(hop!["responders"]));
            // the long way or the short one, never a mixture; e answers by the address of its way back
            string path = string.Join(' ', answer["hops"]!.AsArray().Select(hop => (string)hop!["ip_address"]!));
            Assert.Contains(
                path,
                (string[])
                    ["10.99.1.2 10.99.2.2 10.99.5.2 10.99.7.2", "10.99.1.2 10.99.3.2 10.99.4.2 10.99.5.2 10.99.7.2"]
            );
        }
    }

    [Fact]
    public void SeveralFlowsShowBothWays()
    {
        JsonObject answer = Ask("trace", "10.99.7.2", "-n", "--multipath");
        Assert.Equal("udp", (string)answer["method"]!);
        Assert.Equal(5, (int)answer["total_hops"]!);
        JsonArray second = answer["hops"]![1]!["responders"]!.AsArray();
        Assert.Equal(
            ["10.99.2.2", "10.99.3.2"],
            second.Select(one => (string)one!["ip_address"]!).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            Enumerable.Range(0, 16),
            second.SelectMany(one => one!["flows"]!.AsArray()).Select(flow => (int)flow!).Order()
        );
        Assert.Contains(
            "more than one router",
            string.Join(' ', answer["notes"]!.AsArray().Select(note => (string)note!)),
            StringComparison.Ordinal
        );
    }

    public void Dispose() => _net?.Dispose();

    private JsonObject Ask(params string[] words)
    {
        Assert.SkipUnless(_net is not null, Namespaces.WhyNot);
        return ChainOfRouters.Json(_net!.Sonde("c", [.. words, "--json"]));
    }
}
