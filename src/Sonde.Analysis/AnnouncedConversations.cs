using System.Net;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Knows the conversations over UDP that another one announced: TFTP transfers (RFC 1350 §4) and the media of sessions (RFC 8866).</summary>
/// <remarks>
/// A transfer runs between the client's port and one that the server chooses; media come to an address and port that a
/// description tells, and go from there. Memory: the last <see cref="Limit"/> requests, and as many ports of media.
/// </remarks>
internal sealed class AnnouncedConversations(Protocols protocols)
{
    private const int Limit = 4096;

    private readonly LayerReader? _tftp = protocols.Find(Tftp.Name);
    private readonly LayerReader? _session = protocols.Find("sdp");
    private readonly LayerReader? _rtp = protocols.Find(Rtp.Name);
    private readonly LayerReader? _rtcp = protocols.Find(Rtcp.Name);
    private readonly LayerReader? _fax = protocols.Find("t38");
    private readonly LayerReader? _udp = protocols.Find(Udp.Name);
    private readonly LayerReader? _data = protocols.Find(Data.Name);
    private readonly HashSet<(Endpoint Client, Address Server)> _asked = [];
    private readonly Queue<(Endpoint Client, Address Server)> _askedOrder = [];
    private readonly Dictionary<Endpoint, (LayerReader Reader, long Order)> _media = [];
    private readonly Queue<Endpoint> _mediaOrder = [];
    private long _announcements;

    /// <summary>Notes an announcement, and reads what belongs to one. Returns how many layers there are now.</summary>
    public int Read(ReadOnlySpan<byte> octets, FlowMarker marker, LayerSpan[] layers, int count)
    {
        ref readonly LayerSpan last = ref layers[count - 1];
        if (ReferenceEquals(last.Reader, _tftp))
            NoteTransfer(octets[last.Start..last.Limit], marker);
        else if (ReferenceEquals(last.Reader, _session))
            NoteMedia(octets[last.Start..last.Limit], marker);
        else if (
            _asked.Count + _media.Count > 0
            && IsCarriedByUdp(layers, count)
            && !marker.Marks.IsEmpty
            && ReaderOf(marker.Marks[^1], octets[last.Start..last.Limit]) is { } reader
        )
            return protocols.WalkFrom(reader, octets, last.Start, last.Limit, last.Source, layers, count - 1);
        return count;
    }

    private LayerReader? ReaderOf(in FlowMark mark, ReadOnlySpan<byte> octets)
    {
        (Endpoint source, Endpoint target) = EndsOf(mark);
        bool isAsked = _asked.Contains((source, target.Address)) || _asked.Contains((target, source.Address));
        if (isAsked && !mark.IsQuoted)
            return _tftp;
        _media.TryGetValue(target, out (LayerReader Reader, long Order) to);
        _media.TryGetValue(source, out (LayerReader Reader, long Order) from);
        LayerReader? media = to.Order > from.Order ? to.Reader : from.Reader; // what was said last
        // RFC 5761: both may share a port
        bool isControl = media is not null && media == _rtp && Rtcp.TryRead(octets, out _) == ReadStatus.Ok;
        return isControl ? _rtcp : media;
    }

    private static (Endpoint Source, Endpoint Target) EndsOf(in FlowMark mark) =>
        mark.FromInitiator ? (mark.Flow.Initiator, mark.Flow.Responder) : (mark.Flow.Responder, mark.Flow.Initiator);

    private bool IsCarriedByUdp(LayerSpan[] layers, int count) =>
        count >= 2
        && ReferenceEquals(layers[count - 1].Reader, _data)
        && ReferenceEquals(layers[count - 2].Reader, _udp);

    private void NoteTransfer(ReadOnlySpan<byte> octets, FlowMarker marker)
    {
        if (Tftp.TryRead(octets, out Tftp tftp) != ReadStatus.Ok || !tftp.IsRequest)
            return;
        if (marker.Marks.IsEmpty || marker.Marks[^1].IsQuoted)
            return;
        (Endpoint client, Endpoint server) = EndsOf(marker.Marks[^1]);
        if (!_asked.Add((client, server.Address)))
            return;
        _askedOrder.Enqueue((client, server.Address));
        if (_askedOrder.Count > Limit)
            _asked.Remove(_askedOrder.Dequeue());
    }

    private void NoteMedia(ReadOnlySpan<byte> octets, FlowMarker marker)
    {
        bool isQuoted = !marker.Marks.IsEmpty && marker.Marks[^1].IsQuoted;
        if (isQuoted || SessionDescription.Read(octets) is not { } session)
            return;
        foreach (SessionMedium medium in session.Media)
        {
            if (medium.Port == 0 || !IPAddress.TryParse(medium.Address, out IPAddress? address))
                continue;
            var place = new Endpoint(Address.From(address), (ushort)medium.Port);
            if (medium.Protocol == "udptl")
            {
                Note(place, _fax);
                continue;
            }
            if (!medium.IsRtp)
                continue;
            Note(place, _rtp);
            if (medium.ControlPort is > 0 and <= ushort.MaxValue and var port)
                Note(place with { Port = (ushort)port }, _rtcp);
        }
    }

    // What is announced later of the same port is what it means from then on.
    private void Note(Endpoint place, LayerReader? reader)
    {
        if (reader is null)
            return;
        if (!_media.ContainsKey(place))
            _mediaOrder.Enqueue(place);
        _media[place] = (reader, ++_announcements);
        if (_mediaOrder.Count > Limit)
            _media.Remove(_mediaOrder.Dequeue());
    }
}
