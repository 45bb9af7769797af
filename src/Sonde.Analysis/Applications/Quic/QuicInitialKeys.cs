using System.Security.Cryptography;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The keys of the Initial packets of one direction, which anybody can derive from the client's first packet, RFC 9001 §5.2.</summary>
internal sealed class QuicInitialKeys : IDisposable
{
    private const ushort Aes128Gcm = 0x1301; // of every Initial packet, whatever the suite
    private const int ShortHeader = 512; // octets

    private static readonly TlsCipher Cipher = TlsCipher.Of(Aes128Gcm)!.Value;

    private readonly byte[] _secret = new byte[32];
    private readonly bool _isVersion2;
    private readonly Func<byte, bool> _mayBegin;
    private QuicPacketKeys? _keys; // made when there is a packet
    private QuicBlockCipher? _headers;

    /// <summary>Derives them.</summary>
    /// <param name="version">The version, whose salt is known.</param>
    /// <param name="connectionId">The destination of the client's first Initial packet.</param>
    /// <param name="ofClient">Those that the client sends with.</param>
    public QuicInitialKeys(uint version, ReadOnlySpan<byte> connectionId, bool ofClient)
    {
        _isVersion2 = version == QuicVersions.Version2;
        _mayBegin = QuicVersions.HasGoogleFrames(version) ? GoogleQuicFrames.MayBegin : QuicFrameReader.MayBeginInitial;
        Span<byte> initial = stackalloc byte[32];
        HKDF.Extract(HashAlgorithmName.SHA256, connectionId, QuicVersions.SaltOf(version), initial);
        HkdfLabel.Expand(HashAlgorithmName.SHA256, initial, ofClient ? "client in" : "server in", _secret);
    }

    /// <summary>Takes the protection off a packet. Returns the octets of its payload, or -1 where these are not its keys.</summary>
    public int TryOpen(in QuicLongHeader packet, Span<byte> payload)
    {
        _keys ??= new QuicPacketKeys(Cipher, _isVersion2, _secret);
        _headers ??= QuicPacketKeys.HeaderCipher(Cipher, _isVersion2, _secret);
        int header = packet.NumberOffset + 4;
        Span<byte> buffer = header <= ShortHeader ? stackalloc byte[ShortHeader] : new byte[header];
        return QuicProtected.TryUnmask(packet.Octets, packet.NumberOffset, _headers, buffer, out QuicProtected opened)
            ? _keys.TryOpen(opened.Header, opened.Hidden, opened.Number, _mayBegin, payload)
            : -1;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _keys?.Dispose();
        _headers?.Dispose();
        (_keys, _headers) = (null, null);
    }
}
