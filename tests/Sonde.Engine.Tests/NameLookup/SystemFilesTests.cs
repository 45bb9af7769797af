using System.Net;
using Xunit;

namespace Sonde.Engine.Tests.NameLookup;

public sealed class SystemFilesTests
{
    [Fact]
    public void ResolverSettingsAreReadAsTheCLibraryDoes()
    {
        ResolvConf conf = ResolvConf.Parse(
            "# comment\nnameserver 192.0.2.1\nnameserver 2001:db8::1\nnameserver fe80::1%1\nnameserver 192.0.2.4\n"
                + "nameserver nonsense\ndomain old.example\nsearch one.example. two.example\noptions rotate ndots:3 timeout:1\r\n"
        );

        Assert.Equal(["192.0.2.1", "2001:db8::1", "fe80::1%1"], conf.Servers.Select(server => server.ToString()));
        Assert.Equal(["one.example", "two.example"], conf.Search);
        Assert.Equal(3, conf.Dots);
    }

    [Fact]
    public void AShortNameIsTriedInTheSearchListFirst()
    {
        ResolvConf conf = ResolvConf.Parse("search one.example two.example\n");

        Assert.Equal(["www.one.example.", "www.two.example.", "www."], conf.NamesTried("www"));
        Assert.Equal(["a.b.", "a.b.one.example.", "a.b.two.example."], conf.NamesTried("a.b"));
        Assert.Equal(["www."], conf.NamesTried("www."));
    }

    [Fact]
    public void TheHostsFileGivesAddressesAndNames()
    {
        const string text =
            "127.0.0.1\tlocalhost\n::1 localhost ip6-localhost # both\n192.0.2.5 Web.example web\nbad line\n# 192.0.2.6 web\n";

        Assert.Equal(["127.0.0.1", "::1"], HostsFile.Addresses(text, "LOCALHOST.").Select(one => one.ToString()));
        Assert.Equal(["192.0.2.5"], HostsFile.Addresses(text, "web").Select(one => one.ToString()));
        Assert.Empty(HostsFile.Addresses(text, "line"));
        Assert.Equal(["Web.example", "web"], HostsFile.Names(text, IPAddress.Parse("192.0.2.5")));
    }
}
