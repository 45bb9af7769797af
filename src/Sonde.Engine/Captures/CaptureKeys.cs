using Sonde.Analysis;
using Sonde.Capture;

namespace Sonde.Engine;

/// <summary>The keys with which the TLS of a capture is decrypted: of the key log that was named, else of <see cref="Variable"/>, and of the capture itself.</summary>
internal sealed class CaptureKeys
{
    /// <summary>The environment variable in which programs and their tools agree on a key log.</summary>
    public const string Variable = "SSLKEYLOGFILE";

    /// <summary>Octets read of a key log.</summary>
    public const int MostOctets = 64 << 20;

    private const uint TlsKeyLogKind = 0x544c_534b;

    private readonly Dictionary<CaptureNotes, int> _taken = [];
    private readonly List<string> _from = [];
    private string? _note;
    private bool _isCut;

    /// <summary>The secrets so far.</summary>
    public TlsKeyLog Log { get; } = new();

    /// <summary>What was decrypted with them.</summary>
    public DecryptionCounts Counts { get; } = new();

    /// <summary>Reads the key log that is meant.</summary>
    /// <param name="named">The one that was asked for; null for none.</param>
    /// <param name="inEnvironment">The one that <see cref="Variable"/> names; null for none.</param>
    /// <param name="paths">Which files may be read.</param>
    /// <exception cref="EngineException">The one that was asked for cannot be read.</exception>
    public static CaptureKeys Of(string? named, string? inEnvironment, PathPolicy paths)
    {
        var keys = new CaptureKeys();
        if (named is not null)
        {
            keys.Read(paths.Check(named), "tls_key_log");
            return keys;
        }
        if (string.IsNullOrEmpty(inEnvironment))
            return keys;
        try
        {
            keys.Read(paths.Check(inEnvironment), Variable);
        }
        catch (EngineException)
        {
            // Nobody named it for this question: the answer goes without, and says so.
            keys._note = $"The key log that {Variable} names cannot be read.";
        }
        return keys;
    }

    /// <summary>Takes over what capture files say beside their frames, as far as they have been read.</summary>
    public void Take(CaptureNotes notes)
    {
        IReadOnlyList<DecryptionSecrets> secrets = notes.Secrets;
        if (secrets.Count == 0)
            return; // as nearly always: this is asked for every packet
        int taken = _taken.GetValueOrDefault(notes);
        if (secrets.Count == taken)
            return;
        _taken[notes] = secrets.Count;
        for (; taken < secrets.Count; taken++)
        {
            if (secrets[taken].Kind != TlsKeyLogKind)
                continue;
            Log.Add(secrets[taken].Octets.Span);
            if (!_from.Contains("capture"))
                _from.Add("capture");
        }
    }

    /// <summary>What an answer says of the decryption.</summary>
    public Coverage Complete(Coverage coverage)
    {
        bool isGiven = _from.Count > 0;
        coverage = coverage with
        {
            Decryption = new DecryptionCoverage
            {
                StreamsDecrypted = Counts.StreamsDecrypted,
                StreamsEncrypted = Counts.StreamsEncrypted,
                RecordsNotOpened = Counts.RecordsNotOpened > 0 ? Counts.RecordsNotOpened : null,
                Keys = isGiven ? string.Join(", ", _from) : null,
                SessionsKnown = isGiven ? Log.Sessions : null,
                SessionsMet = isGiven ? Log.SessionsMet : null,
                WrongLines = Log.WrongLines > 0 ? Log.WrongLines : null,
                Note = _note ?? (isGiven ? NoteOfKeys() : null),
            },
        };
        return coverage.With(
            (_isCut, "tls_key_log_octets", MostOctets),
            (Log.Dropped > 0, "tls_key_log_sessions", TlsKeyLog.MostSessions)
        );
    }

    private string? NoteOfKeys() =>
        Log.Sessions == 0 ? "The key log has no line with a secret of TLS."
        : Log.SessionsMet > 0 ? null
        : Counts.StreamsEncrypted == 0 ? "There are keys, and no TLS connection that they could open."
        : $"The keys fit nothing: they are of {Log.Sessions} sessions, and none of them is in the capture with its hello.";

    private void Read(CheckedPath path, string from)
    {
        using FileStream stream = path.OpenRead();
        using var octets = new MemoryStream();
        byte[] chunk = new byte[1 << 16];
        try
        {
            for (int read; (read = stream.Read(chunk)) > 0 && !_isCut; )
            {
                int taken = (int)Math.Min(read, MostOctets - octets.Length);
                octets.Write(chunk, 0, taken);
                _isCut = taken < read;
            }
        }
        catch (IOException failure)
        {
            throw new EngineException(
                EngineFault.AccessDenied,
                $"The key log {Quote.Text(path.Typed)} cannot be read.",
                cause: failure
            );
        }
        Log.Add(octets.GetBuffer().AsSpan(0, (int)octets.Length));
        _from.Add(from);
    }
}
