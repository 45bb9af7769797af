using System.Globalization;
using System.Text;

namespace Sonde.Analysis;

/// <summary>What a session description announces, RFC 8866.</summary>
/// <remarks>Memory: at most <see cref="MostMedia"/> media with <see cref="MostFormats"/> formats each.</remarks>
/// <param name="Media">The media in their order.</param>
public sealed record SessionDescription(IReadOnlyList<SessionMedium> Media)
{
    /// <summary>Most media kept.</summary>
    public const int MostMedia = 32;

    /// <summary>Most formats kept of one of them.</summary>
    public const int MostFormats = 32;

    private const int LongestBody = 64 * 1024;
    private const int LongestWord = 64;

    internal static bool IsOne(ReadOnlySpan<byte> contentType) =>
        Begins(contentType, "application/sdp") || Begins(contentType, "multipart/");

    internal static SessionDescription? Read(ReadOnlySpan<byte> body)
    {
        int start = body.StartsWith("v=0"u8) ? 0 : body.IndexOf("\nv=0"u8) + 1;
        if (start == 0 && !body.StartsWith("v=0"u8))
            return null;
        body = body[start..Math.Min(body.Length, start + LongestBody)];
        List<SessionMedium> media = [];
        string? address = null;
        string direction = "sendrecv"; // RFC 8866 §6.7
        foreach (Range range in body.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = body[range].TrimEnd((byte)'\r');
            if (line.StartsWith("--"u8))
                break; // the end of a part of several
            if (line.Length < 2 || line[1] != '=')
                continue;
            string value = Encoding.UTF8.GetString(line[2..Math.Min(line.Length, 512)]);
            SessionMedium? last = media.Count > 0 ? media[^1] : null;
            switch (line[0])
            {
                case (byte)'c' when Address(value) is { } said:
                    if (last is null)
                        address = said;
                    else
                        last.Address = said;
                    break;
                case (byte)'m' when media.Count < MostMedia && SessionMedium.Read(value) is { } medium:
                    (medium.Address, medium.Direction) = (address, direction);
                    media.Add(medium);
                    break;
                case (byte)'m':
                    return new SessionDescription(media);
                case (byte)'a' when value is "sendrecv" or "sendonly" or "recvonly" or "inactive":
                    if (last is null)
                        direction = value;
                    else
                        last.Direction = value;
                    break;
                case (byte)'a' when last is not null && value.StartsWith("rtcp:", StringComparison.Ordinal):
                    last.Control(value[5..]);
                    break;
                case (byte)'a' when last is not null && value.StartsWith("rtpmap:", StringComparison.Ordinal):
                    last.Map(value[7..]);
                    break;
            }
        }
        return new SessionDescription(media);
    }

    // c=IN IP4 192.0.2.1/127: what follows the address is for groups
    private static string? Address(string value)
    {
        string[] words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 3)
            return null;
        string address = words[2].Split('/')[0];
        return address.Length <= LongestWord ? address : address[..LongestWord];
    }

    private static bool Begins(ReadOnlySpan<byte> octets, string text) =>
        octets.Length >= text.Length && Ascii.EqualsIgnoreCase(octets[..text.Length], text);
}

/// <summary>One medium of a session, RFC 8866 §5.14.</summary>
public sealed class SessionMedium
{
    private readonly List<(string Format, string Name)> _formats = [];

    private SessionMedium(string kind, int port, string protocol) =>
        (Kind, Port, ControlPort, Protocol) = (kind, port, port + 1, protocol);

    /// <summary>audio, video, image …</summary>
    public string Kind { get; }

    /// <summary>Where it is received; 0 refuses it.</summary>
    public int Port { get; }

    /// <summary>RTP/AVP, RTP/SAVP, udptl …</summary>
    public string Protocol { get; }

    /// <summary>It runs over RTP, by one of the profiles that Wireshark follows.</summary>
    internal bool IsRtp =>
        Protocol is "RTP/AVP" or "RTP/AVPF" or "RTP/SAVP" or "RTP/SAVPF" or "UDP/TLS/RTP/SAVP" or "UDP/TLS/RTP/SAVPF";

    /// <summary>Where its RTCP is received: the next port (RFC 3550 §11), unless another was told (RFC 3605).</summary>
    internal int ControlPort { get; private set; }

    /// <summary>Address at which it is received; null when none was said.</summary>
    public string? Address { get; internal set; }

    /// <summary>sendrecv, sendonly, recvonly or inactive.</summary>
    public string Direction { get; internal set; } = "sendrecv";

    /// <summary>Codecs as <c>PCMU/8000</c>; those without a map by the name of their payload type, or its number.</summary>
    public IReadOnlyList<string> Codecs => [.. _formats.Select(one => one.Name)];

    /// <summary>The codec of a payload type; null when it was not announced.</summary>
    public string? CodecOf(int payloadType)
    {
        string format = payloadType.ToString(CultureInfo.InvariantCulture);
        return _formats.Find(one => one.Format == format).Name;
    }

    internal static SessionMedium? Read(string value)
    {
        string[] words = value.Split(' ', SessionDescription.MostFormats + 4, StringSplitOptions.RemoveEmptyEntries);
        if (
            words.Length < 3
            || !int.TryParse(words[1].Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int port)
        )
            return null;
        if (port > ushort.MaxValue)
            return null;
        var medium = new SessionMedium(words[0], port, words[2]);
        foreach (string format in words.Skip(3).Take(SessionDescription.MostFormats))
        {
            bool isKnown = byte.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out byte type);
            string? name = isKnown ? Wire.Rtp.PayloadName(type) : null;
            medium._formats.Add((format, name is null ? format : $"{name}/{Wire.Rtp.ClockRate(type)}"));
        }
        return medium;
    }

    internal void Control(string value)
    {
        if (ushort.TryParse(value.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
            ControlPort = port;
    }

    internal void Map(string value)
    {
        int blank = value.IndexOf(' ', StringComparison.Ordinal);
        if (blank <= 0)
            return;
        int at = _formats.FindIndex(one => one.Format == value[..blank]);
        if (at >= 0)
            _formats[at] = (_formats[at].Format, value[(blank + 1)..].Trim());
    }
}
