using Xunit;

namespace Sonde.Host.Tests;

/// <summary>Output of the programs of Windows and macOS, written after their documentation.</summary>
public sealed class SystemTextTests
{
    private static readonly (int, string)? Ethernet = (7, "Ethernet");

    [Fact]
    public void WindowsSocketsHaveFourOrFiveColumns()
    {
        HostSocket[] rows =
        [
            .. Lines(
                    """
                    Active Connections

                      Proto  Local Address          Foreign Address        State
                      TCP    0.0.0.0:135            0.0.0.0:0              LISTENING
                      TCP    192.0.2.5:49812        198.51.100.7:443       ESTABLISHED
                      TCP    [::1]:5985             [::]:0                 LISTENING       4
                      TCP    192.0.2.5:49900        198.51.100.8:443       TIME_WAIT       0
                      UDP    0.0.0.0:5353           *:*                                    1804
                      UDP    [fe80::1%12]:1900      *:*
                    """
                )
                .Select(NetstatSockets.WindowsRow)
                .OfType<HostSocket>(),
        ];
        Assert.Equal(["LISTEN", "ESTABLISHED", "LISTEN", "TIME-WAIT", null, null], rows.Select(row => row.State));
        Assert.Equal([0, 0, 1, 1, 1, 0], rows.Select(row => row.Owners.Count));
        Assert.Equal(("198.51.100.7", 443), (rows[1].RemoteAddress!.ToString(), rows[1].RemotePort));
        Assert.Null(rows[0].RemoteAddress);
        Assert.Equal(1804, rows[4].Owners[0].ProcessId);
    }

    [Fact]
    public void WordsOfAnotherLanguageDoNotHideAListener()
    {
        HostSocket row = NetstatSockets.WindowsRow("  TCP    0.0.0.0:445   0.0.0.0:0   ABHÖREN   4")!;
        Assert.Equal(("LISTEN", 4), (row.State, row.Owners[0].ProcessId));
        Assert.Null(NetstatSockets.WindowsRow("  TCP  192.0.2.5:1 198.51.100.1:2 HERGESTELLT 9")!.State);
    }

    [Fact]
    public void MacSocketsSayTheirProcessWhereTheHeadingSaysSo()
    {
        HostSocket[] rows =
        [
            .. NetstatSockets.Mac(
                Lines(
                    """
                    Active Internet connections (including servers)
                    Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)      rhiwat  shiwat    pid   epid state  options
                    tcp4       0     12  192.0.2.5.52100        198.51.100.7.443       ESTABLISHED  131072  131768    512      0 00102  00000000
                    tcp6       0      0  *.22                   *.*                    LISTEN       131072  131072      1      0 00100  00000006
                    udp4       0      0  *.5353                 *.*                                 786896    9216    233      0 00100  00000004
                    udp6       0      0  fe80::1%lo0.123        *.*                                 786896    9216    301      0 00100  00000004
                    """
                )
            ),
        ];
        Assert.Equal([512, 1, 233, 301], rows.Select(row => row.Owners[0].ProcessId));
        Assert.Equal(["ESTABLISHED", "LISTEN", null, null], rows.Select(row => row.State));
        Assert.Equal(
            ("192.0.2.5", 52100, 12L),
            (rows[0].LocalAddress.ToString(), rows[0].LocalPort, rows[0].SendQueue)
        );
        Assert.Equal(("::", 22), (rows[1].LocalAddress.ToString(), rows[1].LocalPort));
        Assert.Null(rows[1].RemoteAddress);
    }

    [Fact]
    public void MacRoutesShortenTheirDestinations()
    {
        HostRoute[] routes =
        [
            .. NetstatRoutes.Read(
                Lines(
                    """
                    Routing tables

                    Internet:
                    Destination        Gateway            Flags               Netif Expire
                    default            192.0.2.1          UGScg                 en0
                    127                127.0.0.1          UCS                   lo0
                    169.254            link#4             UCS                   en0      !
                    10.0.1/24          192.0.2.9          UGSc                  en0
                    192.0.2.77         2:0:0:0:0:77       UHLWIi                en0   1190
                    203.0.113          127.0.0.1          UGScB                 lo0

                    Internet6:
                    Destination                             Gateway                         Flags               Netif Expire
                    default                                 fe80::1%en0                     UGcg                  en0
                    fe80::%lo0/64                           fe80::1%lo0                     UcI                   lo0
                    """
                ),
                name => name == "en0" ? 4 : 1
            ),
        ];
        Assert.Equal(
            [
                "0.0.0.0/0",
                "127.0.0.0/8",
                "169.254.0.0/16",
                "10.0.1.0/24",
                "192.0.2.77/32",
                "203.0.113.0/24",
                "::/0",
                "fe80::/64",
            ],
            routes.Select(route => $"{route.Destination}/{route.PrefixLength}")
        );
        Assert.Equal("192.0.2.1", routes[0].NextHops[0].Gateway?.ToString());
        Assert.Null(routes[2].NextHops[0].Gateway);
        Assert.Equal("blackhole", routes[5].Type);
        Assert.Equal(
            (4, "en0", "fe80::1"),
            (
                routes[6].NextHops[0].InterfaceIndex,
                routes[6].NextHops[0].Interface,
                routes[6].NextHops[0].Gateway!.ToString()
            )
        );
    }

