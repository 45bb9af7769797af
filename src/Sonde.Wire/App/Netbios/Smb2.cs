namespace Sonde.Wire;

/// <summary>Server Message Block 2 and 3, [MS-SMB2]: one message, or several in one another's wake; encrypted and compressed ones too.</summary>
/// <remarks>Layout: a <see cref="Smb2Header"/> and what its command says; the next message stands where the header's next command points.</remarks>
public readonly ref struct Smb2 : ILayer<Smb2>
{
    private const int MostMessages = 64;

    private static readonly Field StatusField = new(
        "smb2.nt_status",
        "NT Status",
        @base: FieldBase.Hex,
        names: StatusName
    );
    private static readonly Field CommandField = new("smb2.cmd", "Command", names: CommandName);
    private static readonly Field ResponseField = new("smb2.flags.response", "Response", FieldKind.Boolean);
    private static readonly Field MessageField = new("smb2.msg_id", "Message ID");

    private readonly ReadOnlySpan<byte> _octets;

    private Smb2(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "smb2";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [StatusField, CommandField, ResponseField, MessageField];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Smb2 layer)
    {
        layer = default;
        if (octets.Length < 4)
            return ReadStatus.TooShort;
        if (octets[0] is not (0xfc or 0xfd or 0xfe) || !octets[1..].StartsWith("SMB"u8))
            return ReadStatus.NotMine;
        layer = new Smb2(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        int at = 0;
        for (int count = 0; count < MostMessages && Smb2Header.TryRead(_octets[at..], out Smb2Header smb); count++)
        {
            if (smb.IsResponse)
                sink.Add(StatusField, at + 8, 4, smb.Status);
            sink.Add(CommandField, at + 12, 2, smb.Command);
            sink.Add(ResponseField, at + 16, 4, smb.IsResponse ? 1u : 0u);
            sink.Add(MessageField, at + 24, 8, smb.MessageId);
            if (smb.Next < Smb2Header.Size || smb.Next >= _octets.Length - at)
                return;
            at += (int)smb.Next;
        }
    }

    private static string? CommandName(ulong value) => value <= 18 ? Smb2Header.CommandName((ushort)value) : null;

    private static string? StatusName(ulong value)
    {
        string name = Smb2Header.StatusName((uint)value);
        return name.StartsWith("STATUS_", StringComparison.Ordinal) ? name : null;
    }
}
