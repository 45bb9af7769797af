using Sonde.Probes;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Makes the rows of answers about names.</summary>
internal static class LookupRows
{
    private const int LongestNote = 300; // characters of what a server adds

    public static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);

    public static double? Milliseconds(TimeSpan? time) => time is { } known ? Milliseconds(known) : null;

    public static string NameOf(DnsTransport transport) => transport.ToString().ToLowerInvariant();

    /// <summary>The records of one section.</summary>
    public static List<LookupRecord> Of(DnsContents? contents, DnsSection section) =>
        [
            .. (contents?.Entries ?? [])
                .Where(entry => entry.Section == section)
                .Select(entry => new LookupRecord
                {
                    RecordType = RecordTypes.NameOf(entry.Type),
                    Value = entry.Value,
                    Ttl = (int)entry.TimeToLive,
                    Priority = entry.Priority,
                    Name = entry.Name,
                }),
        ];

    public static List<LookupAttempt> Of(IReadOnlyList<DnsTry> tries) =>
        [
            .. tries.Select(one => new LookupAttempt(
                one.Server.ToString(),
                NameOf(one.Transport),
                one.Outcome,
                Milliseconds(one.Elapsed)
            )),
        ];

    public static List<ExtendedErrorRow>? Of(IReadOnlyList<DnsExtendedError> errors) =>
        errors.Count == 0
            ? null
            :
            [
                .. errors.Select(error => new ExtendedErrorRow(
                    error.Code,
                    DnsExtendedErrors.NameOf(error.Code),
                    error.Text.Length > 0 ? Quote.Clean(error.Text, LongestNote) : null
                )),
            ];

    public static EdnsFacts? EdnsOf(DnsContents contents) =>
        contents.UdpSize is { } size ? new EdnsFacts(size, Quote.Clean(contents.ServerId, LongestNote)) : null;

    /// <summary>The flags as dig names them.</summary>
    public static List<string> FlagsOf(DnsContents contents, bool isRecursionDesired)
    {
        (string Name, bool IsSet)[] flags =
        [
            ("qr", true),
            ("aa", contents.IsAuthoritative),
            ("tc", contents.IsTruncated),
            ("rd", isRecursionDesired),
            ("ra", contents.IsRecursionAvailable),
            ("ad", contents.IsAuthenticData),
            ("cd", contents.IsCheckingDisabled),
        ];
        return [.. flags.Where(flag => flag.IsSet).Select(flag => flag.Name)];
    }

    /// <summary>The names that a question goes through by CNAME records; null when by none.</summary>
    public static List<string>? ChainOf(DnsContents contents, string name)
    {
        List<string> chain = [name];
        DnsEntry[] aliases =
        [
            .. contents.Entries.Where(entry => entry.Section == DnsSection.Answer && entry.Type == DnsTypes.Cname),
        ];
        while (
            chain.Count <= aliases.Length
            && Array.Find(aliases, one => one.Name.Equals(chain[^1], StringComparison.OrdinalIgnoreCase)) is { } alias
        )
            chain.Add(alias.Value);
        return chain.Count > 1 ? chain : null;
    }
}
