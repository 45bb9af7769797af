using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Sonde.Engine;

/// <summary>A pattern that is looked for in octets. Regular expressions run in time linear in the octets, or are stopped.</summary>
internal sealed class OctetPattern
{
    /// <summary>Octets of a stream that a regular expression may reach back over the border of a segment.</summary>
    public const int RegexReach = 4096;

    private const int LongestPattern = 4096; // characters
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2); // of one look at one piece

    private readonly byte[]? _octets;
    private readonly bool _foldsCase;
    private readonly Regex? _regex;
    private readonly string _text;
    private char[] _characters = [];
    private byte[] _folded = [];

    private OctetPattern(string text, byte[]? octets, bool foldsCase, Regex? regex) =>
        (_text, _octets, _foldsCase, _regex) = (text, octets, foldsCase, regex);

    /// <summary>Octets before a border that a match across it may begin in.</summary>
    public int Reach => _octets is null ? RegexReach : _octets.Length - 1;

    /// <exception cref="EngineException">The pattern is empty, too long, or not what the mode says.</exception>
    public static OctetPattern Parse(string? text, string mode, bool caseSensitive)
    {
        if (string.IsNullOrEmpty(text) || text.Length > LongestPattern)
            throw Wrong(
                $"search_pattern has {text?.Length ?? 0} characters.",
                $"Give between 1 and {LongestPattern} characters."
            );
        return mode switch
        {
            "hex" => new OctetPattern(text, Hex(text), foldsCase: false, null),
            "regex" => new OctetPattern(text, null, foldsCase: false, RegexOf(text, caseSensitive)),
            _ => new OctetPattern(text, Text(text, caseSensitive), !caseSensitive, null),
        };
    }

    /// <summary>The first match from a place on; false when there is none.</summary>
    /// <exception cref="EngineException">A regular expression took too long.</exception>
    public bool TryFind(ReadOnlySpan<byte> octets, int from, out int start, out int length)
    {
        (start, length) = (0, 0);
        if (_octets is not null)
        {
            ReadOnlySpan<byte> rest = (_foldsCase ? Fold(octets) : octets)[from..];
            start = rest.IndexOf(_octets) + from;
            length = _octets.Length;
            return start >= from;
        }
        if (_characters.Length < octets.Length)
            _characters = new char[octets.Length];
        int count = Encoding.Latin1.GetChars(octets, _characters);
        try
        {
            foreach (ValueMatch match in _regex!.EnumerateMatches(_characters.AsSpan(0, count), from))
            {
                if (match.Length == 0)
                    continue;
                (start, length) = (match.Index, match.Length);
                return true;
            }
            return false;
        }
        catch (RegexMatchTimeoutException)
        {
            throw Wrong(
                $"The regular expression {Quote.Text(_text)} runs too long.",
                "Avoid nested repetition and back references, or search for text."
            );
        }
    }

    private ReadOnlySpan<byte> Fold(ReadOnlySpan<byte> octets)
    {
        if (_folded.Length < octets.Length)
            _folded = new byte[octets.Length];
        Ascii.ToLower(octets, _folded, out int written);
        if (written == octets.Length)
            return _folded.AsSpan(0, octets.Length);
        for (int i = written; i < octets.Length; i++)
            _folded[i] = octets[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(octets[i] | 0x20) : octets[i];
        return _folded.AsSpan(0, octets.Length);
    }

    private static byte[] Text(string text, bool caseSensitive)
    {
        byte[] octets = Encoding.UTF8.GetBytes(text);
        for (int i = 0; i < octets.Length && !caseSensitive; i++)
        {
            if (octets[i] is >= (byte)'A' and <= (byte)'Z')
                octets[i] |= 0x20;
        }
        return octets;
    }

    private static byte[] Hex(string text)
    {
        string digits = string.Concat(text.Where(one => one is not (' ' or ':' or '-' or '.' or ',')));
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            digits = digits[2..];
        byte[] octets = new byte[digits.Length / 2];
        if (
            digits.Length > 0
            && digits.Length % 2 == 0
            && Convert.FromHexString(digits, octets, out _, out _) == OperationStatus.Done
        )
            return octets;
        throw Wrong(
            $"{Quote.Text(text)} is not hexadecimal.",
            "Write two digits an octet, such as 0a 0b, or choose another mode."
        );
    }

    private static Regex RegexOf(string text, bool caseSensitive)
    {
        string pattern = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)); // an octet is a character
        RegexOptions options = RegexOptions.CultureInvariant;
        if (!caseSensitive)
            options |= RegexOptions.IgnoreCase;
        try
        {
            try
            {
                return new Regex(pattern, options | RegexOptions.NonBacktracking, Longest);
            }
            catch (NotSupportedException)
            {
                return new Regex(pattern, options, Longest); // look-around and back references need the slower way
            }
        }
        catch (ArgumentException fault)
        {
            throw Wrong(
                $"{Quote.Text(text)} is not a regular expression: {Quote.Clean(fault.Message, 200)}",
                "Correct it, or search for text, which needs no escapes."
            );
        }
    }

    private static EngineException Wrong(string what, string advice) => new(EngineFault.InvalidArgument, what, advice);
}
