using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The handshake of one direction in CRYPTO frames, which come in any order, RFC 9000 §19.6.</summary>
/// <remarks>Memory: at most the octets that it was made for, and <see cref="MostPieces"/> pieces that wait for others.</remarks>
/// <param name="most">Octets kept.</param>
internal sealed class QuicCrypto(int most = QuicCrypto.MostOfHellos)
{
    /// <summary>Octets kept of Initial packets; hellos are far shorter.</summary>
    public const int MostOfHellos = 1 << 16;

    /// <summary>Pieces that wait for those before them.</summary>
    public const int MostPieces = 64;

    private readonly List<(int Start, int End)> _waiting = [];
    private byte[] _octets = [];
    private int _whole; // octets from the start that are all there
    private int _read;

    /// <summary>Takes the data of a frame. False where it lies beyond what is kept.</summary>
    public bool TryAdd(ulong offset, ReadOnlySpan<byte> data)
    {
        if (offset + (ulong)data.Length > (ulong)most)
            return false;
        int start = (int)offset;
        int end = start + data.Length;
        if (end <= _whole)
            return true;
        if (start > _whole && _waiting.Count >= MostPieces)
            return false;
        if (end > _octets.Length)
            Array.Resize(ref _octets, Math.Max(end, Math.Min(_octets.Length * 2, most)));
        data.CopyTo(_octets.AsSpan(start));
        _waiting.Add((start, end));
        bool any = true;
        while (any)
        {
            any = false;
            for (int index = _waiting.Count - 1; index >= 0; index--)
            {
                if (_waiting[index].Start > _whole)
                    continue;
                _whole = Math.Max(_whole, _waiting[index].End);
                _waiting.RemoveAt(index);
                any = true;
            }
        }
        return true;
    }

    /// <summary>Takes the next message that is whole. The body is valid until data is added.</summary>
    public bool TryRead(out byte type, out ReadOnlySpan<byte> body)
    {
        type = 0;
        body = default;
        if (!TlsHandshake.TryRead(_octets.AsSpan(_read, _whole - _read), out TlsHandshake message, out _))
            return false;
        type = message.Type;
        body = message.Body;
        _read += TlsHandshake.HeaderSize + body.Length;
        return true;
    }
}
