using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>The part of a message that a record stands in (RFC 1035 §4.1; RFC 2136 §2 for updates).</summary>
public enum DnsSection : byte
{
    /// <summary>Answers; prerequisites in an update.</summary>
    Answer,

    /// <summary>Name servers; the updates in an update.</summary>
    Authority,

    /// <summary>Additional records.</summary>
    Additional,
}

/// <summary>One question. Positions are octets from the start of the message.</summary>
/// <param name="NamePosition">Where the name begins.</param>
/// <param name="TypePosition">Where the name ends and the type begins.</param>
/// <param name="Type">Record type asked for: <see cref="DnsTypes"/>.</param>
/// <param name="Class">Class, with the top bit that mDNS uses (RFC 6762 §5.4).</param>
public readonly record struct DnsQuestion(int NamePosition, int TypePosition, ushort Type, ushort Class);

/// <summary>One resource record. Positions are octets from the start of the message.</summary>
/// <param name="Section">Where it stands.</param>
/// <param name="NamePosition">Where the owner's name begins.</param>
/// <param name="TypePosition">Where the name ends and the type begins.</param>
/// <param name="Type">Record type: <see cref="DnsTypes"/>.</param>
/// <param name="Class">Class, with the top bit that mDNS uses (RFC 6762 §10.2); the sender's UDP size in an OPT record.</param>
/// <param name="TimeToLive">Seconds; extended code, version and flags in an OPT record (RFC 6891 §6.1.3).</param>
/// <param name="DataPosition">Where the data begins.</param>
/// <param name="DataLength">Octets of data.</param>
public readonly record struct DnsRecord(
    DnsSection Section,
    int NamePosition,
    int TypePosition,
    ushort Type,
    ushort Class,
    uint TimeToLive,
    int DataPosition,
    int DataLength
);

/// <summary>Reads the questions and records of a message one after the other, without allocating.</summary>
/// <remarks>Questions that were not read are passed over when the first record is asked for.</remarks>
public ref struct DnsReader
{
    private readonly ReadOnlySpan<byte> _message;
    private int _questions;
    private int _answers;
    private int _authorities;
    private int _additional;

    /// <summary>A reader at the first question.</summary>
    public DnsReader(scoped in DnsMessage message)
    {
        _message = message.Octets;
        _questions = message.QuestionCount;
        _answers = message.AnswerCount;
        _authorities = message.AuthorityCount;
        _additional = message.AdditionalCount;
        Position = DnsMessage.HeaderSize;
    }

    /// <summary>Where the next question or record begins, in octets from the start of the message.</summary>
    public int Position { get; private set; }

    /// <summary>Why reading stopped: Ok at the end of what the header counts, TooShort where octets are missing, Malformed at a broken name.</summary>
    public ReadStatus Status { get; private set; }

    /// <summary>Reads the next question; false after the last one.</summary>
    public bool TryReadQuestion(out DnsQuestion question)
    {
        question = default;
        if (_questions == 0 || Status != ReadStatus.Ok)
            return false;
        int type = SkipName();
        if (type < 0)
            return false;
        if (type + 4 > _message.Length)
            return Stop(ReadStatus.TooShort);
        question = new(
            Position,
            type,
            ReadUInt16BigEndian(_message[type..]),
            ReadUInt16BigEndian(_message[(type + 2)..])
        );
        Position = type + 4;
        _questions--;
        return true;
    }

    /// <summary>Reads the next record; false after the last one.</summary>
    public bool TryReadRecord(out DnsRecord record)
    {
        while (TryReadQuestion(out _)) { }
        record = default;
        if (Status != ReadStatus.Ok || !TryTakeSection(out DnsSection section))
            return false;
        int type = SkipName();
        if (type < 0)
            return false;
        if (type + 10 > _message.Length)
            return Stop(ReadStatus.TooShort);
        int data = type + 10;
        int length = ReadUInt16BigEndian(_message[(type + 8)..]);
        if (data + length > _message.Length)
            return Stop(ReadStatus.TooShort);
        record = new(
            section,
            Position,
            type,
            ReadUInt16BigEndian(_message[type..]),
            ReadUInt16BigEndian(_message[(type + 2)..]),
            ReadUInt32BigEndian(_message[(type + 4)..]),
            data,
            length
        );
        Position = data + length;
        return true;
    }

    private bool TryTakeSection(out DnsSection section)
    {
        (section, bool any) =
            _answers > 0 ? (DnsSection.Answer, true)
            : _authorities > 0 ? (DnsSection.Authority, true)
            : (DnsSection.Additional, _additional > 0);
        if (section == DnsSection.Answer)
            _answers--;
        else if (section == DnsSection.Authority)
            _authorities--;
        else if (any)
            _additional--;
        return any;
    }

    private int SkipName()
    {
        int end = DnsName.Skip(_message, Position);
        if (end < 0)
            Stop(ReadStatus.Malformed);
        return end;
    }

    private bool Stop(ReadStatus status)
    {
        Status = status;
        return false;
    }
}
