using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>What one end of a connection sends, as far as its keys are known: packets of the handshake and behind it.</summary>
/// <remarks>Memory: the keys of three levels, of three phases of the last one, and the identifiers of odd length.</remarks>
internal sealed class QuicDirection : IDisposable
{
    private const int MostOddIds = 64; // connection identifiers of another length than the first one

    private readonly QuicLevel _handshake = new();
    private readonly QuicLevel _application = new();
    private readonly List<QuicLevel> _early = []; // one for each cipher that it may be; they share the numbers of the level behind
    private readonly List<byte[]> _oddIds = [];
    private TlsCipher _cipher;
    private bool _isVersion2;
    private byte[]? _secret; // of the phase in use
    private bool _phase;
    private ulong _phaseStart; // the least number seen in the phase in use
    private QuicPacketKeys? _before; // keys of the phase before, for packets that come late
    private byte[]? _nextSecret;
    private QuicPacketKeys? _next;

    /// <summary>There are keys for packets behind the handshake.</summary>
    public bool IsOpen => _application.IsKnown;

    /// <summary>There are keys for packets of the handshake.</summary>
    public bool HasHandshake => _handshake.IsKnown;

    /// <summary>There are keys for early data.</summary>
    public bool HasEarly => _early.Count > 0;

    /// <summary>Octets of the connection identifier that stands in short headers: the receiver chose it.</summary>
    public int IdSize { get; set; }

    /// <summary>Takes the secrets; null for those that nobody knows.</summary>
    public void Use(TlsCipher cipher, bool isVersion2, byte[]? handshake, byte[]? application)
    {
        (_cipher, _isVersion2, _secret) = (cipher, isVersion2, application);
        _handshake.Use(cipher, isVersion2, handshake);
        _application.Use(cipher, isVersion2, application);
        (_phase, _phaseStart, _nextSecret) = (false, 0, null);
        Forget(ref _before);
        Forget(ref _next);
    }

    /// <summary>Takes the secret of early data.</summary>
    public void UseEarly(IReadOnlyList<TlsCipher> ciphers, bool isVersion2, byte[] secret)
    {
        DropEarly();
        foreach (TlsCipher cipher in ciphers)
        {
            var level = new QuicLevel();
            level.Use(cipher, isVersion2, secret);
            _early.Add(level);
        }
    }

    /// <summary>The receiver uses another identifier as well, which may have another length.</summary>
    public void AddId(ReadOnlySpan<byte> id)
    {
        if (id.Length != IdSize && _oddIds.Count < MostOddIds)
            _oddIds.Add(id.ToArray());
    }

    /// <summary>Opens a packet of the handshake. Returns the octets of its payload, or -1.</summary>
    public int TryOpenHandshake(in QuicLongHeader packet, Span<byte> clear) =>
        TryOpen(_handshake, _handshake, packet.Octets, packet.NumberOffset, clear);

    /// <summary>Opens a packet of early data. Returns the octets of its payload, or -1.</summary>
    public int TryOpenEarly(in QuicLongHeader packet, Span<byte> clear)
    {
        for (int index = 0; index < _early.Count; index++)
        {
            QuicLevel level = _early[index];
            int length = TryOpen(level, _application, packet.Octets, packet.NumberOffset, clear);
            if (length < 0)
                continue;
            for (int other = _early.Count - 1; other >= 0; other--)
            {
                if (_early[other] == level)
                    continue;
                _early[other].Dispose(); // the cipher is known now
                _early.RemoveAt(other);
            }
            return length;
        }
        return -1;
    }

    /// <summary>Opens a packet with a short header. Returns the octets of its payload, or -1.</summary>
    public int TryOpenShort(ReadOnlySpan<byte> octets, Span<byte> clear)
    {
        int offset = 1 + SizeOfId(octets[1..]);
        Span<byte> buffer = stackalloc byte[32];
        if (!_application.TryUnmask(octets, offset, buffer, out QuicProtected packet))
            return -1;
        ulong number = packet.Recover(_application.Expected);
        int length = packet.Phase == _phase ? Open(_application.Keys, packet, number, clear) : -1;
        if (length < 0 && packet.Phase != _phase)
            length = OpenOtherPhase(packet, number, clear);
        if (length >= 0)
            _application.Saw(number);
        return length;
    }

    /// <summary>No early data comes any more.</summary>
    public void DropEarly()
    {
        _early.ForEach(level => level.Dispose());
        _early.Clear();
    }

    /// <summary>Little or nothing more comes: what can be made again from secrets is given back.</summary>
    /// <param name="isAtEnd">Not even packets behind the handshake.</param>
    public void Rest(bool isAtEnd)
    {
        _handshake.Dispose();
        if (!isAtEnd)
            return;
        _application.Dispose();
        Forget(ref _before);
        Forget(ref _next);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        DropEarly();
        _handshake.Dispose();
        _application.Dispose();
        Forget(ref _before);
        Forget(ref _next);
    }

    private static int Open(QuicPacketKeys? keys, in QuicProtected packet, ulong number, Span<byte> clear) =>
        keys?.TryOpen(packet.Header, packet.Hidden, number, QuicFrameReader.MayBegin, clear) ?? -1;

    private static int TryOpen(
        QuicLevel level,
        QuicLevel numbers,
        ReadOnlySpan<byte> octets,
        int offset,
        Span<byte> clear
    )
    {
        const int ShortHeader = 512; // octets
        Span<byte> buffer = offset + 4 <= ShortHeader ? stackalloc byte[ShortHeader] : new byte[offset + 4];
        if (!level.TryUnmask(octets, offset, buffer, out QuicProtected packet))
            return -1;
        ulong number = packet.Recover(numbers.Expected);
        int length = Open(level.Keys, packet, number, clear);
        if (length >= 0)
            numbers.Saw(number);
        return length;
    }

    // RFC 9001 §6.3 and §6.5: a packet that was overtaken by an update is of the phase before, another begins the next one
    private int OpenOtherPhase(in QuicProtected packet, ulong number, Span<byte> clear)
    {
        if (number < _phaseStart && _before is not null)
        {
            int late = Open(_before, packet, number, clear);
            if (late >= 0)
                return late;
        }
        if (_secret is not { } secret)
            return -1;
        _nextSecret ??= QuicPacketKeys.Updated(_cipher, _isVersion2, secret);
        _next ??= new QuicPacketKeys(_cipher, _isVersion2, _nextSecret);
        int length = Open(_next, packet, number, clear);
        if (length < 0)
            return -1;
        Forget(ref _before);
        _before = _application.Replace(_next, _nextSecret);
        (_next, _secret, _nextSecret, _phase, _phaseStart) = (null, _nextSecret, null, !_phase, number);
        return length;
    }

    private int SizeOfId(ReadOnlySpan<byte> octets)
    {
        foreach (byte[] id in _oddIds)
        {
            if (octets.StartsWith(id))
                return id.Length;
        }
        return IdSize;
    }

    private static void Forget(ref QuicPacketKeys? keys)
    {
        keys?.Dispose();
        keys = null;
    }
}
