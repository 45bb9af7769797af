using System.Buffers.Binary;
using System.Text;

namespace Sonde.Native;

/// <summary>Walks the attributes of a netlink message: length 16, type 16, value, each padded to four octets, in the machine's order.</summary>
/// <remarks>A length that leaves the buffer ends the walk; what came before stands.</remarks>
public ref struct NetlinkAttributes
{
    private const int Header = 4;
    private const ushort TypeMask = 0x3fff; // the two bits above say "nested" and "network order"

    private ReadOnlySpan<byte> _rest;

    /// <summary>The attributes that fill the octets.</summary>
    public NetlinkAttributes(ReadOnlySpan<byte> octets) => _rest = octets;

    /// <summary>The attribute's number.</summary>
    public ushort Type { get; private set; }

    /// <summary>The attribute's value, without padding.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Steps to the next attribute; false behind the last.</summary>
    public bool MoveNext()
    {
        if (_rest.Length < Header)
            return false;
        int length = BinaryPrimitives.ReadUInt16LittleEndian(_rest);
        if (length < Header || length > _rest.Length)
            return false;
        Type = (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(_rest[2..]) & TypeMask);
        Value = _rest[Header..length];
        _rest = _rest[Math.Min(_rest.Length, (length + 3) & ~3)..];
        return true;
    }

    /// <summary>The value as an unsigned number of 1, 2, 4 or 8 octets; null when it has another length.</summary>
    public readonly ulong? Number =>
        Value.Length switch
        {
            1 => Value[0],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(Value),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(Value),
            8 => BinaryPrimitives.ReadUInt64LittleEndian(Value),
            _ => null,
        };

    /// <summary>The value as text, up to its first zero.</summary>
    public readonly string Text =>
        Encoding.UTF8.GetString(Value.IndexOf((byte)0) is >= 0 and var end ? Value[..end] : Value);
}
