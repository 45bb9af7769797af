using System.Net;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Joins streams of RTP with the calls that announced where they are received.</summary>
internal sealed class SipStreams
{
    private readonly Dictionary<(string Address, int Port), List<(SipCall Call, SessionMedium Medium)>> _announced = [];
    private readonly Dictionary<SipCall, List<SipStreamRow>> _ofCall = [];

    public SipStreams(IReadOnlyList<SipCall> calls, IReadOnlyList<RtpStream> streams)
    {
        foreach (SipCall call in calls)
        {
            foreach ((SessionMedium medium, _) in call.Media)
            {
                if (medium.Port == 0 || !IPAddress.TryParse(medium.Address, out IPAddress? address))
                    continue;
                var key = (address.ToString(), medium.Port);
                if (!_announced.TryGetValue(key, out List<(SipCall, SessionMedium)>? at))
                    _announced.Add(key, at = []);
                at.Add((call, medium));
            }
        }
        foreach (RtpStream stream in streams)
            Join(stream);
    }

    /// <summary>Streams of all calls.</summary>
    public int Joined { get; private set; }

    public IReadOnlyList<SipStreamRow> Of(SipCall call) =>
        _ofCall.TryGetValue(call, out List<SipStreamRow>? rows) ? rows : [];

    private void Join(RtpStream stream)
    {
        Endpoint source = stream.FromInitiator ? stream.Flow.Initiator : stream.Flow.Responder;
        Endpoint target = stream.FromInitiator ? stream.Flow.Responder : stream.Flow.Initiator;
        // Where a translator changed the receiver's address, the sender's may still be the announced one.
        if ((Find(target, stream) ?? Find(source, stream)) is not { } found)
            return;
        if (!_ofCall.TryGetValue(found.Call, out List<SipStreamRow>? rows))
            _ofCall.Add(found.Call, rows = []);
        rows.Add(Row(stream, found.Call, found.Medium, source, target));
        Joined++;
    }

    // A port is used again by later calls: the last one that was there when the stream began.
    private (SipCall Call, SessionMedium Medium)? Find(Endpoint at, RtpStream stream)
    {
        if (!_announced.TryGetValue((at.Address.ToString(), at.Port), out var calls))
            return null;
        int found = calls.FindLastIndex(one => one.Call.Started.Frame <= stream.FirstFrame);
        // Media may be seen before the call when the capture began in the middle of it.
        return found >= 0 ? calls[found]
            : calls[0].Call.Started.Frame <= stream.LastFrame ? calls[0]
            : null;
    }

    private static SipStreamRow Row(
        RtpStream stream,
        SipCall call,
        SessionMedium medium,
        Endpoint source,
        Endpoint target
    )
    {
        string? codec =
            medium.CodecOf(stream.PayloadType)
            ?? call.Media.Select(one => one.Medium.CodecOf(stream.PayloadType)).FirstOrDefault(name => name is not null)
            ?? Rtp.PayloadName(stream.PayloadType);
        double loss = stream.Expected > 0 ? 100.0 * stream.Lost / stream.Expected : 0;
        double? mos = stream.JitterMilliseconds is { } jitter ? VoiceQuality.Estimate(codec, loss, jitter)?.Mos : null;
        string port = stream.FromInitiator ? "udp.srcport" : "udp.dstport";
        return new SipStreamRow(
            source.ToString(),
            target.ToString(),
            $"0x{stream.Source:x8}",
            stream.PayloadType,
            Quote.Clean(codec),
            stream.Packets,
            stream.Lost,
            Math.Round(loss, 3),
            Rounded(stream.JitterMilliseconds),
            Rounded(stream.MostJitterMilliseconds),
            mos is { } score ? Math.Round(score, 2) : null,
            [stream.FirstFrame, stream.LastFrame],
            $"udp.stream == {stream.Flow.Stream} && {port} == {stream.Flow.Initiator.Port}"
        );
    }

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 3) : null;
}
