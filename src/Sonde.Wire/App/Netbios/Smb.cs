using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Server Message Block version 1, [MS-CIFS] §2.2.3: 32 octets of header, little-endian, then the command's own words.</summary>
/// <remarks>
/// | FF "SMB" 4 | command 1 | status 4 | flags 1 | flags2 2 | process id high 2 | signature 8 | reserved 2 | tree id 2 |
/// process id 2 | user id 2 | multiplex id 2 | word count 1 | words … |
/// </remarks>
public readonly ref struct Smb : ILayer<Smb>
{
    private const int Size = 32; // octets of the header
    private const byte Transaction = 0x25;
    private const int DataOffsetWord = Size + 1 + 2 * 12; // position of the data offset in a transaction's words
    private const int LongestMailslot = 64; // octets of a mailslot's name that are looked at

    private static readonly Field ComponentField = new(
        "smb.server_component",
        "Server Component",
        @base: FieldBase.Hex
    );
    private static readonly Field CommandField = new("smb.cmd", "SMB Command", @base: FieldBase.Hex);
    private static readonly Field StatusField = new("smb.nt_status", "NT Status", @base: FieldBase.Hex);
    private static readonly Field FlagsField = new("smb.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field Flags2Field = new("smb.flags2", "Flags2", @base: FieldBase.Hex);
    private static readonly Field ProcessHighField = new("smb.pid.high", "Process ID High");
    private static readonly Field SignatureField = new("smb.signature", "Signature", FieldKind.Octets);
    private static readonly Field TreeField = new("smb.tid", "Tree ID");
    private static readonly Field ProcessField = new("smb.pid", "Process ID");
    private static readonly Field UserField = new("smb.uid", "User ID");
    private static readonly Field MultiplexField = new("smb.mid", "Multiplex ID");
    private static readonly Field WordCountField = new("smb.wct", "Word Count (WCT)");

    private readonly ReadOnlySpan<byte> _octets;

    private Smb(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "smb";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            ComponentField,
            CommandField,
            StatusField,
            FlagsField,
            Flags2Field,
            ProcessHighField,
            SignatureField,
            TreeField,
            ProcessField,
            UserField,
            MultiplexField,
            WordCountField,
        ];

    /// <summary>The four octets that every message begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0xff, (byte)'S', (byte)'M', (byte)'B'];

    /// <summary>Everything, up to the data that a transaction sends to a mailslot.</summary>
    public int HeaderLength => MailslotData is > 0 and var data ? data : _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer =>
        PayloadLength == 0 ? NextLayer.None
        : IsMailslot("BROWSE"u8) || IsMailslot("LANMAN"u8) ? new(NextSpace.Direct, Direct.Browser)
        : IsMailslot("NET\\NETLOGON"u8) || IsMailslot("NET\\NTLOGON"u8) ? new(NextSpace.Direct, Direct.SmbNetlogon)
        : NextLayer.Data;

    /// <summary>What is asked or answered.</summary>
    public byte Command => _octets[4];

    /// <summary>The message answers.</summary>
    public bool IsResponse => (_octets[9] & 0x80) != 0;

    // where the data of a transaction to a mailslot begins; 0 when the message is something else
    private int MailslotData
    {
        get
        {
            if (Command != Transaction || _octets.Length < DataOffsetWord + 2 || _octets[Size] < 14 || !IsMailslot([]))
                return 0;
            int data = ReadUInt16LittleEndian(_octets[DataOffsetWord..]);
            return data >= Size && data < _octets.Length ? data : 0;
        }
    }

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Smb layer)
    {
        layer = default;
        if (octets.Length >= 4 && !octets.StartsWith(Signature))
            return ReadStatus.NotMine;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        layer = new Smb(octets);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        sink.Add(ComponentField, 0, 4, ReadUInt32LittleEndian(_octets));
        sink.Add(CommandField, 4, 1, Command);
        ushort flags2 = ReadUInt16LittleEndian(_octets[10..]);
        if ((flags2 & 0x4000) != 0)
            sink.Add(StatusField, 5, 4, ReadUInt32LittleEndian(_octets[5..]));
        sink.Add(FlagsField, 9, 1, _octets[9]);
        sink.Add(Flags2Field, 10, 2, flags2);
        sink.Add(ProcessHighField, 12, 2, ReadUInt16LittleEndian(_octets[12..]));
        sink.Add(SignatureField, 14, 8, _octets.Slice(14, 8));
        sink.Add(TreeField, 24, 2, ReadUInt16LittleEndian(_octets[24..]));
        sink.Add(ProcessField, 26, 2, ReadUInt16LittleEndian(_octets[26..]));
        sink.Add(UserField, 28, 2, ReadUInt16LittleEndian(_octets[28..]));
        sink.Add(MultiplexField, 30, 2, ReadUInt16LittleEndian(_octets[30..]));
        if (_octets.Length > Size)
            sink.Add(WordCountField, Size, 1, _octets[Size]);
    }

    /// <summary>Whether the bytes behind the words begin with the name of this mailslot; any when it is empty.</summary>
    private bool IsMailslot(ReadOnlySpan<byte> name)
    {
        int bytes = Size + 1 + 2 * _octets[Size] + 2; // word count, words, byte count
        if (bytes >= _octets.Length)
            return false;
        ReadOnlySpan<byte> rest = _octets[bytes..Math.Min(bytes + LongestMailslot, _octets.Length)];
        ReadOnlySpan<byte> prefix = "\\MAILSLOT\\"u8;
        return rest.StartsWith(prefix) && rest[prefix.Length..].StartsWith(name);
    }
}
