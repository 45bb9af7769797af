using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Trivial File Transfer Protocol, RFC 1350 §5, with the options of RFC 2347: | opcode 2 | … |.</summary>
/// <remarks>
/// Only the request goes to port 69: what follows runs between the client's port and a port that the server chooses.
/// Whoever follows conversations asks this reader for all packets from the client's port and to it after a request.
/// </remarks>
public readonly ref struct Tftp : ILayer<Tftp>
{
    /// <summary>Opcode of a request to read.</summary>
    public const ushort ReadRequest = 1;

    /// <summary>Opcode of a request to write.</summary>
    public const ushort WriteRequest = 2;

    private const ushort Data = 3;
    private const ushort Acknowledgment = 4;
    private const ushort Error = 5;
    private const ushort OptionAcknowledgment = 6;
    private const int DataPosition = 4;

    private static readonly Field OpcodeField = new("tftp.opcode", "Opcode", names: OpcodeName);
    private static readonly Field SourceFileField = new("tftp.source_file", "Source File", FieldKind.Text);
    private static readonly Field DestinationFileField = new(
        "tftp.destination_file",
        "Destination File",
        FieldKind.Text
    );
    private static readonly Field TypeField = new("tftp.type", "Type", FieldKind.Text);
    private static readonly Field OptionNameField = new("tftp.option.name", "Option name", FieldKind.Text);
    private static readonly Field OptionValueField = new("tftp.option.value", "Option value", FieldKind.Text);
    private static readonly Field BlockField = new("tftp.block", "Block");
    private static readonly Field ErrorCodeField = new("tftp.error.code", "Error code", names: ErrorName);
    private static readonly Field ErrorMessageField = new("tftp.error.message", "Error message", FieldKind.Text);
    private static readonly Field DataField = new("tftp.data", "Data", FieldKind.Octets);

    private readonly ReadOnlySpan<byte> _octets;

    private Tftp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "tftp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            OpcodeField,
            SourceFileField,
            DestinationFileField,
            TypeField,
            OptionNameField,
            OptionValueField,
            BlockField,
            ErrorCodeField,
            ErrorMessageField,
            DataField,
        ];

    /// <inheritdoc/>
    public int HeaderLength => Opcode == Data ? Math.Min(DataPosition, _octets.Length) : _octets.Length;

    /// <summary>A piece of the file, in a data packet.</summary>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer => PayloadLength == 0 ? NextLayer.None : NextLayer.Data;

    /// <summary>What the packet is.</summary>
    public ushort Opcode => ReadUInt16BigEndian(_octets);

    /// <summary>It asks for a file: the rest of the transfer uses other ports.</summary>
    public bool IsRequest => Opcode is ReadRequest or WriteRequest;

    /// <summary>The file asked for; empty when the packet asks for none.</summary>
    public ReadOnlySpan<byte> FileName
    {
        get
        {
            int end = IsRequest ? _octets[2..].IndexOf((byte)0) : -1;
            return end < 0 ? default : _octets.Slice(2, end);
        }
    }

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Tftp layer)
    {
        layer = octets.Length < 2 ? default : new Tftp(octets);
        return octets.Length < 2 ? ReadStatus.TooShort : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        var data = new FieldCursor(_octets, 0, _octets.Length, sink);
        data.Number(OpcodeField, 2);
        switch (Opcode)
        {
            case ReadRequest or WriteRequest:
                Field file = Opcode == ReadRequest ? SourceFileField : DestinationFileField;
                if (TryAddText(file, ref data) && TryAddText(TypeField, ref data))
                    AddOptions(ref data);
                break;
            case Data or Acknowledgment:
                data.Number(BlockField, 2);
                break;
            case Error:
                if (data.Number(ErrorCodeField, 2))
                    TryAddText(ErrorMessageField, ref data);
                break;
            case OptionAcknowledgment:
                AddOptions(ref data);
                break;
            default:
                data.RestAsOctets(DataField);
                break;
        }
    }

    private static void AddOptions(ref FieldCursor data)
    {
        while (TryAddText(OptionNameField, ref data) && TryAddText(OptionValueField, ref data)) { }
    }

    /// <summary>Text up to its zero octet, which must be there.</summary>
    private static bool TryAddText(Field field, ref FieldCursor data)
    {
        int end = data.Rest.IndexOf((byte)0);
        return end >= 0 && data.Ascii(field, end) && data.Skip(1);
    }

    private static string? OpcodeName(ulong value) =>
        value switch
        {
            ReadRequest => "Read Request",
            WriteRequest => "Write Request",
            Data => "Data Packet",
            Acknowledgment => "Acknowledgement",
            Error => "Error Code",
            OptionAcknowledgment => "Option Acknowledgement",
            _ => null,
        };

    private static string? ErrorName(ulong value) =>
        value switch
        {
            0 => "Not defined",
            1 => "File not found",
            2 => "Access violation",
            3 => "Disk full or allocation exceeded",
            4 => "Illegal TFTP Operation",
            5 => "Unknown transfer ID",
            6 => "File already exists",
            7 => "No such user",
            8 => "Option negotiation failed",
            _ => null,
        };
}
