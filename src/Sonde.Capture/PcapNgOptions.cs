using System.Text;

namespace Sonde.Capture;

/// <summary>
/// The options at the end of a pcapng block (draft-ietf-opsawg-pcapng §3.5): | code 2 | length 2 | value … padded to 4 |,
/// until code 0 or the end of the block.
/// </summary>
internal ref struct PcapNgOptions
{
    public const int Comment = 1;

    private readonly ByteOrder _order;
    private ReadOnlySpan<byte> _rest;

    public PcapNgOptions(ReadOnlySpan<byte> octets, ByteOrder order)
    {
        _rest = octets;
        _order = order;
    }

    /// <summary>Code of the option just read.</summary>
    public int Code { get; private set; }

    /// <summary>Value of the option just read, without padding.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>What was wrong with an option, when <see cref="Advance"/> stopped for that.</summary>
    public string? Fault { get; private set; }

    /// <summary>Goes to the next option; false after the last and at a broken one.</summary>
    public bool Advance()
    {
        if (_rest.Length < 4)
            return false;
        Code = _order.U16(_rest);
        int length = _order.U16(_rest[2..]);
        if (length > _rest.Length - 4)
        {
            Fault = $"an option claims {length} octets, more than its block has left";
            return false;
        }
        if (Code == 0)
            return false;
        Value = _rest.Slice(4, length);
        _rest = _rest[Math.Min(_rest.Length, 4 + length + (-length & 3))..];
        return true;
    }

    /// <summary>The value as text; trailing zero octets, which some writers add, left out.</summary>
    public readonly string Text() => Encoding.UTF8.GetString(Value.TrimEnd((byte)0));

    /// <summary>The value as a number of eight octets; null when it has another length.</summary>
    public readonly ulong? U64() => Value.Length == 8 ? _order.U64(Value) : null;

    /// <summary>What is wrong with the option of a packet block just read; null when nothing is.</summary>
    public readonly string? PacketFault()
    {
        int wanted = Code switch
        {
            2 or 6 => 4, // flags, queue
            4 or 5 => 8, // drop count, packet id
            7 => Value.IsEmpty ? 1
            : Value[0] is 1 or 2 ? 9
            : Value.Length, // verdict: by its kind
            2988 or 2989 or 19372 or 19373 => Math.Max(4, Value.Length), // custom: begins with a number
            _ => Value.Length,
        };
        return Value.Length == wanted
            ? null
            : $"option {Code} of a packet has {Value.Length} octets in place of {wanted}";
    }
}
