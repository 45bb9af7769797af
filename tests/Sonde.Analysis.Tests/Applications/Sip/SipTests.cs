using Xunit;

namespace Sonde.Analysis.Tests.Applications;

public sealed class SipTests
{
    private readonly SipReport _report = new();

    [Fact]
    public void ACallThatIsAnsweredHasItsTimes()
    {
        Talk talk = Udp(5060);
        talk.Client(Request("INVITE", 1)).Server(Answer(100, "INVITE", 1)).Server(Answer(180, "INVITE", 1));
        talk.Server(Answer(200, "INVITE", 1))
            .Client(Request("ACK", 1))
            .Client(Request("BYE", 2))
            .Server(Answer(200, "BYE", 2));
        talk.End();

        SipCall call = Assert.Single(_report.Calls);
        Assert.Equal(SipOutcome.Answered, call.Outcome);
        Assert.Equal(
            (1, 3, 4, 6),
            (call.Started.Frame, call.Ringing!.Value.Frame, call.Answered!.Value.Frame, call.Ended!.Value.Frame)
        );
        Assert.True(call.IsEndedByCaller);
        Assert.Equal(0, _report.Retransmissions);
    }

    [Theory]
    [InlineData(486, SipOutcome.Busy)]
    [InlineData(487, SipOutcome.Cancelled)]
    [InlineData(302, SipOutcome.Redirected)]
    [InlineData(503, SipOutcome.Failed)]
    [InlineData(408, SipOutcome.Unanswered)]
    public void AStatusSaysHowACallWentThatDidNotComeAbout(int status, SipOutcome outcome)
    {
        Udp(5060).Client(Request("INVITE", 1)).Server(Answer(status, "INVITE", 1)).End();

        Assert.Equal(outcome, Assert.Single(_report.Calls).Outcome);
    }

    [Fact]
    public void AChallengeThatIsMetIsNoFailure()
    {
        Talk talk = Udp(5060).Client(Request("INVITE", 1)).Server(Answer(407, "INVITE", 1)).Client(Request("ACK", 1));
        talk.Client(Request("INVITE", 2)).Server(Answer(200, "INVITE", 2)).End();

        SipCall call = Assert.Single(_report.Calls);
        Assert.Equal((SipOutcome.Answered, 1, 200), (call.Outcome, call.Challenges, call.Status));
    }

    [Fact]
    public void ARequestThatIsSentAgainIsOneTransaction()
    {
        Udp(5060).Client(Request("INVITE", 1)).Client(Request("INVITE", 1)).End();

        Assert.Equal(1, _report.Retransmissions);
        Assert.Equal(1, Assert.Single(_report.Transactions).Retransmissions);
        Assert.Equal(SipOutcome.Unanswered, Assert.Single(_report.Calls).Outcome);
    }

    [Fact]
    public void CompactHeadersAreExpanded()
    {
        Udp(7000)
            .Client(
                "OPTIONS sip:a SIP/2.0\r\nv: SIP/2.0/UDP x;branch=z9hG4bK1\r\ni: one@x\r\nf: <sip:a>;tag=1\r\nt: <sip:b>\r\nCSeq: 1 OPTIONS\r\nl: 0\r\n\r\n"
            )
            .End();

        SipMessage message = Assert.Single(_report.Page);
        Assert.Equal(("one@x", "1", "z9hG4bK1"), (message.CallId, message.FromTag, message.Branch));
        Assert.Equal("0", message.Value("content-length"));
    }

    [Theory]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n\r\n")]
    [InlineData("OPTIONS rtsp://x/ RTSP/1.0\r\nCSeq: 1\r\n\r\n")]
    public void MethodsOfTheSameNameInOtherProtocolsAreNotSip(string text)
    {
        Udp(5060).Client(text).End();
        Tcp(5060).Client(text).Close();

        Assert.Equal(0, _report.Messages);
    }

    [Fact]
    public void SeveralMessagesComeInASegmentAndOneInSeveral()
    {
        string both = Request("INVITE", 1, Offer) + "\r\n\r\n" + Request("INVITE", 2);
        Talk talk = Tcp(4711);
        for (int at = 0; at < both.Length; at += 50)
            talk.Client(both.Substring(at, Math.Min(50, both.Length - at)));
        talk.Close();
        talk.End();
        Tcp(4712).Client(both).Close();

        Assert.Equal(4, _report.Requests);
        Assert.Equal(2, _report.Page.Count(message => message.Session is not null));
    }

