using Xunit;

namespace Sonde.Host.Tests;

public sealed class ResolverFilesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("sonde-host").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Write(string path, string text)
    {
        string full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    private ResolverSettings Read() => ResolverFiles.Read(_root, index => index == 2 ? "eth0" : null);

    [Fact]
    public void TheServersBehindTheStubAreTheRealOnes()
    {
        Write("etc/resolv.conf", "nameserver 127.0.0.53\noptions edns0 trust-ad\nsearch corp.example\n");
        Write(
            "run/systemd/resolve/resolv.conf",
            "nameserver 192.0.2.53\nnameserver 2001:db8::53\nnameserver fe80::1%2\n"
        );
        Write(
            "run/systemd/resolve/netif/2",
            "LLMNR=yes\nSERVERS=192.0.2.53 198.51.100.53#dns.example\nDOMAINS=corp.example ~internal\n"
        );
        ResolverSettings settings = Read();
        Assert.Equal(["127.0.0.53"], settings.Configured);
        Assert.Equal(
            ["192.0.2.53 eth0", "198.51.100.53#dns.example eth0", "2001:db8::53 ", "fe80::1%2 "],
            settings.Upstreams.Select(server => $"{server.Server} {server.Interface}")
        );
        Assert.Equal(["corp.example", "~internal"], settings.Upstreams[0].Domains);
        Assert.Equal(["edns0", "trust-ad"], settings.Options);
        Assert.Equal(["corp.example"], settings.SearchDomains);
    }

    [Fact]
    public void AnotherResolverOnThisMachineDoesNotSayWhomItAsks()
    {
        Write("etc/resolv.conf", "nameserver ::1\n");
        ResolverSettings settings = Read();
        Assert.Empty(settings.Upstreams);
        Assert.Contains(
            settings.Missing,
            text => text.Contains("does not say which servers", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void ServersOfIpv6KeepTheirScopeAndTheLastSearchLineCounts()
    {
        Write(
            "etc/resolv.conf",
            "; made by hand\ndomain a.example\nsearch b.example c.example # two\nnameserver fe80::1%eth0\nnameserver 192.0.2.1\nnameserver\nnameserver nonsense\nnameserver 192.0.2.2\nnameserver 192.0.2.3\n"
        );
        ResolverSettings settings = Read();
        Assert.Equal(["fe80::1%eth0", "192.0.2.1", "192.0.2.2", "192.0.2.3"], settings.Configured);
        Assert.Equal(["b.example", "c.example"], settings.SearchDomains);
        Assert.Contains(settings.Missing, text => text.Contains("first 3", StringComparison.Ordinal));
        Assert.Equal(2, settings.Missing.Count(text => text.Contains("no address", StringComparison.Ordinal)));
    }

    [Fact]
    public void TheHostsFileAndTheOrderAreRead()
    {
        Write("etc/resolv.conf", "nameserver 192.0.2.1\n");
        Write(
            "etc/hosts",
            "127.0.0.1 localhost\n# nothing\n::1\tip6-localhost ip6-loopback # both\nnonsense name\n192.0.2.7\n"
        );
        Write("etc/nsswitch.conf", "passwd: files\nhosts: files mdns4_minimal [NOTFOUND=return] dns # x\n");
        ResolverSettings settings = Read();
        Assert.Equal(2, settings.HostsTotal);
        Assert.Equal(["ip6-localhost", "ip6-loopback"], settings.Hosts[1].Names);
        Assert.Equal(["files", "mdns4_minimal", "dns"], settings.Order);
        Assert.Empty(settings.Missing);
    }

    [Fact]
    public void WhatCannotBeReadIsSaid()
    {
        ResolverSettings settings = Read();
        Assert.Empty(settings.Configured);
        Assert.Equal(["/etc/resolv.conf cannot be read.", "/etc/hosts cannot be read."], settings.Missing);
    }
}
