using System.Buffers.Binary;
using System.Text;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

public sealed class SipQuestionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ACaptureWithoutSipSaysSo()
    {
        SipPackets answer = Ask(new() { FilePath = Repo.Path("samples", "http.pcapng") });

        Assert.True(answer.Success);
        Assert.Equal(0, answer.SipPacketsFound);
        Assert.NotNull(answer.Message);
        Assert.StartsWith("There is no SIP", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void CallsAndRegistrationsOfSippAreRead()
    {
        SipPackets answer = Ask(new() { FilePath = Repo.Path("samples", "sip.pcapng") });

        Assert.Equal(14, answer.SipPacketsFound);
        Assert.Equal(
            [("answered", 200, 2), ("busy", 486, 0)],
            answer
                .Calls.OrderBy(call => call.Outcome)
                .Select(call => (call.Outcome, (int)call.Status!, call.Streams.Count))
        );
        Assert.All(
            answer.Calls.SelectMany(call => call.Streams),
            stream => Assert.Equal(("PCMU/8000", 51L, 0L), (stream.Codec, stream.Packets, stream.Lost))
        );
        Assert.Equal(
            ("registered", 2),
            (Assert.Single(answer.Registrations).Outcome, (int)answer.Registrations[0].Requests)
        );
    }

    [Fact]
    public void TheMediaOfACallIsFoundByItsDescription()
    {
        SipPackets answer = Ask(new() { FilePath = Call(lostEvery: 10) });

        SipCallRow call = Assert.Single(answer.Calls);
        SipStreamRow stream = Assert.Single(call.Streams);
        Assert.Equal(("answered", 200), (call.Outcome, call.Status));
        Assert.Equal(
            ("10.0.0.2:7000", "10.0.0.1:4000", "PCMU/8000"),
            (stream.Source, stream.Destination, stream.Codec)
        );
        Assert.Equal(5, stream.Lost);
        Assert.InRange(stream.Mos!.Value, 1, 3);
        Assert.Equal("sip.Call-ID == \"one@example.org\"", call.Evidence.DisplayFilter);
    }

    [Fact]
    public void MessagesComeInPages()
    {
        string path = Call(lostEvery: 0);

        SipPackets first = Ask(new() { FilePath = path, Limit = 1 });
        SipPackets second = Ask(
            new()
            {
                FilePath = path,
                Limit = 1,
                Offset = 1,
            }
        );

        Assert.Equal((2, 1, 1), (first.Total, first.Returned, first.NextOffset));
        Assert.Equal(("INVITE", 200), (first.Packets[0].Method, second.Packets[0].StatusCode));
        Assert.Null(second.NextOffset);
        Assert.Throws<EngineException>(() => Ask(new() { FilePath = path, Offset = 2 }));
    }

    private string Call(int lostEvery)
    {
        string body = "v=0\r\nc=IN IP4 10.0.0.1\r\nm=audio 4000 RTP/AVP 0\r\n";
        string headers =
            "Via: SIP/2.0/UDP x;branch=z9hG4bK1\r\nFrom: <sip:a@x>;tag=1\r\nTo: <sip:b@x>\r\nCall-ID: one@example.org\r\nCSeq: 1 INVITE\r\n";
        List<byte[]> frames =
        [
            Make.Udp(
                "10.0.0.1:5060",
                "10.0.0.2:5060",
                Encoding.ASCII.GetBytes(
                    $"INVITE sip:b@x SIP/2.0\r\n{headers}Content-Type: application/sdp\r\n\r\n{body}"
                )
            ),
            Make.Udp("10.0.0.2:5060", "10.0.0.1:5060", Encoding.ASCII.GetBytes($"SIP/2.0 200 OK\r\n{headers}\r\n")),
        ];
        for (int number = 1; number <= 51; number++)
        {
            if (lostEvery > 0 && number % lostEvery == 0)
                continue;
            byte[] packet = new byte[172];
            (packet[0], packet[11]) = (0x80, 7);
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)number);
            BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), (uint)number * 160);
            frames.Add(Make.Udp("10.0.0.2:7000", "10.0.0.1:4000", packet));
        }
        return SampleEngine.Write(_folder, [.. frames]);
    }

    private SipPackets Ask(SipArguments arguments) =>
        SipQuestion.Ask(SampleEngine.Over(_folder.Path), arguments, new AskContext());
}
