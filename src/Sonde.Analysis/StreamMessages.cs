using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Cuts the data of TCP segments into the messages of the protocol that their port names.</summary>
/// <param name="protocols">The protocols.</param>
/// <param name="sources">Where the octets of joined messages go.</param>
/// <param name="wanted">The protocols that are looked for, by name; null for all.</param>
internal sealed class StreamMessages(Protocols protocols, Sources sources, HashSet<string>? wanted = null)
{
    private const byte HandshakeRecord = 22;

    // By reader: looking names up costs too much for every segment.
    private readonly bool[]? _isWanted = wanted is { } names
        ? [.. protocols.Readers.Select(reader => names.Contains(reader.Name))]
        : null;
    private readonly LayerReader? _tls = wanted is null ? protocols.Find(Tls.Name) : null;
    private readonly LayerReader? _tpkt = protocols.Find(Tpkt.Name);
    private readonly LayerReader? _proxy = protocols.Find(ProxyHeader.Name);
    private readonly LayerReader? _http2 = wanted is null ? protocols.Find(Http2.Name) : null;
    private readonly HttpMessages? _http =
        protocols.Find(Http.Name) is { } http && wanted?.Contains(Http.Name) != false
            ? new HttpMessages(protocols, sources, http)
            : null;

    /// <summary>Reads the messages that the last layer, a TCP segment, completes. Returns how many layers there are now.</summary>
    public int Read(in Frame frame, FlowMarker marker, LayerSpan[] layers, int count)
    {
        ref readonly LayerSpan segment = ref layers[count - 1];
        ReadOnlySpan<byte> octets = segment.Source == 0 ? frame.Octets : sources[segment.Source];
        if (marker.Marks.IsEmpty || marker.Marks[^1].IsQuoted)
            return AsData(octets, segment, segment.Payload, layers, count);
        FlowMark mark = marker.Marks[^1];
        int start = segment.Payload;
        if (BeginsConversation(mark) && ProxyHeader.Measure(octets[start..segment.End]) is var header and > 0)
        {
            LayerSpan rest = segment with { Payload = start + header };
            count = protocols.WalkFrom(_proxy!, octets, start, start + header, segment.Source, layers, count);
            return header == segment.End - start ? count : ReadBehind(mark, octets, rest, layers, count);
        }
        return ReadBehind(mark, octets, segment, layers, count);
    }

    private static bool BeginsConversation(in FlowMark mark) =>
        mark.FromInitiator && mark.Flow is { LowStream: null, HighStream: null, Http: null, StreamReader: null };

    private int ReadBehind(
        in FlowMark mark,
        ReadOnlySpan<byte> octets,
        in LayerSpan segment,
        LayerSpan[] layers,
        int count
    )
    {
        if (mark.Flow is { StreamReader: null, Http: null })
            SeeHello(mark.Flow, segment.Following, octets[segment.Payload..segment.End]);
        if (mark.Flow.StreamReader is null)
            SeePreface(mark.Flow, segment.Following, octets[segment.Payload..segment.End]);
        if (_http?.Find(mark, octets[segment.Payload..segment.End], segment.Following) is { } talk)
            return InTunnel(talk) is { } inside
                ? ReadTunnel(inside, mark, octets, segment, layers, count)
                : ReadHttp(talk, mark, octets, segment, layers, count);
        LayerReader? reader =
            mark.Flow.StreamReader
            ?? Reader(segment.Following)
            ?? Guess(mark.Flow, octets[segment.Payload..segment.End]);
        return reader is null
            ? AsData(octets, segment, segment.Payload, layers, count)
            : ReadStream(reader, mark, octets, segment, layers, count);
    }