    [Fact]
    public void WindowsRoutesAreReadInAnyLanguageAndOverTwoLines()
    {
        HostRoute[] routes =
        [
            .. WindowsRoutes.Read(
                Lines(
                    """
                    ===========================================================================
                    Schnittstellenliste
                      7...00 1c 42 00 00 18 ......Adapter
                    ===========================================================================
                    IPv4-Routentabelle
                         Netzwerkziel    Netzwerkmaske          Gateway    Schnittstelle Metrik
                              0.0.0.0          0.0.0.0      192.0.2.1        192.0.2.5     25
                            192.0.2.0    255.255.255.0   Auf Verbindung      192.0.2.5    281
                    Ständige Routen:
                           10.9.0.0      255.255.0.0      192.0.2.9       1
                    IPv6-Routentabelle
                     If Metrik Netzwerkziel             Gateway
                      7    281 fe80::/64                Auf Verbindung
                      7     31 2001:db8:1234:5678:9abc:def0:1234:0/112
                                                        fe80::1
                    """
                ),
                address => address.ToString() == "192.0.2.5" ? Ethernet : null,
                index => index == 7 ? "Ethernet" : null
            ),
        ];
        Assert.Equal(
            [
                ("0.0.0.0", 0, 25L),
                ("192.0.2.0", 24, 281L),
                ("fe80::", 64, 281L),
                ("2001:db8:1234:5678:9abc:def0:1234:0", 112, 31L),
            ],
            routes.Select(route => (route.Destination.ToString(), route.PrefixLength, route.Metric!.Value))
        );
        Assert.Equal("192.0.2.1", routes[0].NextHops[0].Gateway?.ToString());
        Assert.Null(routes[1].NextHops[0].Gateway);
        Assert.Equal("fe80::1", routes[3].NextHops[0].Gateway?.ToString());
        Assert.All(routes, route => Assert.Equal("Ethernet", route.NextHops[0].Interface));
    }

    [Fact]
    public void NeighboursOfMacAndWindowsAreRead()
    {
        HostNeighbour mac = ArpText.MacRow("? (192.0.2.1) at 0:1c:42:0:0:18 on en0 ifscope [ethernet]")!;
        Assert.Equal(("00:1c:42:00:00:18", "en0"), (mac.LinkAddress, mac.Interface));
        HostNeighbour waiting = ArpText.MacRow("? (192.0.2.9) at (incomplete) on en0 ifscope [ethernet]")!;
        Assert.Equal((null, "INCOMPLETE"), (waiting.LinkAddress, waiting.State));
        HostNeighbour router = ArpText.NdpRow("fe80::1%en0    0:1c:42:0:0:18    en0 23h59m58s S R")!;
        Assert.Equal(("STALE", true, "en0"), (router.State, router.IsRouter, router.Interface));
        HostNeighbour[] windows =
        [
            .. ArpText.Windows(
                Lines(
                    """

                    Interface: 192.0.2.5 --- 0x7
                      Internet Address      Physical Address      Type
                      192.0.2.1             00-1c-42-00-00-18     dynamic
                      224.0.0.22            01-00-5e-00-00-16     static
                    """
                ),
                _ => Ethernet
            ),
        ];
        Assert.Equal(
            [("192.0.2.1", "DYNAMIC"), ("224.0.0.22", "STATIC")],
            windows.Select(one => (one.Address.ToString(), one.State!))
        );
        Assert.Equal(
            (7, "Ethernet", "00:1c:42:00:00:18"),
            (windows[0].InterfaceIndex, windows[0].Interface, windows[0].LinkAddress)
        );
    }

