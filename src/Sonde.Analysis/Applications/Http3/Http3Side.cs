using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What is told of the frames of one direction of a stream of HTTP/3.</summary>
internal interface IHttp3Sink
{
    /// <summary>A whole field section.</summary>
    /// <param name="side">The direction that carried it.</param>
    /// <param name="section">The section as written.</param>
    /// <param name="first">The frame of the capture with its first octet.</param>
    /// <param name="last">The frame of the capture with its last octet.</param>
    void Section(Http3Side side, ReadOnlySpan<byte> section, StreamPlace first, StreamPlace last);

    /// <summary>Content of a message, as much of it as came together.</summary>
    void Content(Http3Side side, ReadOnlySpan<byte> octets, StreamPlace place);

    /// <summary>What an end takes.</summary>
    void Settings(Http3Side side, ReadOnlySpan<byte> settings);

    /// <summary>A frame of HTTP/3 that one frame of the capture carried whole.</summary>
    void Whole(StreamPlace place);

    /// <summary>A limit was reached.</summary>
    void Trouble(string limit);
}

/// <summary>One direction of a stream of HTTP/3: cuts octets into frames, RFC 9114 §7.</summary>
/// <remarks>Memory: a field section under way, at most <see cref="LongestSection"/> octets; content is counted and passed on.</remarks>
internal sealed class Http3Side(bool fromClient, ulong stream, IHttp3Sink sink)
{
    /// <summary>Octets of a field section; what is longer is given up.</summary>
    public const int LongestSection = 1 << 16;

    private readonly OctetQueue _waiting = new(LongestSection + Http3Frame.LongestHeader);
    private StreamPlace _begun; // where the frame under way began
    private ulong _left; // octets of a frame that are still to come, where it is not kept
    private bool _isContent;
    private bool _isLost; // for the rest of the stream: no frame can be told from another

    /// <summary>Sent by the client.</summary>
    public bool FromClient => fromClient;

    /// <summary>The stream.</summary>
    public ulong Stream => stream;

    /// <summary>Field sections so far.</summary>
    public int Sections { get; private set; }

    public void Feed(ReadOnlySpan<byte> octets, StreamPlace place)
    {
        while (!octets.IsEmpty && !_isLost)
        {
            int used = _left > 0 ? Pass(octets, place) : Begin(octets, place);
            octets = octets[used..];
        }
    }

    /// <summary>Octets are missing.</summary>
    public void Skip(long length)
    {
        if ((ulong)length <= _left)
        {
            _left -= (ulong)length;
            return;
        }
        _waiting.Clear();
        (_left, _isLost) = (0, true);
    }

    private int Begin(ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (_waiting.Length == 0)
            _begun = place;
        bool isKnown = Http3Frame.TryRead(_waiting.Octets, out Http3Frame frame, out int size);
        // of a header nobody knows how long it is
        int taken = isKnown ? Math.Min(size + (int)frame.Length - _waiting.Length, octets.Length) : 1;
        _waiting.TryAdd(octets[..taken], place);
        if (!isKnown && !Http3Frame.TryRead(_waiting.Octets, out frame, out size))
            return taken;
        if (!IsKept(frame))
        {
            BeginPassing(frame, place);
            return taken;
        }
        if (_waiting.Length < size + (int)frame.Length)
            return taken;
        Whole(frame, _waiting.Octets[size..], place);
        _waiting.Clear();
        return taken;
    }

    private static bool IsKept(Http3Frame frame) =>
        frame.Type is Http3FrameTypes.Headers or Http3FrameTypes.Settings && frame.Length <= LongestSection;

    private void BeginPassing(Http3Frame frame, StreamPlace place)
    {
        _waiting.Clear();
        (_left, _isContent) = (frame.Length, frame.Type == Http3FrameTypes.Data);
        if (frame.Type == Http3FrameTypes.Headers)
            sink.Trouble("http3_section_octets");
        if (_left == 0)
            End(place);
    }

    private int Pass(ReadOnlySpan<byte> octets, StreamPlace place)
    {
        int here = (int)Math.Min(_left, (ulong)octets.Length);
        if (_isContent)
            sink.Content(this, octets[..here], place);
        _left -= (ulong)here;
        if (_left == 0)
            End(place);
        return here;
    }

    private void Whole(Http3Frame frame, ReadOnlySpan<byte> payload, StreamPlace place)
    {
        if (frame.Type == Http3FrameTypes.Settings)
        {
            sink.Settings(this, payload);
        }
        else
        {
            sink.Section(this, payload, _begun, place);
            Sections++;
        }
        End(place);
    }

    private void End(StreamPlace place)
    {
        if (place.Frame == _begun.Frame)
            sink.Whole(place);
    }
}
