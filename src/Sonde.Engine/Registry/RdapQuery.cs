using System.Globalization;

namespace Sonde.Engine;

/// <summary>What a registry is asked about, RFC 9082 §3.1.</summary>
/// <param name="Type"><c>domain</c>, <c>ip</c> or <c>asn</c>.</param>
/// <param name="Text">The domain, the block or address, or the number.</param>
/// <param name="Block">The block, of <c>ip</c>.</param>
/// <param name="Number">The number, of <c>asn</c>.</param>
internal sealed record RdapQuery(string Type, string Text, CidrBlock? Block = null, uint? Number = null)
{
    /// <summary>Reads a domain, an address, a block, or a number such as AS64496.</summary>
    /// <exception cref="EngineException">None of these, or refused by the policy on targets.</exception>
    public static RdapQuery Parse(string typed, TargetPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(typed);
        string text = typed.Trim();
        if (TryNumber(text, out uint number))
            return new RdapQuery("asn", number.ToString(CultureInfo.InvariantCulture), null, number);
        if (text.Length > 0 && text.All(char.IsAsciiDigit))
            throw Wrong(
                typed,
                "is a number: is it an AS number?",
                "Write AS before the number of an autonomous system."
            );
        if (
            text.Length > 2
            && text.StartsWith("AS", StringComparison.OrdinalIgnoreCase)
            && text[2..].All(char.IsAsciiDigit)
        )
            throw Wrong(typed, "is no AS number, which ends at 4294967295", Usual);
        if (text.Contains('/', StringComparison.Ordinal))
        {
            if (!CidrText.TryParse(text, out WrittenCidr written, out string problem))
                throw Wrong(typed, problem, Usual);
            policy.CheckName(written.Block.At(written.Block.First).ToString());
            return new RdapQuery("ip", written.Block.ToString(), written.Block);
        }
        Target target = policy.CheckName(text);
        if (target.Address is not { } address)
            return new RdapQuery("domain", target.Text);
        var read = CidrText.TryParse(address.ToString(), out WrittenCidr one, out _) ? one.Block : default;
        return new RdapQuery("ip", address.ToString(), read);
    }

    /// <summary>The file of IANA's registry.</summary>
    public string Registry =>
        Type switch
        {
            "ip" => Block!.Value.Version == 6 ? "ipv6" : "ipv4",
            "asn" => "asn",
            _ => "dns",
        };

    /// <summary>What stands behind the server's URL.</summary>
    public string Path => (Type == "asn" ? "autnum" : Type) + "/" + Text;

    /// <summary>The domain above this one; null for one with fewer than three labels, and for what is none.</summary>
    public RdapQuery? Parent =>
        Type == "domain" && Text.Split('.') is { Length: > 2 } labels
            ? this with
            {
                Text = string.Join('.', labels[1..]),
            }
            : null;

    private const string Usual =
        "Give a domain, an address, a block such as 192.0.2.0/24, or a number such as AS64496.";

    private static bool TryNumber(string text, out uint number)
    {
        number = 0;
        if (!text.StartsWith("AS", StringComparison.OrdinalIgnoreCase))
            return false;
        ReadOnlySpan<char> digits = text.AsSpan(2).Trim();
        if (digits.StartsWith("N", StringComparison.OrdinalIgnoreCase))
            digits = digits[1..].Trim();
        return uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static EngineException Wrong(string typed, string problem, string suggestion) =>
        new(
            EngineFault.InvalidArgument,
            $"The query {Quote.Text(typed)} {problem}{(problem.EndsWith('?') ? "" : ".")}",
            suggestion
        );
}
