using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>TLS over TCP: found by the header of a record and, in a handshake, of a message.</summary>
public sealed class TlsApplication(ApplicationSinks sinks) : IApplication
{
    private static readonly ushort[] Usual =
    [
        443,
        465,
        563,
        636,
        853,
        989,
        990,
        992,
        993,
        994,
        995,
        2221,
        2252,
        2376,
        3269,
        4433,
        5061,
        5223,
        5349,
        5671,
        6443,
        6514,
        6679,
        6697,
        8443,
        8883,
        9443,
        11207,
    ];

    private enum Look : byte
    {
        Nothing,
        No,
        More,
        Weak, // the header of a record, which other protocols may have by chance
        Strong,
        Client,
        Server,
    }

    /// <inheritdoc/>
    public string Name => Tls.Name;

    /// <inheritdoc/>
    public ReadOnlySpan<ushort> Ports => Usual;

    /// <inheritdoc/>
    public Recognition Recognize(in StreamOpening opening)
    {
        Look initiator = LookAt(opening.FromInitiator);
        Look responder = LookAt(opening.FromResponder);
        if (initiator == Look.Client || responder == Look.Server)
            return Recognition.Certain;
        if (initiator == Look.Server || responder == Look.Client)
            return new Recognition(Certainty.Certain, ClientIsResponder: true);
        bool isTurned =
            Usual.AsSpan().Contains(opening.InitiatorPort) && !Usual.AsSpan().Contains(opening.ResponderPort);
        if (initiator == Look.Strong || responder == Look.Strong)
            return new Recognition(Certainty.Certain, isTurned);
        if (initiator == Look.No || responder == Look.No)
            return opening.IsFromTheStart ? Recognition.NotMine : new Recognition(Certainty.Unsure, isTurned);
        if (initiator == Look.Weak || responder == Look.Weak)
            return new Recognition(Certainty.Unsure, isTurned);
        return Recognition.NeedMore;
    }

    /// <inheritdoc/>
    public bool MayBeginWithin => true;

    /// <inheritdoc/>
    public bool BeginsWithin(ReadOnlySpan<byte> segment) =>
        segment.Length > TlsRecordHeader.Size
        && segment[0] == (byte)TlsContent.Handshake
        && segment[TlsRecordHeader.Size] == TlsHandshakeTypes.ClientHello
        && LookAt(segment) == Look.Client;

    /// <inheritdoc/>
    public IApplicationReader? Open(ApplicationStream stream) =>
        sinks.Tls is null && sinks.TlsMessages is null && sinks.Keys is not { Sessions: > 0 }
            ? null
            : new TlsReader(stream, sinks);

    private static Look LookAt(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            return Look.Nothing;
        if (TlsSsl2Hello.Measure(octets) > 0)
            return Look.Client;
        if (!TlsRecordHeader.TryRead(octets, out TlsRecordHeader header))
        {
            bool mayBecome = octets.Length < 11 && ((octets[0] & 0x80) != 0 && (octets.Length < 3 || octets[2] == 1));
            mayBecome |= octets.Length < TlsRecordHeader.Size && TlsRecordHeader.MayBegin(octets);
            return mayBecome ? Look.More : Look.No;
        }
        if (header.Content == TlsContent.Handshake)
            return LookAtHandshake(octets[TlsRecordHeader.Size..]);
        ReadOnlySpan<byte> rest = header.Whole < octets.Length ? octets[header.Whole..] : [];
        return rest.Length >= TlsRecordHeader.Size && TlsRecordHeader.TryRead(rest, out _) ? Look.Strong
            : rest.IsEmpty || TlsRecordHeader.MayBegin(rest) ? Look.Weak
            : Look.No;
    }

    private static Look LookAtHandshake(ReadOnlySpan<byte> content)
    {
        if (content.Length < TlsHandshake.HeaderSize)
            return Look.More;
        bool isMessage = TlsHandshake.TryRead(content, out _, out int missing) || missing > 0;
        if (!isMessage)
            return Look.Weak; // an encrypted one
        return content[0] switch
        {
            TlsHandshakeTypes.ClientHello => Look.Client,
            TlsHandshakeTypes.ServerHello => Look.Server,
            _ => Look.Strong,
        };
    }
}