    [Fact]
    public void ASessionSaysWhereMediaIsReceivedAndInWhichCodecs()
    {
        Udp(5060).Client(Request("INVITE", 1, Offer)).End();

        SessionMedium medium = Assert.Single(_report.Page[0].Session!.Media);
        Assert.Equal(
            ("audio", "2001:db8::5", 4000, "sendonly"),
            (medium.Kind, medium.Address, medium.Port, medium.Direction)
        );
        Assert.Equal(["PCMU/8000", "opus/48000/2"], medium.Codecs);
    }

    [Fact]
    public void CredentialsAreNotKept()
    {
        string request = Request("REGISTER", 1)
            .Replace(
                "\r\n\r\n",
                "\r\nAuthorization: Digest username=\"bob\", realm=\"r\", nonce=\"n\", response=\"0123abcd\"\r\n\r\n",
                StringComparison.Ordinal
            );
        Udp(5060).Client(request).Server(Answer(200, "REGISTER", 1)).End();

        Assert.Equal("Digest username=\"bob\", realm=\"r\", [redacted]", _report.Page[0].Value("authorization"));
        SipRegistration registration = Assert.Single(_report.Registrations);
        Assert.Equal((200, 1), (registration.Status, registration.Requests));
        Assert.Empty(_report.Calls);
    }

    [Fact]
    public void HeadersWithoutEndAreBounded()
    {
        string endless =
            "INVITE sip:a SIP/2.0\r\n" + string.Concat(Enumerable.Repeat("Via: " + new string('x', 400) + "\r\n", 140));
        Udp(5060).Client(endless).End();
        Talk talk = Tcp(5060);
        for (int i = 0; i < 5; i++)
            talk.Client(endless[..50_000]);
        talk.Close();
        talk.End();

        SipMessage message = Assert.Single(_report.Page);
        Assert.True(message.IsCut);
        Assert.InRange(message.Headers.Count, 1, SipMessage.MostHeaders);
    }

    [Fact]
    public void LossAndJitterLowerTheEstimateOfQuality()
    {
        double good = VoiceQuality.Estimate("PCMU/8000", 0, 0)!.Value.Mos;

        Assert.InRange(good, 4.3, 4.5);
        Assert.InRange(VoiceQuality.Estimate("PCMU/8000", 5, 0)!.Value.Mos, 1, 3);
        Assert.True(VoiceQuality.Estimate("PCMU/8000", 0, 200)!.Value.Mos < good);
        Assert.Null(VoiceQuality.Estimate("opus/48000/2", 0, 0));
    }

    private const string Offer =
        "v=0\r\no=a 1 1 IN IP6 2001:db8::5\r\ns=-\r\nc=IN IP6 2001:db8::5\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0 96\r\na=rtpmap:96 opus/48000/2\r\na=sendonly\r\n";

    private static string Request(string method, int sequence, string body = "") =>
        $"{method} sip:bob@example.org SIP/2.0\r\n{Headers(sequence, method)}"
        + (body.Length > 0 ? "Content-Type: application/sdp\r\n" : "")
        + $"Content-Length: {body.Length}\r\n\r\n{body}";

    private static string Answer(int status, string method, int sequence) =>
        $"SIP/2.0 {status} Words\r\n{Headers(sequence, method)}Content-Length: 0\r\n\r\n";

    private static string Headers(int sequence, string method) =>
        $"Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK{sequence}\r\nFrom: <sip:alice@example.org>;tag=a1\r\nTo: <sip:bob@example.org>\r\n"
        + $"Call-ID: call@example.org\r\nCSeq: {sequence} {method}\r\n";

    private Talk Udp(int port) => Talk.Udp(port, [.. Observers]);

    private Talk Tcp(int port) => Talk.Tcp(port, [.. Observers]);

    private IReadOnlyList<IObserver> Observers =>
        StandardApplications.Observe(new ApplicationSinks { Sip = _report.Add });
}