    [Fact]
    public void MacNameServersKeepTheirColonsAndTheirInterfaces()
    {
        (IReadOnlyList<ResolverServer> servers, IReadOnlyList<string> search) = ScutilDns.Read(
            Lines(
                """
                DNS configuration

                resolver #1
                  search domain[0] : corp.example
                  nameserver[0] : 2001:db8::53
                  nameserver[1] : 192.0.2.53
                  if_index : 4 (en0)
                  flags    : Request A records, Request AAAA records
                  reach    : 0x00020002 (Reachable,Directly Reachable Address)

                resolver #2
                  domain   : vpn.example
                  nameserver[0] : 10.8.0.1
                  order    : 101
                """
            )
        );
        Assert.Equal(
            [("2001:db8::53", "en0", ""), ("192.0.2.53", "en0", ""), ("10.8.0.1", null, "vpn.example")],
            servers.Select(server => (server.Server, server.Interface, string.Join(" ", server.Domains)))
        );
        Assert.Equal(["corp.example"], search);
    }

    [Theory]
    [InlineData("")]
    [InlineData("TCP")]
    [InlineData("TCP a b c d e")]
    [InlineData("TCP [::1:1 x:99999999999 y")]
    [InlineData("tcp4 0 0 *.* *.* z")]
    [InlineData("default x")]
    [InlineData("999.1/77 a b c")]
    [InlineData("7 281 fe80::/999 x")]
    [InlineData("? (x) at y on z")]
    [InlineData("x : y : z [0")]
    public void NonsenseIsNoRow(string line)
    {
        string[] lines = ["Internet6:", "Proto a b c", line, line];
        Assert.Null(NetstatSockets.WindowsRow(line));
        Assert.DoesNotContain(NetstatSockets.Mac(lines), row => row.LocalPort != 0);
        Assert.Empty(NetstatRoutes.Read(["Internet:", line, "Internet6:", line], _ => 0));
        Assert.Empty(WindowsRoutes.Read(lines, _ => null, _ => null));
        Assert.Empty(ArpText.Windows(lines, _ => null));
        Assert.Null(ArpText.MacRow(line));
        Assert.Null(ArpText.NdpRow(line));
        Assert.Empty(ScutilDns.Read(lines).Servers);
        Assert.Null(ProcSockets.Read(line, isTcp: true));
    }

    [Fact]
    public void ALineOfProcIsASocket()
    {
        HostSocket socket = ProcSockets.Read(
            "   1: 0100007F:1F90 0200007F:D431 01 00000010:00000020 00:00000000 00000000  1000        0 12345 1 0000000000000000 20 4 30 10 -1",
            isTcp: true
        )!;
        Assert.Equal(
            ("127.0.0.1", 8080, "127.0.0.2", 54321),
            (socket.LocalAddress.ToString(), socket.LocalPort, socket.RemoteAddress!.ToString(), socket.RemotePort)
        );
        Assert.Equal(
            ("ESTABLISHED", 16L, 32L, 1000L, 12345ul),
            (socket.State, socket.SendQueue, socket.ReceiveQueue, socket.UserId, socket.Inode)
        );
        HostSocket six = ProcSockets.Read(
            "   0: 00000000000000000000000001000000:0035 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 7 2 0 0",
            isTcp: false
        )!;
        Assert.Equal(("::1", 53, null), (six.LocalAddress.ToString(), six.LocalPort, six.State));
        Assert.Null(six.RemoteAddress);
    }

    [Theory]
    [InlineData("ESTABLISHED", "ESTABLISHED")]
    [InlineData("estab", "ESTABLISHED")]
    [InlineData("TIME_WAIT", "TIME-WAIT")]
    [InlineData("time-wait", "TIME-WAIT")]
    [InlineData("TimeWait", "TIME-WAIT")]
    [InlineData("SYN_RECV", "SYN-RECEIVED")]
    [InlineData("SYN-RECV", "SYN-RECEIVED")]
    [InlineData("SYN_RCVD", "SYN-RECEIVED")]
    [InlineData("FIN_WAIT2", "FIN-WAIT-2")]
    [InlineData("FIN_WAIT_1", "FIN-WAIT-1")]
    [InlineData("Listening", "LISTEN")]
    [InlineData("open", null)]
    [InlineData("", null)]
    public void AStateIsKnownInEverySpelling(string typed, string? state) => Assert.Equal(state, SocketState.Of(typed));

    private static string[] Lines(string text) => text.Split('\n');
}
