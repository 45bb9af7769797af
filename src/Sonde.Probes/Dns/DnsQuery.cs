using System.Security.Cryptography;
using Sonde.Wire;

namespace Sonde.Probes;

/// <summary>What octets that came in are to a question.</summary>
public enum DnsMatch
{
    /// <summary>The answer to the question.</summary>
    Answer,

    /// <summary>No message, or one that asks instead of answering.</summary>
    Malformed,

    /// <summary>An answer under another id.</summary>
    OtherId,

    /// <summary>An answer to another question.</summary>
    OtherQuestion,
}

/// <summary>A question, and how it is put.</summary>
public sealed record DnsQuery
{
    /// <summary>Octets of UDP that are asked for, RFC 6891 §6.2.5: what passes the internet in one piece.</summary>
    public const ushort UdpSize = 1232;

    /// <summary>Octets of the longest question: header, name, type and class, and options.</summary>
    public const int LongestOctets = 512;

    private const ushort AuthenticDataFlag = 0x0020;
    private const ushort CheckingDisabledFlag = 0x0010;
    private const int PaddingBlock = 128; // octets, RFC 8467 §4.1

    private readonly byte[] _name;

    /// <summary>A question about a name in the form of zone files.</summary>
    /// <exception cref="FormatException">The text is no domain name; the message says why.</exception>
    public DnsQuery(string name, ushort type)
    {
        Span<byte> wire = stackalloc byte[DnsName.LongestWire];
        _name = wire[..DnsWriter.WriteName(wire, name)].ToArray();
        Name = name;
        Type = type;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The record type.</summary>
    public ushort Type { get; }

    /// <summary>The server is to ask others.</summary>
    public bool RecursionDesired { get; init; } = true;

    /// <summary>Signatures are wanted (the DO bit, RFC 3225).</summary>
    public bool Dnssec { get; init; }

    /// <summary>The server need not check signatures (RFC 4035 §3.2.2).</summary>
    public bool CheckingDisabled { get; init; }

    /// <summary>An OPT record goes along (RFC 6891).</summary>
    public bool Edns { get; init; } = true;

    /// <summary>The server is asked for its identifier (RFC 5001).</summary>
    public bool Nsid { get; init; }

    /// <summary>An id that nobody can guess, RFC 5452 §4.3.</summary>
    public static ushort RandomId() => (ushort)RandomNumberGenerator.GetInt32(65_536);

    /// <summary>Writes the message.</summary>
    /// <param name="target">At least <see cref="LongestOctets"/> octets.</param>
    /// <param name="id">Its id.</param>
    /// <param name="padded">Whether the length is to tell nothing of the name (RFC 8467).</param>
    /// <returns>Octets written.</returns>
    public int Write(Span<byte> target, ushort id, bool padded = false)
    {
        int flags = RecursionDesired ? DnsWriter.RecursionDesiredFlag : 0;
        flags |= Edns ? AuthenticDataFlag : 0; // whoever sets it understands it in answers, RFC 6840 §5.7
        flags |= CheckingDisabled ? CheckingDisabledFlag : 0;
        var writer = new DnsWriter(target, id, (ushort)flags);
        writer.AddQuestion(Name, Type);
        if (!Edns)
            return writer.Length;
        Span<byte> options = stackalloc byte[4 + 4 + PaddingBlock];
        options.Clear();
        int length = 0;
        if (Nsid)
        {
            options[1] = 3;
            length = 4;
        }
        if (padded)
        {
            const int fixedOctets = 11 + 4; // the OPT record, and the head of the option
            int used = writer.Length + fixedOctets + length;
            int padding = (PaddingBlock - used % PaddingBlock) % PaddingBlock;
            options[length + 1] = 12; // RFC 7830
            options[length + 3] = (byte)padding;
            length += 4 + padding;
        }
        writer.AddOptions(UdpSize, Dnssec, options[..length]);
        return writer.Length;
    }

    /// <summary>Whether octets are the answer to this question (RFC 5452 §9.1); the records behind it are not looked at.</summary>
    /// <param name="octets">What came in.</param>
    /// <param name="id">The id of the question.</param>
    public DnsMatch Match(ReadOnlySpan<byte> octets, ushort id)
    {
        if (DnsMessage.TryRead(octets, out DnsMessage message) != ReadStatus.Ok || !message.IsResponse)
            return DnsMatch.Malformed;
        if (message.Id != id)
            return DnsMatch.OtherId;
        if (message.Opcode != DnsOpcodes.Query)
            return DnsMatch.OtherQuestion;
        // a server that could not read the question may leave it out
        if (
            message.QuestionCount == 0
            && message.ResponseCode is not (DnsResponseCodes.NoError or DnsResponseCodes.NoSuchName)
        )
            return DnsMatch.Answer;
        DnsReader reader = message.Read();
        if (message.QuestionCount != 1 || !reader.TryReadQuestion(out DnsQuestion question))
            return reader.Status == ReadStatus.Ok ? DnsMatch.OtherQuestion : DnsMatch.Malformed;
        return question.Type == Type && question.Class == DnsClasses.Internet && IsName(octets, question.NamePosition)
            ? DnsMatch.Answer
            : DnsMatch.OtherQuestion;
    }

    private bool IsName(ReadOnlySpan<byte> octets, int position)
    {
        Span<byte> wire = stackalloc byte[DnsName.LongestWire];
        if (DnsName.Expand(octets, position, wire, out int length) != DnsNameStatus.Ok || length != _name.Length)
            return false;
        for (int at = 0; at < length; at++)
        {
            if (Folded(wire[at]) != Folded(_name[at])) // lengths are at most 63 and never look like letters
                return false;
        }
        return true;
    }

    private static byte Folded(byte octet) => octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet | 0x20) : octet;
}
