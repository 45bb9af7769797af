using System.Buffers;
using System.Runtime.InteropServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What a secret of a key log is for.</summary>
internal enum TlsSecretKind : byte
{
    /// <summary>The master secret of TLS 1.2 and before.</summary>
    Master,

    /// <summary>What the client sends before the server has answered.</summary>
    ClientEarly,

    /// <summary>The client's handshake messages.</summary>
    ClientHandshake,

    /// <summary>The server's handshake messages.</summary>
    ServerHandshake,

    /// <summary>The client's application data, before any update.</summary>
    ClientTraffic,

    /// <summary>The server's application data, before any update.</summary>
    ServerTraffic,
}

/// <summary>The secrets of TLS sessions in the NSS key log format (draft-ietf-tls-keylogfile): lines of label, client random and secret.</summary>
/// <remarks>Memory: at most <see cref="MostSessions"/> sessions of about 400 octets; what comes after them is counted.</remarks>
public sealed class TlsKeyLog
{
    /// <summary>Sessions kept.</summary>
    public const int MostSessions = 100_000;

    private const int LongestLine = 1024;
    private const int RandomSize = TlsClientHello.RandomSize;
    private const int LongestSecret = 64;
    private const int MasterSize = 48;

    private static readonly SearchValues<byte> LabelOctets = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"u8
    );
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private readonly Dictionary<Random, Session> _sessions = [];

    /// <summary>Sessions of which secrets are known.</summary>
    public int Sessions => _sessions.Count;

    /// <summary>Sessions whose connection was met.</summary>
    public int SessionsMet { get; private set; }

    /// <summary>Lines that are no line of a key log.</summary>
    public long WrongLines { get; private set; }

    /// <summary>Sessions left out because there were too many.</summary>
    public long Dropped { get; private set; }

    /// <summary>Adds the lines of a text; empty lines, remarks and labels of no use here are passed over.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int end = text.IndexOfAny((byte)'\n', (byte)'\r');
            AddLine(end < 0 ? text : text[..end]);
            text = end < 0 ? default : text[(end + 1)..];
        }
    }

    /// <summary>The secret of a session for one use; null where the log does not have it.</summary>
    internal byte[]? Find(ReadOnlySpan<byte> clientRandom, TlsSecretKind kind)
    {
        if (!_sessions.TryGetValue(Random.Of(clientRandom), out Session? session))
            return null;
        if (!session.IsMet)
            SessionsMet++;
        session.IsMet = true;
        return session.Secrets[(int)kind];
    }

    private void AddLine(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \t"u8);
        if (line.IsEmpty || line[0] == '#')
            return;
        if (!TryAddLine(line))
            WrongLines++;
    }

    private bool TryAddLine(ReadOnlySpan<byte> line)
    {
        if (line.Length > LongestLine)
            return false;
        if (!TryWord(ref line, out ReadOnlySpan<byte> label) || !TryWord(ref line, out ReadOnlySpan<byte> first))
            return false;
        if (!TryWord(ref line, out ReadOnlySpan<byte> second) || !line.IsEmpty)
            return false;
        if (KindOf(label) is not { } kind)
            return IsLabel(label) && IsHex(first) && IsHex(second);
        Span<byte> random = stackalloc byte[RandomSize];
        byte[] secret = new byte[Math.Min(second.Length / 2, LongestSecret)];
        bool isRead = TryHex(first, random) && TryHex(second, secret);
        if (!isRead || (kind == TlsSecretKind.Master ? secret.Length != MasterSize : secret.Length < 32))
            return false;
        Keep(Random.Of(random), kind, secret);
        return true;
    }

    private void Keep(Random random, TlsSecretKind kind, byte[] secret)
    {
        if (!_sessions.TryGetValue(random, out Session? session))
        {
            if (_sessions.Count == MostSessions)
            {
                Dropped++;
                return;
            }
            _sessions.Add(random, session = new Session());
        }
        session.Secrets[(int)kind] = secret;
    }

    // Later traffic secrets follow from the first ones; secrets of exporters and of QUIC protect no records.
    private static TlsSecretKind? KindOf(ReadOnlySpan<byte> label) =>
        label.SequenceEqual("CLIENT_RANDOM"u8) ? TlsSecretKind.Master
        : label.SequenceEqual("CLIENT_HANDSHAKE_TRAFFIC_SECRET"u8) ? TlsSecretKind.ClientHandshake
        : label.SequenceEqual("SERVER_HANDSHAKE_TRAFFIC_SECRET"u8) ? TlsSecretKind.ServerHandshake
        : label.SequenceEqual("CLIENT_TRAFFIC_SECRET_0"u8) ? TlsSecretKind.ClientTraffic
        : label.SequenceEqual("SERVER_TRAFFIC_SECRET_0"u8) ? TlsSecretKind.ServerTraffic
        : label.SequenceEqual("CLIENT_EARLY_TRAFFIC_SECRET"u8) ? TlsSecretKind.ClientEarly
        : null;

    private static bool IsLabel(ReadOnlySpan<byte> word) => !word.ContainsAnyExcept(LabelOctets);

    private static bool IsHex(ReadOnlySpan<byte> word) => !word.ContainsAnyExcept(HexDigits);

    private static bool TryHex(ReadOnlySpan<byte> word, Span<byte> octets) =>
        word.Length == octets.Length * 2
        && Convert.FromHexString(word, octets, out _, out int written) == OperationStatus.Done
        && written == octets.Length;

    private static bool TryWord(ref ReadOnlySpan<byte> line, out ReadOnlySpan<byte> word)
    {
        int end = line.IndexOfAny((byte)' ', (byte)'\t');
        word = end < 0 ? line : line[..end];
        line = end < 0 ? default : line[end..].TrimStart(" \t"u8);
        return !word.IsEmpty;
    }

    private readonly record struct Random(ulong A, ulong B, ulong C, ulong D)
    {
        public static Random Of(ReadOnlySpan<byte> octets)
        {
            Span<ulong> parts = stackalloc ulong[4];
            octets[..Math.Min(octets.Length, RandomSize)].CopyTo(MemoryMarshal.AsBytes(parts));
            return new Random(parts[0], parts[1], parts[2], parts[3]);
        }
    }

    private sealed class Session
    {
        public byte[]?[] Secrets { get; } = new byte[]?[(int)TlsSecretKind.ServerTraffic + 1];

        public bool IsMet { get; set; }
    }
}
