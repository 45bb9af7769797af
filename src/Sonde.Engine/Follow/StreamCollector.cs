using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Counts the content of one stream, and keeps one page of it.</summary>
/// <remarks>Memory: the page.</remarks>
internal sealed class StreamCollector(StreamChoice choice, StreamPage page) : IObserver, IStreamReader
{
    private readonly List<StreamSegment> _segments = [];
    private readonly FirstFrames _frames = new();
    private readonly FirstFrames _repeated = new();
    private int _shown; // octets
    private bool _isFull;

    public IReadOnlyList<StreamSegment> Segments => _segments;

    public FirstFrames Frames => _frames;

    public FirstFrames Repeated => _repeated;

    public long Total { get; private set; }

    public long ClientOctets { get; private set; }

    public long ServerOctets { get; private set; }

    public long Gaps { get; private set; }

    public long MissingOctets { get; private set; }

    public long RepeatedOctets { get; private set; }

    public void OnPacket(in Packet packet)
    {
        foreach (ref readonly FlowMark mark in packet.Flows)
        {
            if (!choice.Takes(mark.Flow) || mark.IsQuoted)
                continue;
            _frames.AddOnce(packet.Frame.Number);
            if (!choice.IsUdp || !packet.TryRead(mark.Layer, out Udp _))
                continue;
            ref readonly LayerSpan layer = ref packet.Layers[mark.Layer];
            if (layer.Payload == layer.End)
                continue;
            Add(
                mark.FromInitiator,
                mark.FromInitiator ? ClientOctets : ServerOctets,
                packet.SourceOf(layer)[layer.Payload..layer.End],
                new StreamPlace(packet.Frame.Number, packet.Frame.At)
            );
        }
    }

    public void OnOctets(in StreamOctets octets) =>
        Add(octets.FromInitiator, octets.Offset, octets.Octets, octets.Place);

    public void OnGap(in StreamGap gap)
    {
        Gaps++;
        MissingOctets += gap.Length;
        if (Begins())
            _segments.Add(
                Row(gap.FromInitiator, gap.Offset, gap.Length, gap.Place) with
                {
                    Gap = gap.Reason.ToString().ToLowerInvariant(),
                }
            );
    }

    public void OnRepeat(in StreamRepeat repeat)
    {
        RepeatedOctets += repeat.Length;
        _repeated.AddOnce(repeat.Place.Frame);
    }

    private void Add(bool fromClient, long offset, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (fromClient)
            ClientOctets += octets.Length;
        else
            ServerOctets += octets.Length;
        if (!Begins())
            return;
        int room = page.Octets - _shown;
        if (_segments.Count > 0 && octets.Length > room)
        {
            _isFull = true; // the next page begins with it
            return;
        }
        ReadOnlySpan<byte> shown = octets.Length > room ? octets[..room] : octets;
        _shown += shown.Length;
        _segments.Add(
            Row(fromClient, offset, octets.Length, place) with
            {
                Text = page.HasText ? OctetText.Of(shown) : null,
                Hex = page.HasHex ? Convert.ToHexStringLower(shown) : null,
                Omitted = shown.Length < octets.Length ? octets.Length - shown.Length : null,
            }
        );
    }

    private bool Begins() => Total++ >= page.Offset && !_isFull && _segments.Count < page.Limit;

    private static StreamSegment Row(bool fromClient, long offset, long length, StreamPlace place) =>
        new()
        {
            Frame = place.Frame,
            Time = place.At.Nanoseconds == 0 ? null : place.At.ToString(),
            Direction = fromClient ? "client_to_server" : "server_to_client",
            Offset = offset,
            Length = length,
        };
}

/// <summary>Which part of a stream is shown, and how.</summary>
internal sealed record StreamPage(int Offset, int Limit, int Octets, bool HasText, bool HasHex);
