using System.Buffers;
using System.Text;
using Sonde.Wire;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds requests of HTTP, on any port, that try to break in: code in fields, paths that climb, scanners by their name.</summary>
/// <remarks>
/// Percent-encoding is undone twice, comments and plus signs become blanks. Memory: <see cref="Limit"/> pairs of client and
/// service. A request is read packet by packet: what stands across two of them is not found.
/// </remarks>
internal sealed class WebAttackDetector : IDetector
{
    /// <summary>Pairs of client and service kept.</summary>
    public const int Limit = 5_000;

    private const int LongestText = 16_384;

    private sealed record Pattern(string Name, ThreatSeverity Severity, params string[] Texts);

    private static readonly Pattern[] Patterns =
    [
        new(
            "path that climbs out of the folder",
            ThreatSeverity.Medium,
            "/../",
            "\\..\\",
            "..%2f",
            "/etc/passwd",
            "/etc/shadow",
            "win.ini",
            "/proc/self/"
        ),
        new(
            "SQL in a field",
            ThreatSeverity.Medium,
            "union select",
            "union all select",
            "' or '1'='1",
            "' or 1=1",
            "' or '1' = '1",
            "\" or \"1\"=\"1",
            " or 1=1",
            "information_schema",
            "xp_cmdshell",
            "waitfor delay",
            "' and sleep(",
            " sleep(5)",
            "benchmark(",
            "extractvalue(",
            "order by 1--",
            "' order by ",
            "' and 1=1",
            "' and '1'='1"
        ),
        new("look-up by JNDI (Log4Shell)", ThreatSeverity.High, "${jndi:", "${${", "${lower:", "${upper:", "${::-"),
        new(
            "command for a shell",
            ThreatSeverity.High,
            "/bin/sh",
            "/bin/bash",
            "cmd.exe",
            ";cat /",
            ";id;",
            "|id",
            "`id`",
            "$(id)",
            ";wget ",
            ";curl ",
            "&& wget ",
            "&& curl ",
            "echo;id",
            "executeshellcommand",
            "executescript",
            "powershell -",
            "powershell.exe"
        ),
        new(
            "code for a template or an interpreter",
            ThreatSeverity.High,
            "freemarker.template",
            "java.lang.runtime",
            "getruntime().exec",
            "processbuilder",
            "class.module.classloader",
            "#_memberaccess",
            "<?php",
            "php://input",
            "allow_url_include",
            "() { :;}",
            "__import__('os')"
        ),
        new("script for a browser", ThreatSeverity.Low, "<script", "onerror=", "javascript:alert", "onload=alert"),
        new(
            "name of a scanner",
            ThreatSeverity.Medium,
            "user-agent: nikto",
            "user-agent: sqlmap",
            "sqlmap/",
            "(nikto",
            "nmap scripting engine",
            "user-agent: masscan",
            "user-agent: gobuster",
            "dirbuster",
            "wpscan",
            "acunetix",
            "nessus",
            "user-agent: mozilla/5.0 zgrab",
            "user-agent: hydra",
            "mozilla/4.0 (hydra)"
        ),
    ];

    private static readonly SearchValues<string> All = SearchValues.Create(
        [.. Patterns.SelectMany(pattern => pattern.Texts)],
        StringComparison.OrdinalIgnoreCase
    );

    private readonly BoundedTable<(Address, Endpoint), Attack> _attacks = new(Limit, attack => attack.Frames.Count);
    private readonly char[] _text = new char[LongestText];

    public IEnumerable<ThreatLimit> Limits => [new("web_attackers_in_memory", Limit, _attacks.Forgotten)];

    public void OnSight(in Sight sight)
    {
        if (sight.Protocol != IpProtocols.Tcp || sight.Data.Length < 8)
            return;
        FlowWatch watch = sight.Watch;
        if (sight.FromClient)
        {
            if (BeginsRequest(sight.Data))
                watch.IsWeb = true;
            if (watch.IsWeb)
                OnRequest(sight);
        }
        else if (watch.Attack is { HasEffect: false } attack && ShowsEffect(sight.Data))
        {
            attack.Effect = sight.Packet.Frame.Number;
        }
    }