    private int ReadStream(
        LayerReader reader,
        in FlowMark mark,
        ReadOnlySpan<byte> octets,
        in LayerSpan segment,
        LayerSpan[] layers,
        int count
    )
    {
        if (Tcp.TryRead(octets[segment.Start..segment.Limit], out Tcp tcp) > ReadStatus.Cut)
            return count;
        StreamSide side = Side(mark, tcp.SequenceNumber);
        int old = (int)(side.Expected - tcp.SequenceNumber);
        if (old >= tcp.PayloadLength && old < 1 << 30)
            return count; // all of it was read before
        int start = segment.Payload;
        if (old != 0)
        {
            start += RestOfBroken(side, tcp);
            side.Clear(); // a gap, or octets sent again at other borders: a message may begin here
            side.Expected = tcp.SequenceNumber;
        }
        side.Expected += (uint)tcp.PayloadLength + (tcp.Flags.HasFlag(TcpFlags.Syn) ? 1u : 0);
        if (start >= segment.End)
            return count;
        side.MessageEnd = null;
        if (side is { IsEmpty: true, Passing: 0 })
        {
            side.Release();
            if (reader == mark.Flow.StreamReader)
                reader = AfterTls(reader, segment.Following, octets[segment.Payload..segment.End]);
        }
        if (reader.Replies is { } replies && protocols.Find(NextSpace.TcpPort, tcp.SourcePort) == reader)
            reader = replies;
        if (side.Passing > 0)
        {
            start += side.PassOn(segment.End - start);
            if (side.Passing > 0)
                return count;
            count = ReadKept(reader, side, layers, count);
        }
        return side.IsEmpty
            ? ReadInPlace(reader, side, octets, start, segment, layers, count)
            : ReadJoined(reader, side, octets[segment.Payload..segment.End], layers, count);
    }

    /// <summary>Sees a TCP segment without data, which may end the last message. Returns how many layers there are now.</summary>
    public int ReadEmpty(ReadOnlySpan<byte> octets, FlowMarker marker, LayerSpan[] layers, int count) =>
        _http is null || marker.Marks.IsEmpty
            ? count
            : _http.ReadEmpty(marker.Marks[^1], octets, layers[count - 1], layers, count);

    private LayerReader? InTunnel(HttpConversation talk) =>
        talk.Tunnel is { } port && protocols.Find(NextSpace.TcpPort, port) is { Measure: not null } reader
            ? Wanted(reader)
            : null;

    // RFC 9110 §9.3.6: what a proxy passes on stands behind its own protocol, where it completes a message.
    private int ReadTunnel(
        LayerReader inside,
        in FlowMark mark,
        ReadOnlySpan<byte> octets,
        in LayerSpan segment,
        LayerSpan[] layers,
        int count
    )
    {
        int proxy = _http!.ShowTunnel(octets, segment, layers, count);
        int all = ReadStream(inside, mark, octets, segment, layers, proxy);
        return all > proxy ? all : count;
    }

    // Octets at the start of a segment behind a gap that belong to the message with the gap, as far as its length is known.
    private static int RestOfBroken(StreamSide side, in Tcp tcp)
    {
        int rest = side.MessageEnd is { } end ? (int)(end - tcp.SequenceNumber) : 0;
        return rest is > 0 and <= StreamSide.Limit ? Math.Min(rest, tcp.PayloadLength) : 0;
    }

    private int ReadHttp(
        HttpConversation talk,
        in FlowMark mark,
        ReadOnlySpan<byte> octets,
        in LayerSpan segment,
        LayerSpan[] layers,
        int count
    ) =>
        Tcp.TryRead(octets[segment.Start..segment.Limit], out Tcp tcp) > ReadStatus.Cut
            ? count
            : _http!.Read(talk, mark, octets, segment, tcp, layers, count);

    private static StreamSide Side(in FlowMark mark, uint sequence)
    {
        Flow flow = mark.Flow;
        bool low = mark.FromInitiator == flow.InitiatorIsLow;
        StreamSide side = (low ? flow.LowStream : flow.HighStream) ?? new StreamSide { Expected = sequence };
        if (low)
            flow.LowStream = side;
        else
            flow.HighStream = side;
        return side;
    }

    private LayerReader? Reader(NextLayer next)
    {
        LayerReader? first = protocols.Find(NextSpace.TcpPort, next.First);
        if (first is { Measure: not null })
            return Wanted(first);
        return protocols.Find(NextSpace.TcpPort, next.Second) is { Measure: not null } second ? Wanted(second) : null;
    }

    // A hello on a port of another protocol: it asked for TLS, which has the rest of the connection. On Remote Desktop's port
    // Wireshark shows no TLS.
    private void SeeHello(Flow flow, NextLayer next, ReadOnlySpan<byte> data)
    {
        if (
            _tls is null
            || data.IsEmpty
            || data[0] != HandshakeRecord
            || !Tls.IsHello(data)
            || Reader(next) is not { } reader
            || reader == _tls
            || reader == _tpkt
        )
            return;
        flow.StreamReader = _tls;
        flow.LowStream?.Clear();
        flow.HighStream?.Clear();
    }

