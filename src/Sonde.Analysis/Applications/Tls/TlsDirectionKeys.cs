using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The keys of one direction over the time of a connection, and the number of the next record.</summary>
/// <remarks>
/// A record authenticates only with its number, which nobody sends: each record counts. Behind a gap of which nobody knows
/// how many records it had, the number can be told all the same: in TLS 1.2 with GCM and CCM from the part of the nonce
/// that stands in the record, which senders count up, else by trying the numbers that are possible, since the tag is right
/// for one of them only. Trying is bounded by <see cref="MostGuesses"/>.
/// </remarks>
internal sealed class TlsDirectionKeys : IDisposable
{
    /// <summary>Numbers tried behind gaps, in all.</summary>
    public const int MostGuesses = 512;

    private const int MostFailures = 64; // in a row; wrong keys end here
    private const int LongestRecord = TlsRecordHeader.Size + (1 << 14) + 256;

    private readonly Queue<byte[]> _later = []; // secrets of TLS 1.3 that follow the one in use
    private readonly List<TlsCipher> _ciphers = []; // more than one only where nobody has chosen yet
    private TlsRecordKeys? _keys;
    private byte[]? _secret; // the traffic secret in use, TLS 1.3
    private ulong _number;
    private ulong? _nextExplicit;
    private long _lost; // octets since the last record whose number was known; 0 where it is
    private int _failures;
    private int _guesses;

    /// <summary>Records can be opened, as far as is known.</summary>
    public bool IsOpen => (_keys is not null || _later.Count > 0) && _failures < MostFailures;

    /// <summary>There were keys at some time.</summary>
    public bool WasOpen { get; private set; }

    /// <summary>Octets of content that were passed over with the gap before the record that was opened last.</summary>
    public long Skipped { get; private set; }

    /// <summary>Other keys from the next record on: TLS 1.2 and before.</summary>
    public void Use(TlsRecordKeys? keys)
    {
        _keys?.Dispose();
        _secret = null;
        _later.Clear();
        Begin(keys);
    }

    /// <summary>Secrets of TLS 1.3 that are used one after the other.</summary>
    public void Use(IReadOnlyList<TlsCipher> ciphers, params ReadOnlySpan<byte[]?> secrets)
    {
        _ciphers.Clear();
        _ciphers.AddRange(ciphers);
        _later.Clear();
        foreach (byte[]? secret in secrets)
        {
            if (secret is not null && secret != _secret)
                _later.Enqueue(secret);
        }
        WasOpen |= _later.Count > 0;
    }

    /// <summary>The sender goes on with the next secret.</summary>
    public void Advance()
    {
        if (_ciphers.Count > 0 && _later.TryDequeue(out byte[]? secret))
            Take(secret, TlsRecordKeys.OfSecret(_ciphers[0], secret));
    }

    /// <summary>The sender goes on with a secret made of the one in use, RFC 8446 §7.2.</summary>
    public void Update()
    {
        if (_secret is not { } secret || _ciphers.Count == 0)
            return;
        byte[] updated = new byte[secret.Length];
        HkdfLabel.Expand(_ciphers[0].Hash, secret, "traffic upd", updated);
        Take(updated, TlsRecordKeys.OfSecret(_ciphers[0], updated));
    }

    /// <summary>A record is missing of which the length is known. Returns the octets of its content, about.</summary>
    public long LoseRecord(int length)
    {
        if (_keys is null)
        {
            Lose(TlsRecordHeader.Size + length);
            return 0;
        }
        _number++;
        _nextExplicit++;
        return ContentOf(length);
    }

    /// <summary>Octets of the content of a record that cannot be opened, about.</summary>
    public long ContentOf(int length) => Math.Max(1, length - (_keys?.Overhead ?? 0));

    /// <summary>Octets are missing, and with them an unknown number of records.</summary>
    public void Lose(long octets) => _lost += _keys is null && _later.Count == 0 ? 0 : octets;

