using System.Runtime.InteropServices;

namespace Sonde.Analysis;

/// <summary>Counts what is said to databases where Wireshark looks for them: at the ports that are theirs.</summary>
/// <remarks>Memory: the first <see cref="MostTexts"/> texts of each protocol, and a number for each command and error.</remarks>
public sealed class DatabaseFacts : IDatabaseSink
{
    /// <summary>Texts kept of each protocol.</summary>
    public const int MostTexts = 50;

    private const int MostErrors = 10_000;

    private readonly Dictionary<string, Tally> _tallies = new(StringComparer.Ordinal)
    {
        ["mysql"] = new(3306),
        ["pgsql"] = new(5432),
        ["resp"] = new(6379),
        ["tds"] = new(1433, 2433),
        ["mongo"] = new(27017),
    };

    /// <summary>Counts of one protocol, by Wireshark's name.</summary>
    /// <param name="protocol">One of <c>mysql pgsql resp tds mongo</c>.</param>
    public (
        long Statements,
        IReadOnlyList<string> Texts,
        IReadOnlyDictionary<int, long> Commands,
        IReadOnlyDictionary<int, long> Errors
    ) Of(string protocol)
    {
        Tally tally = _tallies[protocol];
        return (tally.Statements, tally.Texts, tally.Commands, tally.Errors);
    }

    /// <inheritdoc/>
    public void OnRequest(in DatabaseRequest request)
    {
        if (request.Stream.Application is not { } application || request.Stream.Outer is not null)
            return;
        if (!_tallies.TryGetValue(application.Name, out Tally? tally))
            return;
        if (tally.Ports.Contains(request.Stream.Server.Port) || tally.Ports.Contains(request.Stream.Client.Port))
            tally.Add(request);
    }

    /// <inheritdoc/>
    public void OnQuery(DatabaseQuery query) { }

    private sealed class Tally(params ushort[] ports)
    {
        private const int MostLine = 400;

        private long _lastFrame;

        public ushort[] Ports => ports;

        public long Statements { get; private set; }

        public List<string> Texts { get; } = [];

        public Dictionary<int, long> Commands { get; } = [];

        public Dictionary<int, long> Errors { get; } = [];

        public void Add(in DatabaseRequest request)
        {
            switch (request.Kind)
            {
                case DatabaseMessageKind.Command:
                    CollectionsMarshal.GetValueRefOrAddDefault(Commands, request.Number, out _)++;
                    break;
                case DatabaseMessageKind.Error when Errors.Count < MostErrors:
                    CollectionsMarshal.GetValueRefOrAddDefault(Errors, request.Number, out _)++;
                    break;
                case DatabaseMessageKind.Statement:
                    AddText(request);
                    break;
                default:
                    break;
            }
        }

        // Redis: the words of one frame stand on one line.
        private void AddText(in DatabaseRequest request)
        {
            bool joins = ports[0] == 6379 && _lastFrame == request.Frame && Statements > 0;
            _lastFrame = request.Frame;
            if (joins)
            {
                if (Statements <= MostTexts)
                    Texts[^1] = Texts[^1].Length > MostLine ? Texts[^1] : Texts[^1] + " " + request.Text;
                return;
            }
            Statements++;
            if (Texts.Count < MostTexts)
                Texts.Add(request.Text);
        }
    }
}
