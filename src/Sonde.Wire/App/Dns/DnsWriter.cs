using System.Globalization;
using System.Text;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Writes a message into a buffer: header, then questions and records in the order of their sections. Names are not compressed.</summary>
/// <remarks>For messages of our own: a buffer that is too small and a name that is none throw.</remarks>
public ref struct DnsWriter
{
    /// <summary>The flag that marks an answer.</summary>
    public const ushort ResponseFlag = 0x8000;

    /// <summary>The flag that asks the server to ask others.</summary>
    public const ushort RecursionDesiredFlag = 0x0100;

    private const ushort SignaturesWantedFlag = 0x8000; // DO, RFC 6891 §6.1.3
    private const int LongestLabel = 63; // octets

    private readonly Span<byte> _target;

    /// <summary>A message with a header and nothing else.</summary>
    public DnsWriter(Span<byte> target, ushort id, ushort flags)
    {
        _target = target;
        target[..DnsMessage.HeaderSize].Clear();
        WriteUInt16BigEndian(target, id);
        WriteUInt16BigEndian(target[2..], flags);
        Length = DnsMessage.HeaderSize;
    }

    /// <summary>Octets written so far.</summary>
    public int Length { get; private set; }

    /// <summary>The message so far.</summary>
    public readonly ReadOnlySpan<byte> Octets => _target[..Length];

    /// <summary>Writes a query: one question, and an OPT record when a UDP size is given. Returns the octets written.</summary>
    public static int WriteQuery(
        Span<byte> target,
        ushort id,
        ReadOnlySpan<char> name,
        ushort type,
        bool recursionDesired = true,
        ushort udpSize = 0,
        bool wantsSignatures = false
    )
    {
        var writer = new DnsWriter(target, id, recursionDesired ? RecursionDesiredFlag : (ushort)0);
        writer.AddQuestion(name, type);
        if (udpSize > 0)
            writer.AddOptions(udpSize, wantsSignatures, []);
        return writer.Length;
    }

    /// <summary>Adds a question.</summary>
    public void AddQuestion(ReadOnlySpan<char> name, ushort type, ushort @class = DnsClasses.Internet)
    {
        AddName(name);
        AddNumber(type);
        AddNumber(@class);
        Count(4);
    }

    /// <summary>Adds a record with its data as it stands on the wire.</summary>
    public void AddRecord(
        DnsSection section,
        ReadOnlySpan<char> name,
        ushort type,
        uint timeToLive,
        scoped ReadOnlySpan<byte> data,
        ushort @class = DnsClasses.Internet
    )
    {
        AddName(name);
        AddNumber(type);
        AddNumber(@class);
        AddNumber((ushort)(timeToLive >> 16));
        AddNumber((ushort)timeToLive);
        AddNumber(checked((ushort)data.Length));
        AddOctets(data);
        Count(6 + 2 * (int)section);
    }

    /// <summary>Adds an OPT record, RFC 6891 §6.1.2.</summary>
    /// <param name="udpSize">Octets of the largest answer that is wanted over UDP.</param>
    /// <param name="wantsSignatures">The DO bit.</param>
    /// <param name="options">Options as they stand on the wire: code 2, length 2, value.</param>
    public void AddOptions(ushort udpSize, bool wantsSignatures, scoped ReadOnlySpan<byte> options) =>
        AddRecord(
            DnsSection.Additional,
            ".",
            DnsTypes.Opt,
            wantsSignatures ? SignaturesWantedFlag : 0u,
            options,
            udpSize
        );

    /// <summary>
    /// Writes a name: labels and the final zero. A backslash makes the next character plain, or stands before the three digits of
    /// an octet (RFC 1035 §5.1). Returns the octets written.
    /// </summary>
    /// <exception cref="FormatException">The text is no name: an empty or too long label, more than 255 octets, a bad escape.</exception>
    public static int WriteName(Span<byte> target, ReadOnlySpan<char> name)
    {
        Span<byte> wire = stackalloc byte[DnsName.LongestWire];
        Span<byte> octets = stackalloc byte[4];
        int at = 1; // the first octet of the label being written; its length stands before it
        int start = 0;
        if (name.Length > 0 && name[^1] == '.' && (name.Length < 2 || name[^2] != '\\'))
            name = name[..^1];
        while (!name.IsEmpty)
        {
            if (name[0] == '.')
            {
                start = EndLabel(wire, start, at);
                at = start + 1;
                name = name[1..];
                continue;
            }
            name = name[Take(name, octets, out int count)..];
            if (at + count >= DnsName.LongestWire)
                throw new FormatException("A domain name has at most 255 octets.");
            octets[..count].CopyTo(wire[at..]);
            at += count;
        }
        if (at > start + 1 || start > 0)
            start = EndLabel(wire, start, at);
        wire[start] = 0;
        wire[..(start + 1)].CopyTo(target);
        return start + 1;
    }

    private static int EndLabel(Span<byte> wire, int start, int at)
    {
        int length = at - start - 1;
        if (length is 0 or > LongestLabel)
            throw new FormatException("A label of a domain name has 1 to 63 octets.");
        if (at >= DnsName.LongestWire)
            throw new FormatException("A domain name has at most 255 octets.");
        wire[start] = (byte)length;
        return at;
    }

    private static int Take(ReadOnlySpan<char> name, Span<byte> octets, out int count)
    {
        count = 1;
        if (name[0] != '\\')
        {
            if (Rune.DecodeFromUtf16(name, out Rune rune, out int used) != System.Buffers.OperationStatus.Done)
                throw new FormatException("A domain name has half a character.");
            count = rune.EncodeToUtf8(octets);
            return used;
        }
        if (name.Length < 2)
            throw new FormatException("A domain name ends in a backslash.");
        if (!char.IsAsciiDigit(name[1]))
        {
            if (!char.IsAscii(name[1]))
                throw new FormatException("A backslash stands before a character that is not ASCII.");
            octets[0] = (byte)name[1];
            return 2;
        }
        if (
            name.Length < 4
            || !byte.TryParse(name[1..4], NumberStyles.None, CultureInfo.InvariantCulture, out octets[0])
        )
            throw new FormatException("A backslash stands before digits that are no octet.");
        return 4;
    }

    private void AddName(ReadOnlySpan<char> name) => Length += WriteName(_target[Length..], name);

    private void AddNumber(ushort value)
    {
        WriteUInt16BigEndian(_target[Length..], value);
        Length += 2;
    }

    private void AddOctets(scoped ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(_target[Length..]);
        Length += octets.Length;
    }

    private readonly void Count(int position)
    {
        int count = ReadUInt16BigEndian(_target[position..]) + 1;
        WriteUInt16BigEndian(_target[position..], checked((ushort)count));
    }
}
