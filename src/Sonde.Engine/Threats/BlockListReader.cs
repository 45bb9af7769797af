using System.Globalization;
using System.Net;
using System.Text;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Reads lists of malicious names and addresses: hosts files, one entry a line, or CSV.</summary>
internal static class BlockListReader
{
    private const long MostOctets = 64L << 20;
    private const int MostEntries = 2_000_000;
    private const int LongestLine = 4_096;
    private static readonly char[] Between = [' ', '\t'];

    /// <summary>Reads the configured lists, which are the user's own, and those of a question, which the policy must let pass.</summary>
    /// <exception cref="EngineException">A list cannot be read, or a line of it is no entry: the message names both.</exception>
    public static ThreatLists Read(CaptureEngine engine, IReadOnlyList<string> asked, CancellationToken cancel)
    {
        var lists = new ThreatLists();
        PathPolicy own = PathPolicy.Unrestricted(
            Environment.CurrentDirectory,
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)
        );
        foreach (string path in engine.Config.Detection.BlockLists)
            Read(lists, own.Check(path), cancel);
        foreach (string path in asked)
            Read(lists, engine.Paths.Check(path), cancel);
        return lists;
    }

    private static void Read(ThreatLists lists, CheckedPath path, CancellationToken cancel)
    {
        using FileStream stream = path.OpenRead();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        string name = Path.GetFileName(path.Path);
        bool isFirst = true;
        long octets = 0;
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            cancel.ThrowIfCancellationRequested();
            octets += line.Length;
            if (octets > MostOctets || lists.Names + lists.Networks > MostEntries)
                throw new EngineException(
                    EngineFault.LimitExceeded,
                    $"The block list {Quote.Text(path.Typed)} is too long: more than {MostEntries} entries or {MostOctets} octets.",
                    "Split it, or leave out what does not matter here."
                );
            if (line.Length > LongestLine)
                throw Wrong(path, number, line[..LongestLine], "is longer than any entry");
            int comment = line.IndexOf('#', StringComparison.Ordinal);
            string text = (comment >= 0 ? line[..comment] : line).Trim().TrimStart('\ufeff');
            if (text.Length == 0 || text[0] is '!' or ';' || text.StartsWith("//", StringComparison.Ordinal))
                continue;
            string source = string.Create(CultureInfo.InvariantCulture, $"{name}:{number}");
            bool isEntry = text.Contains(',', StringComparison.Ordinal)
                ? ReadRow(lists, text, source)
                : ReadLine(lists, text, source);
            // the first line of a table may say what its columns are
            if (!isEntry && !(isFirst && IsHeading(text)))
                throw Wrong(path, number, text, "is neither a name, an address nor a network");
            isFirst = false;
        }
    }

    private static bool IsHeading(string text) =>
        (text.Contains(',', StringComparison.Ordinal) || !text.Contains('.', StringComparison.Ordinal))
        && text.All(letter =>
            char.IsLetterOrDigit(letter)
            || letter is ' ' or ',' or '_' or '-' or '"' or '\'' or '/' or '(' or ')' or '\t' or ':' or '.'
        );

    // The first column that is an entry counts; the others say when, why and by whom.
    private static bool ReadRow(ThreatLists lists, string text, string source)
    {
        foreach (string field in text.Split(','))
        {
            if (ReadEntry(lists, field.Trim().Trim('"', '\''), source))
                return true;
        }
        return false;
    }

    private static bool ReadLine(ThreatLists lists, string text, string source)
    {
        string[] words = text.Split(Between, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 1)
            return ReadEntry(lists, words[0], source);
        // a hosts file: the address is where the names are to lead instead
        if (!IPAddress.TryParse(words[0], out _))
            return false;
        foreach (string word in words[1..])
        {
            if (!AddName(lists, word, source))
                return false;
        }
        return true;
    }

    private static bool ReadEntry(ThreatLists lists, string entry, string source)
    {
        if (entry.Contains("://", StringComparison.Ordinal))
        {
            if (!Uri.TryCreate(entry, UriKind.Absolute, out Uri? uri))
                return false;
            entry = uri.Host.Trim('[', ']');
        }
        int slash = entry.IndexOf('/', StringComparison.Ordinal);
        if (IsNumeric(entry) && IPAddress.TryParse(slash < 0 ? entry : entry[..slash], out IPAddress? address))
        {
            var value = Address.From(address);
            int most = value.Version == 4 ? 32 : 128;
            int bits = most;
            if (
                slash >= 0
                && !(
                    int.TryParse(entry[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out bits)
                    && bits <= most
                )
            )
                return false;
            lists.AddNetwork(value, bits, source);
            return true;
        }
        return AddName(lists, entry, source);
    }

    // "123" is an address to the framework
    private static bool IsNumeric(string entry) =>
        entry.Contains(':', StringComparison.Ordinal) || entry.Count(letter => letter == '.') == 3;

    private static bool AddName(ThreatLists lists, string entry, string source)
    {
        string name = entry.StartsWith("||", StringComparison.Ordinal) ? entry[2..].TrimEnd('^') : entry;
        if (name.StartsWith("*.", StringComparison.Ordinal))
            name = name[2..];
        name = name.Trim('.');
        bool isName =
            name.Length is > 0 and <= 253
            && name.Contains('.', StringComparison.Ordinal)
            && name.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.')
            && !name.Contains("..", StringComparison.Ordinal)
            && !name.All(letter => char.IsAsciiDigit(letter) || letter == '.');
        if (isName)
            lists.AddName(name, source);
        // hosts files begin with the machine's own names
        return isName
            || name is "localhost" or "broadcasthost"
            || name.StartsWith("ip6-", StringComparison.Ordinal)
            || name is "local" or "0.0.0.0";
    }

    private static EngineException Wrong(CheckedPath path, int line, string text, string what) =>
        new(
            EngineFault.ParseError,
            $"Line {line} of the block list {Quote.Text(path.Typed)} {what}: {Quote.Text(text)}.",
            "A line holds a name (example.com), an address, a network (192.0.2.0/24), a line of a hosts file, or a row of CSV with one of them; # begins a comment."
        );
}
