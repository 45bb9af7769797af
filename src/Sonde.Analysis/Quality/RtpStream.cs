using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>One stream of RTP in one direction: how much of it came, and how evenly.</summary>
public sealed class RtpStream
{
    private const int Wrap = 1 << 16;
    private const int MostAhead = 3_000; // RFC 3550 §A.1: further ahead is another numbering

    private const int MostBefore = 100; // packets that the first one seen may have overtaken

    private readonly int? _clock;
    private long _highest; // extended sequence numbers
    private long _lowest;
    private long _transit; // last packet: arrival minus timestamp, in ticks of the clock
    private uint _timestamp;
    private double _jitter;

    internal RtpStream(in Rtp first, Flow flow, bool fromInitiator, in Frame frame)
    {
        (Flow, FromInitiator, Source, PayloadType) = (flow, fromInitiator, first.Source, first.PayloadType);
        _clock = Rtp.ClockRate(first.PayloadType);
        _highest = _lowest = first.SequenceNumber + Wrap;
        FirstFrame = frame.Number;
        First = frame.At;
    }

    /// <summary>The conversation.</summary>
    public Flow Flow { get; }

    /// <summary>Sent by the end that opened the conversation.</summary>
    public bool FromInitiator { get; }

    /// <summary>Synchronization source.</summary>
    public uint Source { get; }

    /// <summary>Payload type of the first packet.</summary>
    public byte PayloadType { get; }

    /// <summary>Packets that came, duplicates included.</summary>
    public long Packets { get; private set; }

    /// <summary>Packets whose number was expected next, or a few later.</summary>
    public long InOrder { get; private set; }

    /// <summary>Packets with a number lower than one before.</summary>
    public long Late { get; private set; }

    /// <summary>Packets that the numbers say there were.</summary>
    public long Expected => _highest - _lowest + 1;

    /// <summary>Packets that did not come (RFC 3550 §A.3); 0 when duplicates came.</summary>
    public long Lost => Math.Max(0, Expected - Packets);

    /// <summary>Interarrival jitter at the end (RFC 3550 §6.4.1) in milliseconds; null without a known clock.</summary>
    public double? JitterMilliseconds => _clock is { } clock && Packets > 1 ? _jitter / clock * 1000 : null;

    /// <summary>Highest jitter in milliseconds; null without a known clock.</summary>
    public double? MostJitterMilliseconds => _clock is { } clock && Packets > 1 ? MostJitter / clock * 1000 : null;

    /// <summary>Number of the first frame.</summary>
    public long FirstFrame { get; }

    /// <summary>Number of the last frame.</summary>
    public long LastFrame { get; private set; }

    /// <summary>Time of the first packet.</summary>
    public Timestamp First { get; }

    /// <summary>Time of the last packet.</summary>
    public Timestamp Last { get; private set; }

    /// <summary>Numbers run as those of a stream do, and there are enough of them to say so.</summary>
    public bool IsConvincing => Packets >= 10 && InOrder * 10 >= Packets * 8 && Expected <= 2 * Packets;

    private double MostJitter { get; set; }

    internal void See(in Rtp packet, in Frame frame)
    {
        if (Packets++ > 0)
        {
            int ahead = (short)(packet.SequenceNumber - (ushort)_highest);
            if (ahead is > 0 and < MostAhead)
            {
                _highest += ahead;
                InOrder++;
            }
            else if (ahead < 0)
            {
                Late++;
                long place = _highest + ahead;
                if (place < _lowest && _lowest - place < MostBefore)
                    _lowest = place;
            }
        }
        else
        {
            InOrder++;
        }
        if (_clock is { } clock && !frame.IsTimeless)
            SeeTiming(packet.Timestamp, frame.At, clock);
        LastFrame = frame.Number;
        Last = frame.At;
    }

    private void SeeTiming(uint timestamp, Timestamp at, int clock)
    {
        double ticks = (at - First) / (double)Timestamp.PerSecond * clock;
        long transit = (long)ticks - (int)(timestamp - _timestamp);
        if (Packets == 1)
        {
            _timestamp = timestamp;
            _transit = (long)ticks;
            return;
        }
        double difference = Math.Abs(transit - _transit);
        _transit = transit;
        _jitter += (difference - _jitter) / 16;
        MostJitter = Math.Max(MostJitter, _jitter);
    }
}

/// <summary>Finds streams of RTP in UDP by the run of their numbers, whether or not their signalling was captured.</summary>
/// <remarks>Memory: about 200 octets for each stream and for each candidate that may be one, at most <see cref="Limit"/> of both.</remarks>
public sealed class RtpStreams : IObserver
{
    /// <summary>Most candidates kept.</summary>
    public const int Limit = 20_000;

    private const int LeastPort = 1024;

    private readonly Dictionary<(Flow Flow, bool FromInitiator, uint Source), RtpStream> _candidates = [];

    /// <summary>Packets of candidates that came after the limit.</summary>
    public long NotKept { get; private set; }

    /// <summary>The streams, in the order of their first frames.</summary>
    public IReadOnlyList<RtpStream> Streams =>
        [.. _candidates.Values.Where(stream => stream.IsConvincing).OrderBy(stream => stream.FirstFrame)];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        foreach (FlowMark mark in packet.Flows)
        {
            FlowKey key = mark.Flow.Key;
            if (mark.IsQuoted || key.Protocol != IpProtocols.Udp || Math.Min(key.Low.Port, key.High.Port) < LeastPort)
                continue;
            // what is known by name is no media
            if (mark.Layer + 2 < packet.Layers.Length || !packet.TryRead(mark.Layer, out Udp _))
                continue;
            ref readonly LayerSpan udp = ref packet.Layers[mark.Layer];
            if (Rtp.TryRead(packet.OctetsOf(udp)[(udp.Payload - udp.Start)..], out Rtp rtp) == ReadStatus.Ok)
                See(rtp, mark, packet.Frame);
        }
    }

    private void See(in Rtp rtp, in FlowMark mark, in Frame frame)
    {
        var key = (mark.Flow, mark.FromInitiator, rtp.Source);
        if (!_candidates.TryGetValue(key, out RtpStream? stream))
        {
            if (_candidates.Count >= Limit)
            {
                NotKept++;
                return;
            }
            _candidates.Add(key, stream = new RtpStream(rtp, mark.Flow, mark.FromInitiator, frame));
        }
        stream.See(rtp, frame);
    }
}
