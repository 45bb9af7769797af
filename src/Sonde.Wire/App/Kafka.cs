using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Apache Kafka's protocol: a length, then a request or its response. The two do not tell themselves apart.</summary>
/// <remarks>Request: <c>length 4, api key 2, api version 2, correlation id 4, client id 2 + text</c>; response: <c>length 4, correlation id 4</c>.</remarks>
public readonly ref struct Kafka : IStreamLayer<Kafka>
{
    private const int RequestSize = 14; // octets of a request up to its client id
    private const int LongestMessage = 256 << 20;
    private const int LastKey = 80;
    private const int LastVersion = 20;

    private static readonly Field LengthField = new("kafka.len", "Length");
    private static readonly Field KeyField = new("kafka.api_key", "API Key", FieldKind.Signed, names: KeyName);
    private static readonly Field VersionField = new("kafka.api_version", "API Version", FieldKind.Signed);
    private static readonly Field CorrelationField = new("kafka.correlation_id", "Correlation ID", FieldKind.Signed);
    private static readonly Field ClientField = new("kafka.client_id", "Client ID", FieldKind.Text);

    private readonly ReadOnlySpan<byte> _octets;

    private Kafka(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "kafka";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [LengthField, KeyField, VersionField, CorrelationField, ClientField];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>Whether the octets are those of a request that names its client.</summary>
    public static bool IsRequest(ReadOnlySpan<byte> octets)
    {
        if (octets.Length <= RequestSize || Measure(octets).Length < 0)
            return false;
        int client = ReadInt16BigEndian(octets[12..]);
        bool isKnown = ReadUInt16BigEndian(octets[4..]) <= LastKey && ReadUInt16BigEndian(octets[6..]) <= LastVersion;
        return isKnown
            && client is > 0 and < 256
            && octets.Length >= RequestSize + client
            && !octets.Slice(RequestSize, client).ContainsAnyExceptInRange((byte)' ', (byte)'~');
    }

    /// <summary>Whether the octets may be those of a request whose client has no name.</summary>
    public static bool IsNameless(ReadOnlySpan<byte> octets) =>
        octets.Length >= RequestSize
        && Measure(octets).Length >= RequestSize
        && ReadUInt16BigEndian(octets[4..]) <= LastKey
        && ReadUInt16BigEndian(octets[6..]) <= LastVersion
        && ReadInt16BigEndian(octets[12..]) == -1;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Kafka layer)
    {
        layer = default;
        if (octets.Length < 8)
            return ReadStatus.TooShort;
        MessageExtent extent = Measure(octets);
        if (extent.Length < 0)
            return ReadStatus.NotMine;
        bool isCut = extent.Length > octets.Length;
        layer = new Kafka(isCut ? octets : octets[..extent.Length]);
        return isCut ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < 4)
            return MessageExtent.NeedMore;
        uint length = ReadUInt32BigEndian(octets);
        return length is >= 4 and <= LongestMessage ? new MessageExtent(0, 4 + (int)length) : MessageExtent.NotMine;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        var data = new FieldCursor(_octets, 0, _octets.Length, sink);
        data.Number(LengthField, 4);
        if (!IsRequest(_octets) && !IsNameless(_octets))
        {
            data.Signed(CorrelationField, 4);
            return;
        }
        data.Signed(KeyField, 2);
        data.Signed(VersionField, 2);
        data.Signed(CorrelationField, 4);
        int length = ReadInt16BigEndian(data.Rest);
        if (data.Skip(2) && length > 0)
            data.Utf8(ClientField, length);
    }

    private static string? KeyName(ulong value) =>
        value switch
        {
            0 => "Produce",
            1 => "Fetch",
            2 => "Offsets",
            3 => "Metadata",
            4 => "LeaderAndIsr",
            5 => "StopReplica",
            6 => "UpdateMetadata",
            7 => "ControlledShutdown",
            8 => "OffsetCommit",
            9 => "OffsetFetch",
            10 => "FindCoordinator",
            11 => "JoinGroup",
            12 => "Heartbeat",
            13 => "LeaveGroup",
            14 => "SyncGroup",
            15 => "DescribeGroups",
            16 => "ListGroups",
            17 => "SaslHandshake",
            18 => "ApiVersions",
            19 => "CreateTopics",
            20 => "DeleteTopics",
            21 => "DeleteRecords",
            22 => "InitProducerId",
            23 => "OffsetForLeaderEpoch",
            24 => "AddPartitionsToTxn",
            25 => "AddOffsetsToTxn",
            26 => "EndTxn",
            28 => "TxnOffsetCommit",
            29 => "DescribeAcls",
            32 => "DescribeConfigs",
            33 => "AlterConfigs",
            36 => "SaslAuthenticate",
            37 => "CreatePartitions",
            42 => "DeleteGroups",
            _ => null,
        };
}
