using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>SIP over TCP, RFC 3261 §18.3: found by a start line that ends, or begins, with <c>SIP/2.0</c>.</summary>
/// <param name="messages">Told of every message; null where only the name is wanted.</param>
public sealed class SipApplication(Action<SipMessage>? messages) : IApplication
{
    private const int LongestStartLine = 2048; // octets without a line end after which nobody waits longer

    /// <inheritdoc/>
    public string Name => Sip.Name;

    /// <inheritdoc/>
    public ReadOnlySpan<ushort> Ports => SipRecognition.Usual;

    /// <inheritdoc/>
    public Recognition Recognize(in StreamOpening opening)
    {
        Recognition asked = Of(opening.FromInitiator, fromInitiator: true);
        return asked.Certainty == Certainty.Certain || opening.FromResponder.IsEmpty ? asked
            : Of(opening.FromResponder, fromInitiator: false) is { Certainty: > Certainty.NotMine } answered ? answered
            : asked;
    }

    /// <inheritdoc/>
    public IApplicationReader? Open(ApplicationStream stream) =>
        messages is null ? null : new SipReader(stream, messages);

    private static Recognition Of(ReadOnlySpan<byte> octets, bool fromInitiator)
    {
        ReadOnlySpan<byte> line = octets.TrimStart("\r\n"u8);
        if (line.IsEmpty)
            return Recognition.NeedMore;
        if (line.IndexOf((byte)'\n') < 0)
            return line.Length < LongestStartLine && MayBecome(line) ? Recognition.NeedMore : Recognition.NotMine;
        return SipRecognition.Of(octets, fromInitiator);
    }

    private static bool MayBecome(ReadOnlySpan<byte> line)
    {
        int word = line.IndexOf((byte)' ');
        if (word < 0)
            return line.Length <= 16 && !line.ContainsAnyExceptInRange((byte)'-', (byte)'_');
        ReadOnlySpan<byte> target = line[(word + 1)..];
        return line.StartsWith("SIP/2.0 "u8)
            || target.Length < 5
            || target.StartsWith("sip:"u8)
            || target.StartsWith("sips:"u8)
            || target.StartsWith("tel:"u8);
    }
}

/// <summary>SIP over UDP, RFC 3261 §18: a datagram is a message.</summary>
/// <param name="messages">Told of every message; null where only the name is wanted.</param>
public sealed class SipDatagrams(Action<SipMessage>? messages) : IDatagramApplication
{
    /// <inheritdoc/>
    public string Name => Sip.Name;

    /// <inheritdoc/>
    public ReadOnlySpan<ushort> Ports => SipRecognition.Usual;

    /// <inheritdoc/>
    public Recognition Recognize(ReadOnlySpan<byte> datagram, bool fromInitiator) =>
        SipRecognition.Of(datagram, fromInitiator);

    /// <inheritdoc/>
    public IDatagramReader? Open(DatagramStream stream) =>
        messages is null ? null : new SipDatagramReader(stream, messages);
}

internal static class SipRecognition
{
    public static readonly ushort[] Usual = [5060, 5061];

    // The version decides, not the method: HTTP, SSDP and RTSP have methods of the same names.
    public static Recognition Of(ReadOnlySpan<byte> octets, bool fromInitiator) =>
        SipHead.TryRead(octets, out SipHead head)
            ? new Recognition(Certainty.Certain, ClientIsResponder: head.IsResponse == fromInitiator)
            : Recognition.NotMine;
}
