using System.Text;
using Xunit;

namespace Sonde.Analysis.Tests.Applications;

public sealed class ApplicationStreamTests
{
    private readonly List<string> _seen = []; // what readers were given, and the ends

    [Fact]
    public void AnApplicationIsKnownByItsContentWhateverThePort()
    {
        Tcp(9999).Client("LINES 1\n").Server("200\n").End();

        Assert.Equal(["lines> LINES 1\n @3", "lines< 200\n @4", "end of lines, Certain"], _seen);
    }

    [Fact]
    public void AReaderGetsWhatCameBeforeItWasKnown()
    {
        Tcp(9999).Client("LI").Client("NES 1").End();

        Assert.Equal(["lines> LI @3", "lines> NES 1 @4", "end of lines, Certain"], _seen);
    }

    [Fact]
    public void AnUnsureApplicationNeedsItsPort()
    {
        Tcp(7).Client("?").End();
        Tcp(9999).Client("?").End();

        Assert.Equal(["echo> ? @3", "end of echo, Unsure", "echo> ? @3", "end of echo, Unsure"], _seen);
    }

    [Fact]
    public void ASureApplicationIsTakenOnAPortOfAnother()
    {
        Tcp(7).Client("LINES 1").End();

        Assert.Equal(["lines> LINES 1 @3", "end of lines, Certain"], _seen);
    }

    [Fact]
    public void WhatNobodyKnowsIsReadByNobody()
    {
        Tcp(7).Client("\0").Client("LINES").End();

        Assert.Equal(["end of nothing, NotMine"], _seen);
    }

    [Fact]
    public void TheServerMayBeTheOneThatWasHeardFirst()
    {
        Talk.Middle(9999, new ApplicationStreams(Table())).Server("200 ok").Client("LINES 2").End();

        Assert.Equal(["lines< 200 ok @1", "lines> LINES 2 @2", "end of lines, Certain"], _seen);
    }

    [Fact]
    public void AfterAnUpgradeTheRestIsLookedAtAnew()
    {
        Tcp(9999).Client("LINES 1").Client("UPGRADE").Client("?").End();

        Assert.Equal(["lines> LINES 1 @3", "echo> ? @5", "end of lines then echo, Unsure"], _seen);
    }

    [Fact]
    public void OctetsBeforeAGapAreReadFirst()
    {
        Talk talk = Tcp(9999).Client("LINES 1");
        talk.LoseFromClient(10).Client("more").Server("200").End();

        Assert.Equal(
            ["lines> LINES 1 @3", "lines> gap 10", "lines> more @4", "lines< 200 @5", "end of lines, Certain"],
            _seen
        );
    }

    [Fact]
    public void AConnectionEndsWhenBothEndsHaveClosed()
    {
        Talk talk = Tcp(9999).Client("LINES 1").Server("200");
        talk.Close();

        Assert.Equal("end of lines, Certain", _seen[^1]);
    }

    [Fact]
    public void UpgradesWithoutEndAreGivenUp()
    {
        Talk talk = Tcp(9999);
        for (int round = 0; round < 10; round++)
            talk.Client("LINES").Client("UPGRADE");
        talk.End();

        Assert.Equal(6, _seen.Count);
        Assert.StartsWith("end of lines then lines", _seen[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void ADatagramIsKnownByItsContent()
    {
        Talk.Udp(
                9999,
                new ApplicationDatagrams([new Beacons(_seen)], ended => _seen.Add($"end of {ended.Application?.Name}"))
            )
            .Client("noise")
            .Client("BEACON")
            .Server("heard")
            .End();

        Assert.Equal(["beacon> BEACON", "beacon< heard", "end of beacon"], _seen);
    }

    private Talk Tcp(int port) => Talk.Tcp(port, new ApplicationStreams(Table()));

    private ApplicationTable Table() =>
        new(
            [new Lines(_seen), new Echo(_seen)],
            ended =>
            {
                string names = string.Join(
                    " then ",
                    ended
                        .Earlier.Append(ended.Application)
                        .OfType<IApplication>()
                        .Select(application => application.Name)
                );
                _seen.Add($"end of {(names.Length > 0 ? names : "nothing")}, {ended.Certainty}");
            }
        );

    // Begins with LINES, and its server with 200; UPGRADE ends it.
    private sealed class Lines(List<string> seen) : IApplication
    {
        public string Name => "lines";

        public ReadOnlySpan<ushort> Ports => [17];

        public Recognition Recognize(in StreamOpening opening)
        {
            if (opening.FromInitiator.StartsWith("LINES"u8))
                return Recognition.Certain;
            if (opening.FromInitiator.StartsWith("200"u8))
                return new Recognition(Certainty.Certain, ClientIsResponder: true);
            return opening.FromInitiator.IsEmpty || "LINES"u8.StartsWith(opening.FromInitiator)
                ? Recognition.NeedMore
                : Recognition.NotMine;
        }

        public IApplicationReader Open(ApplicationStream stream) => new Recorder("lines", stream, seen);
    }

    private sealed class Echo(List<string> seen) : IApplication
    {
        public string Name => "echo";

        public ReadOnlySpan<ushort> Ports => [7];

        public Recognition Recognize(in StreamOpening opening) =>
            opening.FromInitiator.StartsWith("?"u8) ? Recognition.Unsure : Recognition.NotMine;

        public IApplicationReader Open(ApplicationStream stream) => new Recorder("echo", stream, seen);
    }

    private sealed class Recorder(string name, ApplicationStream stream, List<string> seen) : IApplicationReader
    {
        public void OnOctets(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
        {
            string text = Encoding.Latin1.GetString(octets);
            if (text == "UPGRADE")
                stream.Upgrade();
            else
                seen.Add($"{name}{(fromClient ? '>' : '<')} {text} @{place.Frame}");
        }

        public void OnGap(bool fromClient, long length, StreamPlace place) =>
            seen.Add($"{name}{(fromClient ? '>' : '<')} gap {length}");
    }

    private sealed class Beacons(List<string> seen) : IDatagramApplication
    {
        public string Name => "beacon";

        public ReadOnlySpan<ushort> Ports => [];

        public Recognition Recognize(ReadOnlySpan<byte> datagram, bool fromInitiator) =>
            datagram.StartsWith("BEACON"u8) ? Recognition.Certain : Recognition.NotMine;

        public IDatagramReader Open(DatagramStream stream) => new Reader(seen);

        private sealed class Reader(List<string> seen) : IDatagramReader
        {
            public void OnDatagram(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place) =>
                seen.Add($"beacon{(fromClient ? '>' : '<')} {Encoding.Latin1.GetString(octets)}");
        }
    }
}
