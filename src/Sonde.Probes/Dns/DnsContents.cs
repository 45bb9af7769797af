using System.Buffers;
using System.Net;
using System.Text;
using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Probes;

/// <summary>A record with its data as text.</summary>
/// <param name="Section">Where it stands.</param>
/// <param name="Name">Whose it is, with the final dot.</param>
/// <param name="Type">Its type.</param>
/// <param name="TimeToLive">Seconds.</param>
/// <param name="Value">Its data as dig prints it.</param>
public sealed record DnsEntry(DnsSection Section, string Name, ushort Type, uint TimeToLive, string Value)
{
    /// <summary>The address of an A or AAAA record; null for others.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The preference of MX or priority of SRV, SVCB and HTTPS; null for others.</summary>
    public int? Priority { get; init; }

    /// <summary>The strings of a TXT record joined, not escaped; null for others.</summary>
    public string? Text { get; init; }
}

/// <summary>An extended error, RFC 8914.</summary>
/// <param name="Code">Its number.</param>
/// <param name="Text">What the server adds; empty when nothing.</param>
public sealed record DnsExtendedError(int Code, string Text);

/// <summary>An answer, read.</summary>
public sealed record DnsContents
{
    /// <summary>Characters of a value that are kept.</summary>
    public const int LongestValue = 8192;

    /// <summary>Records that are kept: names in a message can be pointers, so that little on the wire is much in memory.</summary>
    public const int MostEntries = 1000;

    /// <summary>Response code with the bits of the OPT record (RFC 6891 §6.1.3).</summary>
    public int ResponseCode { get; private set; }

    /// <summary>The server is an authority for the name.</summary>
    public bool IsAuthoritative { get; private init; }

    /// <summary>Not everything fitted.</summary>
    public bool IsTruncated { get; private init; }

    /// <summary>The server asks others.</summary>
    public bool IsRecursionAvailable { get; private init; }

    /// <summary>The server checked the signatures (RFC 4035 §3.2.3).</summary>
    public bool IsAuthenticData { get; private init; }

    /// <summary>The server was asked not to check signatures.</summary>
    public bool IsCheckingDisabled { get; private init; }

    /// <summary>Records of all sections in their order, without the OPT record.</summary>
    public IReadOnlyList<DnsEntry> Entries { get; private init; } = [];

    /// <summary>Octets of UDP that the server takes; null without OPT record.</summary>
    public int? UdpSize { get; private set; }

    /// <summary>The server's identifier (RFC 5001), its text or hexadecimal digits; null when it gave none.</summary>
    public string? ServerId { get; private set; }

    /// <summary>What the server says of its difficulties.</summary>
    public IReadOnlyList<DnsExtendedError> ExtendedErrors { get; private set; } = [];

    /// <summary>The message ends before its records do, or a name in it is broken: what was read until there is here.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>A value was longer than <see cref="LongestValue"/>.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Records beyond <see cref="MostEntries"/>, which were not kept.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Reads a message. Work and memory are bounded by its length; the octets may be anything.</summary>
    public static DnsContents Read(ReadOnlySpan<byte> octets)
    {
        if (DnsMessage.TryRead(octets, out DnsMessage message) != ReadStatus.Ok)
            return new DnsContents { IsBroken = true };
        List<DnsEntry> entries = [];
        var contents = new DnsContents
        {
            ResponseCode = message.ResponseCode,
            IsAuthoritative = message.IsAuthoritative,
            IsTruncated = message.IsTruncated,
            IsRecursionAvailable = message.IsRecursionAvailable,
            IsAuthenticData = message.IsAuthenticData,
            IsCheckingDisabled = message.IsCheckingDisabled,
            Entries = entries,
        };
        char[] text = ArrayPool<char>.Shared.Rent(LongestValue);
        try
        {
            contents.ReadRecords(message, entries, text.AsSpan(0, LongestValue));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(text);
        }
        return contents;
    }

    private void ReadRecords(scoped in DnsMessage message, List<DnsEntry> entries, Span<char> text)
    {
        DnsReader reader = message.Read();
        while (reader.TryReadRecord(out DnsRecord record))
        {
            if (record.Type == DnsTypes.Opt)
                ReadOptions(message.Octets, record);
            else if (entries.Count >= MostEntries)
                LeftOut++;
            else if (Entry(message, record, text) is { } entry)
            {
                entries.Add(entry);
                IsCut |= entry.Value.Length == LongestValue;
            }
            else
            {
                IsBroken = true;
                return;
            }
        }
        // a truncated message ends where it ends
        IsBroken |= reader.Status != ReadStatus.Ok && !message.IsTruncated;
    }

    private static DnsEntry? Entry(scoped in DnsMessage message, in DnsRecord record, Span<char> text)
    {
        Span<byte> wire = stackalloc byte[DnsName.LongestWire];
        if (DnsName.Expand(message.Octets, record.NamePosition, wire, out _) != DnsNameStatus.Ok)
            return null;
        Span<char> name = stackalloc char[DnsName.LongestText];
        int length = DnsName.Decode(message.Octets, record.NamePosition, name, DnsNameStyle.Absolute);
        ReadOnlySpan<byte> data = message.Octets.Slice(record.DataPosition, record.DataLength);
        int written = DnsText.WriteValue(message, record, text, DnsTextStyle.ZoneFile);
        return new DnsEntry(
            record.Section,
            new string(name[..length]),
            record.Type,
            record.TimeToLive > int.MaxValue ? 0 : record.TimeToLive, // RFC 2181 §8
            new string(text[..written])
        )
        {
            Address =
                record.Type == DnsTypes.A && data.Length == 4 || record.Type == DnsTypes.Aaaa && data.Length == 16
                    ? new IPAddress(data)
                    : null,
            Priority =
                data.Length > 2 && record.Type is DnsTypes.Mx or DnsTypes.Srv or DnsTypes.Svcb or DnsTypes.Https
                    ? ReadUInt16BigEndian(data)
                    : null,
            Text = record.Type == DnsTypes.Txt ? Joined(data) : null,
        };
    }

    private static string Joined(ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder();
        while (!data.IsEmpty && data[0] < data.Length)
        {
            text.Append(Encoding.UTF8.GetString(data.Slice(1, data[0])));
            data = data[(1 + data[0])..];
        }
        return text.ToString();
    }

    private void ReadOptions(ReadOnlySpan<byte> octets, in DnsRecord record)
    {
        UdpSize = record.Class;
        ResponseCode |= (int)(record.TimeToLive >> 24) << 4;
        ReadOnlySpan<byte> options = octets.Slice(record.DataPosition, record.DataLength);
        List<DnsExtendedError> errors = [];
        while (options.Length >= 4)
        {
            int code = ReadUInt16BigEndian(options);
            int length = ReadUInt16BigEndian(options[2..]);
            options = options[4..];
            if (length > options.Length)
            {
                IsBroken = true;
                break;
            }
            ReadOnlySpan<byte> value = options[..length];
            options = options[length..];
            if (code == 3 && length > 0)
                ServerId = Identifier(value);
            else if (code == 15 && length >= 2)
                errors.Add(
                    new DnsExtendedError(ReadUInt16BigEndian(value), Encoding.UTF8.GetString(value[2..]).TrimEnd('\0'))
                );
        }
        ExtendedErrors = errors;
    }

    private static string Identifier(ReadOnlySpan<byte> value) =>
        value.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7e) < 0
            ? Encoding.ASCII.GetString(value)
            : Convert.ToHexStringLower(value);
}