    /// <summary>Opens a record. Returns the octets of what was in it, or -1.</summary>
    public int TryOpen(TlsRecordHeader header, ReadOnlySpan<byte> content, Span<byte> clear)
    {
        Skipped = 0;
        int length = OpenWithThese(header, content, clear);
        if (length < 0)
            length = OpenWithLater(header, content, clear);
        if (length >= 0)
        {
            (_failures, _lost) = (0, 0);
            _number++;
            _nextExplicit = _keys!.ExplicitNumber(content) + 1;
            return length;
        }
        _failures++;
        // RFC 8446 §4.2.10: a server that refuses early data passes over what it cannot open; such records do not count
        bool mayBeOfOtherKeys = _secret is not null && _number == 0;
        if (_lost > 0)
            _lost += header.Whole;
        else if (!mayBeOfOtherKeys)
            LoseRecord(header.Length);
        return -1;
    }

    /// <inheritdoc/>
    public void Dispose() => _keys?.Dispose();

    private int OpenWithThese(TlsRecordHeader header, ReadOnlySpan<byte> content, Span<byte> clear)
    {
        if (_keys is null)
            return -1;
        if (_lost == 0)
            return _keys.TryOpen(header, content, _number, clear);
        long most = _lost / (TlsRecordHeader.Size + _keys.Overhead);
        if (_keys.ExplicitNumber(content) - _nextExplicit is { } told && told <= (ulong)most)
        {
            int length = OpenBehind((long)told, header, content, clear);
            if (length >= 0)
                return length;
        }
        for (long missing = _lost / LongestRecord; missing <= most && _guesses < MostGuesses; missing++)
        {
            _guesses++;
            int length = OpenBehind(missing, header, content, clear);
            if (length >= 0)
                return length;
        }
        return -1;
    }

    private int OpenBehind(long missing, TlsRecordHeader header, ReadOnlySpan<byte> content, Span<byte> clear)
    {
        int length = _keys!.TryOpen(header, content, _number + (ulong)missing, clear);
        if (length < 0)
            return -1;
        _number += (ulong)missing;
        Skipped = Math.Max(1, _lost - (missing * (TlsRecordHeader.Size + _keys.Overhead)));
        return length;
    }

    // The message that ends the use of a secret may be missing, or its own secret.
    private int OpenWithLater(TlsRecordHeader header, ReadOnlySpan<byte> content, Span<byte> clear)
    {
        int gone = 0;
        foreach (byte[] secret in _later)
        {
            gone++;
            foreach (TlsCipher cipher in _ciphers)
            {
                TlsRecordKeys keys = TlsRecordKeys.OfSecret(cipher, secret);
                int length = OpenFirst(keys, header, content, clear, out ulong number);
                if (length < 0)
                {
                    keys.Dispose();
                    continue;
                }
                Skipped = _lost;
                while (gone-- > 0)
                    _later.Dequeue();
                Take(secret, keys);
                _number = number;
                return length;
            }
        }
        return -1;
    }

    // Behind a gap the first record that is seen under a secret may have any small number.
    private int OpenFirst(
        TlsRecordKeys keys,
        TlsRecordHeader header,
        ReadOnlySpan<byte> content,
        Span<byte> clear,
        out ulong number
    )
    {
        long most = _lost / (TlsRecordHeader.Size + keys.Overhead);
        for (number = 0; (long)number <= most && (number == 0 || _guesses < MostGuesses); number++)
        {
            _guesses += number == 0 ? 0 : 1;
            int length = keys.TryOpen(header, content, number, clear);
            if (length >= 0)
                return length;
        }
        return -1;
    }

    private void Take(byte[] secret, TlsRecordKeys keys)
    {
        _keys?.Dispose();
        _secret = secret;
        Begin(keys);
    }

    private void Begin(TlsRecordKeys? keys)
    {
        _keys = keys;
        WasOpen |= keys is not null;
        (_number, _nextExplicit, _lost, _failures) = (0, null, 0, 0);
    }
}
