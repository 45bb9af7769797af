using System.Globalization;
using System.Net;
using System.Text;

namespace Sonde.Engine;

/// <summary>A host as someone typed it, in the one spelling under which it is compared, looked up and contacted.</summary>
public sealed record Target
{
    private Target(string text, IPAddress? address)
    {
        Text = text;
        Address = address;
    }

    /// <summary>Lower-case ASCII name without trailing dot, or the address in its usual spelling.</summary>
    public string Text { get; }

    /// <summary>The address, when an address was typed in whatever spelling; null for a name.</summary>
    public IPAddress? Address { get; }

    /// <summary>The target of an address.</summary>
    public static Target Of(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return new Target(plain.ToString(), plain);
    }

    /// <summary>A name that is asked about and need not be one that hosts have.</summary>
    internal static Target OfName(string name) =>
        new(name.Length > 1 ? name.TrimEnd('.').ToLowerInvariant() : name, null);

    /// <summary>Reads a host name or an address in any spelling.</summary>
    /// <param name="typed">What was typed; never trusted.</param>
    /// <param name="target">The host, when it is one.</param>
    /// <param name="problem">What is wrong with it otherwise, as the end of a sentence: "is empty".</param>
    public static bool TryParse(string typed, out Target target, out string problem)
    {
        ArgumentNullException.ThrowIfNull(typed);
        target = new Target("", null);
        problem = Problem(typed, out string name);
        if (problem.Length > 0)
            return false;
        if (name.Contains(':', StringComparison.Ordinal) || name[0] == '[')
        {
            if (!TryParseVersion6(name, out IPAddress version6))
            {
                problem = "is not an IPv6 address";
                return false;
            }
            target = Of(version6);
            return true;
        }
        if (NumericAddress.IsClaimedBy(name))
        {
            if (!NumericAddress.TryParse(name, out IPAddress version4))
            {
                problem = "is not an IPv4 address, and no name ends in a number";
                return false;
            }
            target = Of(version4);
            return true;
        }
        if (!IsHostName(name))
        {
            problem = "is not a host name";
            return false;
        }
        target = new Target(name, null);
        return true;
    }

    // RFC 1035 §2.3.4: a name has at most 253 characters in this spelling; the text may be longer before encoding.
    private static string Problem(string typed, out string name)
    {
        name = "";
        if (typed.Length == 0)
            return "is empty";
        if (typed.Length > 1024)
            return "is too long for a host name";
        if (typed[0] == '-')
            return "is not a host name: it begins with '-'";
        if (!TryFold(typed, out string folded))
            return "is not a host name";
        name = folded.EndsWith('.') ? folded[..^1] : folded;
        if (name.Length == 0)
            return "is not a host name";
        return "";
    }

    // RFC 3490 §3.1 names the four dots; the wide forms of ASCII stand for ASCII. Everything else that is neither
    // letter, mark nor digit could only disguise a name.
    private static bool TryFold(string typed, out string folded)
    {
        folded = "";
        var text = new StringBuilder(typed.Length);
        foreach (Rune rune in typed.EnumerateRunes())
        {
            int value = rune.Value switch
            {
                0x3002 or 0xFF0E or 0xFF61 => '.',
                >= 0xFF01 and <= 0xFF5E => rune.Value - 0xFEE0,
                _ => rune.Value,
            };
            if (value < 0x80)
                text.Append(char.ToLowerInvariant((char)value));
            else if (IsNameLetter(rune))
                text.Append(Rune.ToLowerInvariant(rune));
            else
                return false;
        }
        if (text.Length == 0 || text[0] == '-')
            return false;
        return TryEncode(text.ToString(), out folded);
    }

    private static bool IsNameLetter(Rune rune) =>
        rune.Value is not (>= 0x1D400 and <= 0x1D7FF) // mathematical letters and digits are ASCII in disguise
        && Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.LowercaseLetter
                or UnicodeCategory.UppercaseLetter
                or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.DecimalDigitNumber;

    private static bool TryEncode(string text, out string encoded)
    {
        encoded = text;
        if (text.All(char.IsAscii))
            return true;
        try
        {
            encoded = new IdnMapping().GetAscii(text);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool TryParseVersion6(string text, out IPAddress address)
    {
        address = IPAddress.IPv6None;
        bool bracketed = text[0] == '[';
        if (bracketed != (text[^1] == ']'))
            return false;
        string inner = bracketed ? text[1..^1] : text;
        // The framework would also take brackets, ports and prefix lengths here.
        if (inner.IndexOfAny(['[', ']', '/', ' ']) >= 0 || !inner.Contains(':', StringComparison.Ordinal))
            return false;
        return IPAddress.TryParse(inner, out address!);
    }

    // Underscores are no letters of host names (RFC 952) but common in names that resolve.
    private static bool IsHostName(string name) =>
        name.Length <= 253
        && name.Split('.')
            .All(label =>
                label.Length is > 0 and <= 63
                && label[0] != '-'
                && label[^1] != '-'
                && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            );
}
