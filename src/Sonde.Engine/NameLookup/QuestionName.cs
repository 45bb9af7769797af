using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>What a question is about: the name as it goes to a server.</summary>
/// <param name="Wire">The name in the form of zone files with the final dot.</param>
/// <param name="Address">The address that was typed, whose names are looked for; null when a name was typed.</param>
internal sealed record QuestionName(string Wire, IPAddress? Address)
{
    /// <summary>Reads and checks what was typed. Nothing is looked up.</summary>
    /// <exception cref="EngineException">No name, or one that may not be asked about.</exception>
    public static QuestionName Check(string typed, TargetPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(typed);
        if (typed.Length == 0)
            throw Wrong(typed, "is no name: it is empty");
        if (typed == ".")
        {
            policy.CheckQuestion(".");
            return new QuestionName(".", null);
        }
        if (typed.StartsWith('-'))
            throw Wrong(typed, "is no name: it begins with '-'");
        if (Target.TryParse(typed, out Target target, out _) && target.Address is { } address)
        {
            policy.CheckName(typed);
            return new QuestionName(ReverseName(address), address);
        }
        // Names of records need not be names of hosts: wildcards, service labels, anything with escapes.
        string name = Canonical(typed, target.Text.Length > 0 ? target.Text : Ascii(typed));
        if (Target.TryParse(name, out Target host, out _))
            policy.CheckName(host.Text);
        else
            policy.CheckQuestion(name);
        if (AddressOf(name) is { } reversed)
            policy.CheckName(reversed.ToString());
        return new QuestionName(name, null);
    }

    /// <summary>The name under which the names of an address stand: RFC 1035 §3.5, RFC 3596 §2.5.</summary>
    public static string ReverseName(IPAddress address)
    {
        byte[] octets = address.GetAddressBytes();
        var name = new StringBuilder();
        for (int at = octets.Length - 1; at >= 0; at--)
        {
            if (address.AddressFamily == AddressFamily.InterNetwork)
                name.Append(CultureInfo.InvariantCulture, $"{octets[at]}.");
            else
                name.Append(CultureInfo.InvariantCulture, $"{octets[at] & 15:x}.{octets[at] >> 4:x}.");
        }
        return name.Append(address.AddressFamily == AddressFamily.InterNetwork ? "in-addr.arpa." : "ip6.arpa.")
            .ToString();
    }

    private static IPAddress? AddressOf(string reverseName)
    {
        string[] labels = reverseName.Split('.');
        if (labels is [_, _, _, _, "in-addr", "arpa", ""])
            return IPAddress.TryParse(string.Join('.', labels[..4].Reverse()), out IPAddress? version4)
                ? version4
                : null;
        if (labels is not [.., "ip6", "arpa", ""] || labels.Length != 35)
            return null;
        string digits = string.Concat(labels[..32].Reverse());
        return digits.Length == 32 && digits.All(char.IsAsciiHexDigit)
            ? new IPAddress(Convert.FromHexString(digits))
            : null;
    }

    private static string Ascii(string typed)
    {
        if (typed.Any(letter => letter <= ' ' || letter == '\x7f'))
            throw Wrong(typed, "is no name: it has blanks or control characters, which are written as \\032 and so on");
        if (typed.All(char.IsAscii))
            return typed;
        try
        {
            return new IdnMapping().GetAscii(typed); // RFC 3490 §4
        }
        catch (ArgumentException)
        {
            throw Wrong(typed, "is no name in any script");
        }
    }

    // One spelling for one name, so that escapes cannot hide it from the policy.
    private static string Canonical(string typed, string name)
    {
        Span<byte> wire = stackalloc byte[DnsName.LongestWire];
        Span<char> text = stackalloc char[DnsName.LongestText];
        try
        {
            DnsWriter.WriteName(wire, name.ToLowerInvariant());
        }
        catch (FormatException wrong)
        {
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"{Quote.Text(typed)} is no domain name: {char.ToLowerInvariant(wrong.Message[0])}{wrong.Message[1..]}",
                "Give a name such as example.com or an address.",
                cause: wrong
            );
        }
        return new string(text[..DnsName.Decode(wire, 0, text, DnsNameStyle.Absolute)]);
    }

    private static EngineException Wrong(string typed, string problem) =>
        new(
            EngineFault.InvalidArgument,
            $"{Quote.Text(typed)} {problem}.",
            "Give a name such as example.com, an address, or . for the root."
        );
}