    // RFC 9113 §3: from the client's preface on, on ports of HTTP (Wireshark looks at no others) and after an upgrade.
    private void SeePreface(Flow flow, NextLayer next, ReadOnlySpan<byte> data)
    {
        if (_http2 is null || data.IsEmpty || data[0] != Http2Frame.Preface[0] || !Http2.IsPreface(data))
            return;
        if (flow.Http?.Upgraded != HttpUpgrade.Http2 && _http?.IsOnPort(next) != true)
            return;
        (flow.StreamReader, flow.Http) = (_http2, null);
        flow.LowStream?.Clear();
        flow.HighStream?.Clear();
    }

    // RFC 4217 §12.3: a control connection may go back to plain text.
    private LayerReader AfterTls(LayerReader reader, NextLayer next, ReadOnlySpan<byte> data) =>
        Reader(next) is { } own && reader.Measure!(data).Length < 0 ? own : reader;

    private LayerReader? Wanted(LayerReader reader) => _isWanted is null || _isWanted[reader.Id] ? reader : null;

    private LayerReader? Guess(Flow flow, ReadOnlySpan<byte> data) =>
        wanted is null ? flow.StreamReader ??= protocols.GuessStream(data) : null;

    private int ReadInPlace(
        LayerReader reader,
        StreamSide side,
        ReadOnlySpan<byte> octets,
        int at,
        in LayerSpan segment,
        LayerSpan[] layers,
        int count
    )
    {
        while (at < segment.End && count < layers.Length)
        {
            MessageExtent message = reader.Measure!(octets[at..segment.End]);
            if (message.Length < 0)
                return AsData(octets, segment, at, layers, count);
            if (message.Length == 0 || message.Length > segment.End - at)
            {
                Await(side, message, segment.End - at);
                bool isPassing = message.Kept > 0 && message.Kept <= segment.End - at;
                side.Append(isPassing ? octets.Slice(at, message.Kept) : octets[at..segment.End]);
                if (isPassing)
                    side.Pass(message.Kept, message.Length - (segment.End - at));
                return reader.Opening is { } opening
                    ? protocols.WalkFrom(opening, octets, at, segment.End, segment.Source, layers, count)
                    : count;
            }
            count = protocols.WalkFrom(
                Content(reader, side, octets.Slice(at, message.Length)),
                octets,
                at + message.Prefix,
                at + message.Length,
                segment.Source,
                layers,
                count
            );
            at += message.Length;
        }
        return count;
    }

    private static void Await(StreamSide side, MessageExtent message, int here) =>
        side.MessageEnd = message.Length == 0 ? null : side.Expected + (uint)(message.Length - here);

    private static LayerReader Content(LayerReader reader, StreamSide side, ReadOnlySpan<byte> message)
    {
        if (reader.IsContent is not { } isContent)
            return reader;
        int state = side.State;
        bool isMessage = !isContent(message, ref state);
        side.State = state;
        return isMessage ? reader : reader.Content!;
    }

    // A message that has passed, of which only the beginning was kept.
    private int ReadKept(LayerReader reader, StreamSide side, LayerSpan[] layers, int count)
    {
        ReadOnlyMemory<byte> kept = side.TakeKept();
        byte source = sources.Add(kept);
        return source == 0 ? count : protocols.WalkFrom(reader, kept.Span, 0, kept.Length, source, layers, count);
    }

    private int ReadJoined(LayerReader reader, StreamSide side, ReadOnlySpan<byte> data, LayerSpan[] layers, int count)
    {
        if (!side.Append(data))
            return count;
        ReadOnlyMemory<byte> joined = side.Pending;
        byte source = 0;
        int at = 0;
        while (at < joined.Length && count < layers.Length)
        {
            MessageExtent message = reader.Measure!(joined.Span[at..]);
            if (message.Length == 0 || message.Length > joined.Length - at)
            {
                Await(side, message, joined.Length - at);
                side.Take(at);
                if (message.Kept > 0 && message.Kept <= joined.Length - at)
                    side.Pass(message.Kept, message.Length - (joined.Length - at));
                return count;
            }
            if (source == 0)
                source = sources.Add(joined);
            if (message.Length < 0 || source == 0)
            {
                at = joined.Length;
                break;
            }
            count = protocols.WalkFrom(
                Content(reader, side, joined.Span.Slice(at, message.Length)),
                joined.Span,
                at + message.Prefix,
                at + message.Length,
                source,
                layers,
                count
            );
            at += message.Length;
        }
        side.Take(at);
        return count;
    }

    private int AsData(ReadOnlySpan<byte> octets, in LayerSpan segment, int start, LayerSpan[] layers, int count) =>
        protocols.Walk(octets, start, segment.End, NextLayer.Data, segment.Source, layers, count);
}
