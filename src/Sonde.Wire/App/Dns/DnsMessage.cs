using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>A DNS message, RFC 1035 §4.1: header of 12 octets, questions, answers, authority and additional records.</summary>
/// <remarks>
/// | id 2 | response 1 bit, opcode 4, authoritative 1, truncated 1, recursion desired 1, recursion available 1, zero 1,
/// authentic data 1, checking disabled 1, response code 4 | questions 2 | answers 2 | authorities 2 | additional 2 |
/// </remarks>
public readonly ref struct DnsMessage
{
    /// <summary>Octets of the header.</summary>
    public const int HeaderSize = 12;

    private DnsMessage(ReadOnlySpan<byte> octets) => Octets = octets;

    /// <summary>The whole message; compression pointers count from its start.</summary>
    public ReadOnlySpan<byte> Octets { get; }

    /// <summary>Ties an answer to its question.</summary>
    public ushort Id => ReadUInt16BigEndian(Octets);

    /// <summary>The flag bits with opcode and response code.</summary>
    public ushort Flags => ReadUInt16BigEndian(Octets[2..]);

    /// <summary>The message answers.</summary>
    public bool IsResponse => (Flags & 0x8000) != 0;

    /// <summary>What is asked: <see cref="DnsOpcodes"/>.</summary>
    public int Opcode => Flags >> 11 & 15;

    /// <summary>The server is an authority for the name.</summary>
    public bool IsAuthoritative => (Flags & 0x0400) != 0;

    /// <summary>Not everything fitted; ask again over TCP.</summary>
    public bool IsTruncated => (Flags & 0x0200) != 0;

    /// <summary>The server is to ask others.</summary>
    public bool IsRecursionDesired => (Flags & 0x0100) != 0;

    /// <summary>The server asks others.</summary>
    public bool IsRecursionAvailable => (Flags & 0x0080) != 0;

    /// <summary>The server checked the signatures (RFC 4035 §3.2.3).</summary>
    public bool IsAuthenticData => (Flags & 0x0020) != 0;

    /// <summary>The client checks signatures itself (RFC 4035 §3.2.2).</summary>
    public bool IsCheckingDisabled => (Flags & 0x0010) != 0;

    /// <summary>How the answer turned out, without the bits of an OPT record: <see cref="DnsResponseCodes"/>.</summary>
    public int ResponseCode => Flags & 15;

    /// <summary>Questions as the header counts them; zones in an update.</summary>
    public int QuestionCount => ReadUInt16BigEndian(Octets[4..]);

    /// <summary>Answers as the header counts them.</summary>
    public int AnswerCount => ReadUInt16BigEndian(Octets[6..]);

    /// <summary>Authority records as the header counts them.</summary>
    public int AuthorityCount => ReadUInt16BigEndian(Octets[8..]);

    /// <summary>Additional records as the header counts them.</summary>
    public int AdditionalCount => ReadUInt16BigEndian(Octets[10..]);

    /// <summary>The message that octets begin, the header not being whole: only what is there may be asked for.</summary>
    internal static DnsMessage Beginning(ReadOnlySpan<byte> octets) => new(octets);

    /// <summary>Takes the octets as a message when a header is there; names and records are checked while reading.</summary>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out DnsMessage message)
    {
        message = octets.Length < HeaderSize ? default : new DnsMessage(octets);
        return octets.Length < HeaderSize ? ReadStatus.TooShort : ReadStatus.Ok;
    }

    /// <summary>
    /// Whether octets under a foreign port look like a message, by Wireshark's measure: a standard query with one question, or an
    /// answer with at most one, and counts that are small.
    /// </summary>
    public static bool IsPlausible(ReadOnlySpan<byte> octets)
    {
        const int mostAnswers = 100;
        const int mostOthers = 10;
        if (octets.Length <= HeaderSize || IsRemoteProcedureReply(octets))
            return false;
        var message = new DnsMessage(octets);
        if (message.Opcode != DnsOpcodes.Query || message.AdditionalCount > mostOthers)
            return false;
        if (!message.IsResponse)
            return message.QuestionCount == 1 && message.AnswerCount == 0 && message.AuthorityCount == 0;
        return message.QuestionCount <= 1
            && message.AnswerCount <= mostAnswers
            && message.AuthorityCount <= mostOthers
            && message.QuestionCount + message.AnswerCount + message.AuthorityCount + message.AdditionalCount > 0;
    }

    // RFC 5531 §9: | transaction 4 | 1: a reply 4 | 0: accepted 4 | verifier's kind 4 | its length 4 | …, here with the empty verifier.
    // As a message it would be an answer to no question whose one record has the type 0.
    private static bool IsRemoteProcedureReply(ReadOnlySpan<byte> octets) =>
        octets.Length >= 24 && octets[4..20].SequenceEqual("\0\0\0\u0001\0\0\0\0\0\0\0\0\0\0\0\0"u8);

    /// <summary>Finds the first message in a stream: each stands behind its length in two octets (RFC 1035 §4.2.2).</summary>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets) =>
        octets.Length < 2 ? MessageExtent.NeedMore : new(2, 2 + ReadUInt16BigEndian(octets));

    /// <summary>Questions and records, one after the other.</summary>
    public DnsReader Read() => new(this);
}
