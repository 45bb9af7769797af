using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>One option. Positions are octets from the start of the message.</summary>
/// <param name="Code">What it is: <see cref="Dhcpv6Options"/>.</param>
/// <param name="Position">Where the data begins.</param>
/// <param name="Length">Octets of data.</param>
public readonly record struct Dhcpv6Option(int Code, int Position, int Length);

/// <summary>Reads a list of options, RFC 8415 §21.1: | code 2 | length 2 | data … |.</summary>
/// <param name="octets">The octets that positions count in.</param>
/// <param name="start">Where the list begins.</param>
/// <param name="end">Where it ends.</param>
public ref struct Dhcpv6OptionReader(ReadOnlySpan<byte> octets, int start, int end)
{
    private readonly ReadOnlySpan<byte> _octets = octets;
    private int _at = start;

    /// <summary>Ok at the end; TooShort where an option does not fit.</summary>
    public ReadStatus Status { get; private set; }

    /// <summary>Reads the next option; false after the last one.</summary>
    public bool TryRead(out Dhcpv6Option option)
    {
        option = default;
        if (_at == end || Status != ReadStatus.Ok)
            return false;
        int data = _at + 4;
        if (data > end || data + ReadUInt16BigEndian(_octets[(_at + 2)..]) > end)
        {
            Status = ReadStatus.TooShort;
            return false;
        }
        option = new(ReadUInt16BigEndian(_octets[_at..]), data, ReadUInt16BigEndian(_octets[(_at + 2)..]));
        _at = data + option.Length;
        return true;
    }
}