    public void Report(List<ThreatFinding> findings)
    {
        foreach (Attack attack in _attacks.Values)
        {
            ThreatSeverity severity = attack.Kinds.Values.Max();
            findings.Add(
                new ThreatFinding
                {
                    Kind = ThreatKinds.WebAttack,
                    Severity = attack.HasEffect ? ThreatSeverity.Critical : severity,
                    Confidence = attack.HasEffect
                        ? 0.97
                        : Math.Min(0.9, 0.55 + 0.05 * attack.Frames.Count + 0.1 * (attack.Kinds.Count - 1)),
                    Detail = Text(
                        $"{attack.Client} sent {attack.Frames.Count} requests to {attack.Server} with {string.Join(", ", attack.Kinds.Keys)}{(attack.HasEffect ? "; an answer shows that it worked" : "")}"
                    ),
                    Reasons =
                    [
                        Text($"found in requests: {string.Join(", ", attack.Kinds.Keys)}"),
                        .. attack.HasEffect
                            ? (string[])[Text($"frame {attack.Effect} returns what such a command prints")]
                            : [],
                    ],
                    Against = attack.HasEffect ? [] : ["no answer shows that it worked"],
                    Actor = attack.Client.ToString(),
                    Victim = attack.Server.Address.ToString(),
                    Port = attack.Server.Port,
                    Side = ThreatSide.Client,
                    Count = attack.Frames.Count,
                    Unit = "requests",
                    Measures = [new("kinds", attack.Kinds.Count)],
                    Frames = attack.Frames,
                }
            );
        }
    }

    /// <summary>The octets begin like a request of HTTP.</summary>
    internal static bool BeginsRequest(ReadOnlySpan<byte> data) =>
        data.StartsWith("GET "u8)
        || data.StartsWith("POST "u8)
        || data.StartsWith("HEAD "u8)
        || data.StartsWith("PUT "u8)
        || data.StartsWith("DELETE "u8)
        || data.StartsWith("OPTIONS "u8)
        || data.StartsWith("PATCH "u8)
        || data.StartsWith("TRACE "u8);

    // what id and the list of users look like
    private static bool ShowsEffect(ReadOnlySpan<byte> data) =>
        data.IndexOf("uid=0("u8) >= 0
        || data.IndexOf("root:x:0:0:"u8) >= 0
        || (data.IndexOf("uid="u8) >= 0 && data.IndexOf(" gid="u8) >= 0);

    private void OnRequest(in Sight sight)
    {
        ReadOnlySpan<byte> data = sight.Data[..Math.Min(sight.Data.Length, LongestText)];
        Encoding.Latin1.GetChars(data, _text);
        int length = Decode(_text.AsSpan(0, data.Length));
        length = Decode(_text.AsSpan(0, length));
        ReadOnlySpan<char> text = _text.AsSpan(0, length);
        if (text.IndexOfAny(All) < 0)
            return;
        foreach (Pattern pattern in Patterns)
        {
            foreach (string part in pattern.Texts)
            {
                if (!text.Contains(part, StringComparison.OrdinalIgnoreCase))
                    continue;
                Add(sight, pattern);
                break;
            }
        }
    }

    private void Add(in Sight sight, Pattern pattern)
    {
        Attack attack = _attacks.GetOrAdd(
            (sight.Source.Address, sight.Destination),
            key => new Attack(key.Item1, key.Item2)
        );
        sight.Watch.Attack = attack;
        attack.Frames.Add(sight.Packet.Frame);
        attack.Kinds.TryAdd(pattern.Name, pattern.Severity);
    }

    // In place: %xx, plus signs and SQL's comments.
    private static int Decode(Span<char> text)
    {
        int write = 0;
        for (int read = 0; read < text.Length; read++)
        {
            char letter = text[read];
            if (
                letter == '%'
                && read + 2 < text.Length
                && char.IsAsciiHexDigit(text[read + 1])
                && char.IsAsciiHexDigit(text[read + 2])
            )
            {
                letter = (char)(Convert.ToInt32($"{text[read + 1]}{text[read + 2]}", 16));
                read += 2;
            }
            else if (letter == '+')
            {
                letter = ' ';
            }
            else if (letter == '/' && read + 3 < text.Length && text[(read + 1)..].StartsWith("**/"))
            {
                letter = ' ';
                read += 3;
            }
            text[write++] = letter;
        }
        return write;
    }
}

/// <summary>Requests of one client that attack one service.</summary>
internal sealed class Attack(Address client, Endpoint server)
{
    public Address Client => client;

    public Endpoint Server => server;

    public FrameTrail Frames { get; } = new();

    public SortedDictionary<string, ThreatSeverity> Kinds { get; } = new(StringComparer.Ordinal);

    /// <summary>The frame that shows that it worked; 0 where none does.</summary>
    public long Effect { get; set; }

    public bool HasEffect => Effect > 0;
}
