using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Multipoint communication service, ITU-T T.125 §10, as Remote Desktop uses it ([MS-RDPBCGR] §1.3.1.1).</summary>
/// <remarks>
/// Layout: a connect PDU in BER (tag 0x7f65 to 0x7f68), or a domain PDU in aligned PER: the choice in six bits, and of the two that
/// carry data <c>initiator 2, channel 2, priority and segmentation 1, length 1 or 2, data</c>.
/// </remarks>
public readonly ref struct T125 : ILayer<T125>
{
    private const int AttachConfirm = 11;
    private const int JoinRequest = 14;
    private const int JoinConfirm = 15;
    private const int Request = 25; // data to the server
    private const int Indication = 26; // data to the client
    private const int DataHead = 6;

    private static readonly Field ConnectField = new("t125.ConnectMCSPDU", "ConnectMCSPDU", names: ConnectName);
    private static readonly Field DomainField = new("t124.DomainMCSPDU", "DomainMCSPDU", names: DomainName);
    private static readonly Field InitiatorField = new("t124.initiator", "initiator");
    private static readonly Field RequestedField = new("t124.requested", "requested");
    private static readonly Field ChannelField = new("t124.channelId", "channelId");

    private readonly ReadOnlySpan<byte> _octets;

    private T125(ReadOnlySpan<byte> octets) => _octets = octets;

    // the key of a generic conference, T.124 §8.7: object identifier 0.0.20.124.0.1 in PER
    private static ReadOnlySpan<byte> ConferenceKey => [0x00, 0x05, 0x00, 0x14, 0x7c, 0x00, 0x01];

    /// <inheritdoc/>
    public static string Name => "t125";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [ConnectField, DomainField, InitiatorField, RequestedField, ChannelField];

    /// <inheritdoc/>
    public int HeaderLength =>
        IsConnect && _octets.IndexOf(ConferenceKey) is var key and > 0 ? key
        : Choice == Indication && DataStart(_octets) is var start and > 0 ? start
        : _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <summary>A conference behind a connect PDU; behind data to the client RDP, whose name Wireshark gives to no data of the client.</summary>
    public NextLayer NextLayer =>
        PayloadLength == 0 ? NextLayer.None
        : IsConnect ? new NextLayer(NextSpace.Direct, Direct.T124)
        : new NextLayer(NextSpace.Direct, Direct.Rdp);

    private bool IsConnect => _octets[0] == 0x7f;

    private int Choice => IsConnect ? -1 : _octets[0] >> 2;

    /// <summary>Octets that begin as one of the units that Remote Desktop uses.</summary>
    public static bool IsPlausible(ReadOnlySpan<byte> octets) =>
        octets.Length > 1
        && (
            octets[0] == 0x7f ? ConnectName(octets[1]) is not null
            : octets[0] >> 2 is Request or Indication ? DataStart(octets) > 0
            : DomainName((ulong)octets[0] >> 2) is not null
        );

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out T125 layer)
    {
        layer = octets.Length < 2 ? default : new T125(octets);
        return octets.Length < 2 ? ReadStatus.TooShort
            : IsPlausible(octets) ? ReadStatus.Ok
            : ReadStatus.NotMine;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        if (IsConnect)
        {
            sink.Add(ConnectField, 0, 2, _octets[1]);
            return;
        }
        sink.Add(DomainField, 0, _octets.Length, (ulong)Choice);
        bool hasOption = (_octets[0] & 2) != 0;
        var data = new FieldCursor(_octets, 1, _octets.Length, sink);
        switch (Choice)
        {
            case JoinRequest or Request or Indication:
                _ = data.Number(InitiatorField, 2) && data.Number(ChannelField, 2);
                break;
            case AttachConfirm when hasOption: // a result of four bits in front
                _ = data.Skip(1) && data.Number(InitiatorField, 2);
                break;
            case JoinConfirm:
                _ =
                    data.Skip(1)
                    && data.Number(InitiatorField, 2)
                    && data.Number(RequestedField, 2)
                    && hasOption
                    && data.Number(ChannelField, 2);
                break;
        }
    }

    // Where the data begins whose length fills the unit, X.691 §10.9; 0 when it does not.
    private static int DataStart(ReadOnlySpan<byte> octets)
    {
        if (octets.Length <= DataHead)
            return 0;
        bool isLong = (octets[DataHead] & 0x80) != 0;
        int start = DataHead + (isLong ? 2 : 1);
        if (octets.Length < start)
            return 0;
        int length = isLong ? ReadUInt16BigEndian(octets[DataHead..]) & 0x3fff : octets[DataHead];
        return start + length == octets.Length ? start : 0;
    }

    private static string? ConnectName(ulong value) =>
        value switch
        {
            101 => "connect-initial",
            102 => "connect-response",
            103 => "connect-additional",
            104 => "connect-result",
            _ => null,
        };

    private static string? DomainName(ulong value) =>
        value switch
        {
            1 => "erectDomainRequest",
            8 => "disconnectProviderUltimatum",
            10 => "attachUserRequest",
            AttachConfirm => "attachUserConfirm",
            JoinRequest => "channelJoinRequest",
            JoinConfirm => "channelJoinConfirm",
            Request => "sendDataRequest",
            Indication => "sendDataIndication",
            _ => null,
        };
}
