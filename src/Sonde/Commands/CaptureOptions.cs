using System.CommandLine;
using System.Globalization;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>The arguments of every question about captures: which ones, and how much of them.</summary>
/// <param name="endsWithNumber">Whether a number may follow the files.</param>
/// <param name="wordUnless">The option without which a word follows the files; null when none may.</param>
internal sealed class CaptureOptions(bool endsWithNumber = false, Option<string?>? wordUnless = null)
{
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description =
            "Captures: paths, folders, patterns ('*.pcapng'), http(s) URLs, or - for standard input. "
            + "Several are read as one in the order of time.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<long?> _maxPackets = new("--max-packets")
    {
        Description = "Read at most this many packets.",
        HelpName = "N",
    };

    private readonly Option<string?> _keyLog = new("--tls-key-log")
    {
        Description = "Key log to decrypt TLS and QUIC with (NSS format); else the one that SSLKEYLOGFILE names.",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        RefuseOptions(_files);
        command.Arguments.Add(_files);
        command.Options.Add(_maxPackets);
        command.Options.Add(_keyLog);
    }

    /// <summary>The number that stands after the last file, where one may stand; else null.</summary>
    public long? Number(ParseResult parsed) =>
        parsed.GetValue(_files) is [_, .., var last]
        && endsWithNumber
        && long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;

    /// <summary>The word that stands after the last file, where one has to stand; else null.</summary>
    public string? Word(ParseResult parsed) =>
        wordUnless is not null && parsed.GetValue(wordUnless) is null && parsed.GetValue(_files) is [_, .., var last]
            ? last
            : null;

    private string[] Files(ParseResult parsed) =>
        Number(parsed) is null && Word(parsed) is null ? parsed.GetValue(_files)! : parsed.GetValue(_files)![..^1];

    /// <summary>The arguments with what was typed for these options.</summary>
    public CaptureArguments Complete(CaptureArguments arguments, ParseResult parsed)
    {
        string[] files = Files(parsed);
        return arguments with
        {
            FilePath = files.Length == 1 ? files[0] : null,
            Files = files.Length > 1 ? files : null,
            MaxPackets = parsed.GetValue(_maxPackets),
            TlsKeyLog = parsed.GetValue(_keyLog),
        };
    }

    /// <summary>Makes an unknown option an error, where the parser would take it for the name of a file.</summary>
    public static void RefuseOptions(Argument<string[]> files) =>
        files.Validators.Add(result =>
        {
            foreach (string word in result.Tokens.Select(token => token.Value))
            {
                if (word.Length > 1 && word[0] == '-')
                    result.AddError($"There is no option '{word}' here. A file of that name is written ./{word}.");
            }
        });
}
