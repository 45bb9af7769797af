using System.Text;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>A message of NTLM, [MS-NLMP] §2.2.1: who logs in from where, without responses, hashes and keys.</summary>
/// <remarks>Layout: <c>"NTLMSSP\0" 8, type 4</c>; then fields of <c>length 2, most 2, offset 4</c>, little-endian.</remarks>
public readonly ref struct NtlmMessage
{
    private const int Size = 12; // octets that each type begins with
    private const int UnicodeFlag = 1;

    private readonly ReadOnlySpan<byte> _octets;

    private NtlmMessage(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <summary>What it is: 1 opens, 2 is the server's challenge, 3 authenticates.</summary>
    public uint Type => ReadUInt32LittleEndian(_octets[8..]);

    /// <summary>The domain of the user; empty in other types.</summary>
    public string Domain => Type == 3 ? Text(28, FlagsAt(60)) : "";

    /// <summary>The user; empty in other types.</summary>
    public string User => Type == 3 ? Text(36, FlagsAt(60)) : "";

    /// <summary>The client's machine; empty in other types.</summary>
    public string Workstation => Type == 3 ? Text(44, FlagsAt(60)) : "";

    /// <summary>The server, or its domain, as its challenge names it; empty in other types.</summary>
    public string Target => Type == 2 ? Text(12, FlagsAt(20)) : "";

    /// <summary>The first message in octets such as a security blob; false when there is none.</summary>
    public static bool TryFind(ReadOnlySpan<byte> octets, out NtlmMessage message)
    {
        message = default;
        int at = octets.IndexOf("NTLMSSP\0"u8);
        if (at < 0 || octets.Length - at < Size)
            return false;
        message = new NtlmMessage(octets[at..]);
        return message.Type is >= 1 and <= 3;
    }

    /// <summary>One of the names that the server's challenge gives, [MS-NLMP] §2.2.2.1: 3 is its name in DNS, 4 its domain's.</summary>
    public string TargetName(int id)
    {
        if (Type != 2)
            return "";
        ReadOnlySpan<byte> pairs = Part(40);
        while (pairs.Length >= 4)
        {
            (int kind, int length) = (ReadUInt16LittleEndian(pairs), ReadUInt16LittleEndian(pairs[2..]));
            if (kind == 0 || length > pairs.Length - 4)
                return "";
            if (kind == id)
                return Encoding.Unicode.GetString(pairs.Slice(4, length));
            pairs = pairs[(4 + length)..];
        }
        return "";
    }

    private bool FlagsAt(int at) =>
        _octets.Length >= at + 4 && (ReadUInt32LittleEndian(_octets[at..]) & UnicodeFlag) != 0;

    private string Text(int at, bool isUnicode) => (isUnicode ? Encoding.Unicode : Encoding.Latin1).GetString(Part(at));

    private ReadOnlySpan<byte> Part(int at)
    {
        if (_octets.Length < at + 8)
            return [];
        int length = ReadUInt16LittleEndian(_octets[at..]);
        uint offset = ReadUInt32LittleEndian(_octets[(at + 4)..]);
        return offset <= _octets.Length && length <= _octets.Length - offset ? _octets.Slice((int)offset, length) : [];
    }
}
