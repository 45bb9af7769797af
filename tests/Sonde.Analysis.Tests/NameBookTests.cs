using Sonde.Testing;
using Sonde.Wire;
using Xunit;
using static Sonde.Analysis.Tests.Dns.DnsTalk;

namespace Sonde.Analysis.Tests;

public sealed class NameBookTests
{
    private static readonly Address Host = Address.From(Make.Octets("192.0.2.80"));

    [Fact]
    public void AnAnswerNamesItsAddress()
    {
        NameBook book = Read(Response("www.test", records: ("www.test", DnsTypes.A, Make.Octets("192.0.2.80"))));

        Assert.Equal([new AddressName("www.test", NameSource.Dns)], book.Of(Host));
    }

    [Fact]
    public void AnAnswerReachedOverAliasesNamesWhatWasAsked()
    {
        NameBook book = Read(
            Response(
                "www.test",
                records:
                [
                    ("www.test", DnsTypes.Cname, Name("cdn.test")),
                    ("cdn.test", DnsTypes.Cname, Name("edge.test")),
                    ("edge.test", DnsTypes.A, Make.Octets("192.0.2.80")),
                ]
            )
        );

        Assert.Equal([new AddressName("www.test", NameSource.Dns)], book.Of(Host));
    }

    [Fact]
    public void AliasesThatGoInACircleEnd()
    {
        NameBook book = Read(
            Response(
                "a.test",
                records:
                [
                    ("a.test", DnsTypes.Cname, Name("b.test")),
                    ("b.test", DnsTypes.Cname, Name("a.test")),
                    ("c.test", DnsTypes.A, Make.Octets("192.0.2.80")),
                ]
            )
        );

        Assert.Equal("c.test", Assert.Single(book.Of(Host)).Name);
    }

    [Fact]
    public void ANameIsKeptOnceForEachSource()
    {
        byte[] answer = Response("www.test", records: ("WWW.test", DnsTypes.A, Make.Octets("192.0.2.80")));
        byte[] announced = Response(
            "www.test",
            to: "224.0.0.251:5353",
            from: "192.0.2.80:5353",
            records: ("www.test", DnsTypes.A, Make.Octets("192.0.2.80"))
        );
        NameBook book = Read(answer, answer, announced);

        Assert.Equal([NameSource.Dns, NameSource.Mdns], book.Of(Host).Select(name => name.Source));
    }

    [Fact]
    public void NamesBeyondEightAreCounted()
    {
        NameBook book = Read([
            .. Enumerable
                .Range(0, NameBook.NamesEach + 2)
                .Select(i => Response($"n{i}.test", records: ($"n{i}.test", DnsTypes.A, Make.Octets("192.0.2.80")))),
        ]);

        Assert.Equal((NameBook.NamesEach, 2), (book.Of(Host).Count, book.NotKept));
    }

    [Fact]
    public void AQueryAndAQuotedAnswerNameNothing()
    {
        byte[] answer = Response("www.test", records: ("www.test", DnsTypes.A, Make.Octets("192.0.2.80")));
        byte[] error = [3, 3, 0, 0, 0, 0, 0, 0, .. answer[14..]];
        NameBook book = Read(Query("www.test"), Make.Ipv4("10.0.0.9", "10.0.0.53", IpProtocols.Icmp, error));

        Assert.Empty(book.Of(Host));
    }

    [Theory]
    [InlineData("2910 0001 0000 0000 0001", true, "6000")] // registration, the address as an additional record
    [InlineData("8500 0000 0001 0000 0000", false, "6000")] // answer
    public void NetbiosAnswersAndRegistrationsNameTheirAddress(string header, bool asks, string flags)
    {
        NameBook book = Read(Netbios(header, asks, flags));

        Assert.Equal([new AddressName("HOST", NameSource.Nbns)], book.Of(Host));
    }

    [Theory]
    [InlineData("0110 0001 0000 0000 0001", true, "6000")] // a query
    [InlineData("3110 0001 0000 0000 0001", true, "6000")] // a release
    [InlineData("8503 0000 0001 0000 0000", false, "6000")] // refused
    [InlineData("2910 0001 0000 0000 0001", true, "e000")] // a group's name
    public void OtherNetbiosMessagesNameNothing(string header, bool asks, string flags)
    {
        Assert.Empty(Read(Netbios(header, asks, flags)).Of(Host));
    }

    [Fact]
    public void TheHostNameThatAClientGaveNamesTheAddressThatItGot()
    {
        NameBook book = Read(
            DhcpTalk.Request(DhcpMessageTypes.Request, hostName: "printer"),
            DhcpTalk.Reply(DhcpMessageTypes.Offer, "192.0.2.99"),
            DhcpTalk.Reply(DhcpMessageTypes.Ack, "192.0.2.80")
        );

        Assert.Equal([new AddressName("printer", NameSource.Dhcp)], book.Of(Host));
        Assert.Empty(book.Of(Address.From(Make.Octets("192.0.2.99"))));
    }

    [Fact]
    public void ANameGivenByOneClientIsNotThatOfAnother()
    {
        NameBook book = Read(
            DhcpTalk.Request(DhcpMessageTypes.Request, client: 1, hostName: "printer"),
            DhcpTalk.Reply(DhcpMessageTypes.Ack, "192.0.2.80", client: 2)
        );

        Assert.Empty(book.Of(Host));
    }

    private static NameBook Read(params byte[][] frames)
    {
        Protocols protocols = StandardProtocols.Create();
        var book = new NameBook(protocols);
        MadeFrames.Feed(new Pass(protocols, book), frames);
        return book;
    }

    // HOST<00>, with the record's flags and 192.0.2.80
    private static byte[] Netbios(string header, bool asks, string flags)
    {
        const string Name = "20 4549 4550 4644 4645 4341 4341 4341 4341 4341 4341 4341 4341 4341 4341 4341 4141 00";
        string question = asks ? $"{Name} 0020 0001 c00c" : Name;
        return Make.Udp(
            "192.0.2.80:137",
            "192.0.2.255:137",
            Make.Hex($"1234 {header} {question} 0020 0001 000493e0 0006 {flags} c0000250")
        );
    }
}
