using System.Security.Cryptography;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Finds the secrets of one connection in a key log, RFC 9001 §5: by the client's hello, for the suite of the server's.</summary>
internal sealed class QuicSecrets(TlsKeyLog log)
{
    private byte[]? _clientRandom;

    /// <summary>Both hellos were seen, so that no secret comes any more.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Takes the client's hello, and its early secret where it announces early data.</summary>
    public void Offered(in TlsClientHello hello, bool isVersion2, QuicDirection client)
    {
        if (IsSettled)
            return;
        _clientRandom = hello.Random.ToArray();
        if (
            !hello.Extensions.TryFind(TlsExtensionTypes.EarlyData, out _)
            || log.Find(_clientRandom, TlsSecretKind.ClientEarly) is not { } secret
        )
            return;
        // The suite is that of the session before, which the hello does not name: each one offered may be it.
        var ciphers = new List<TlsCipher>();
        for (
            ReadOnlySpan<byte> suites = hello.CipherSuites;
            suites.Length >= 2 && ciphers.Count < 8;
            suites = suites[2..]
        )
        {
            var suite = (ushort)(suites[0] << 8 | suites[1]);
            if (CipherOf(suite) is { } cipher && SizeOf(cipher) == secret.Length)
                ciphers.Add(cipher);
        }
        client.UseEarly(ciphers, isVersion2, secret);
    }

    /// <summary>Takes the server's hello, and with it all other secrets.</summary>
    public void Chosen(in TlsServerHello hello, bool isVersion2, QuicDirection client, QuicDirection server)
    {
        if (hello.IsRetryRequest || IsSettled)
            return;
        IsSettled = true;
        if (CipherOf(hello.CipherSuite) is not { } cipher || _clientRandom is not { } random)
            return;
        client.Use(
            cipher,
            isVersion2,
            Secret(random, TlsSecretKind.ClientHandshake, cipher),
            Secret(random, TlsSecretKind.ClientTraffic, cipher)
        );
        server.Use(
            cipher,
            isVersion2,
            Secret(random, TlsSecretKind.ServerHandshake, cipher),
            Secret(random, TlsSecretKind.ServerTraffic, cipher)
        );
    }

    // A secret of another length is not of this suite, and would only cost.
    private byte[]? Secret(byte[] random, TlsSecretKind kind, TlsCipher cipher) =>
        log.Find(random, kind) is { } secret && secret.Length == SizeOf(cipher) ? secret : null;

    private static int SizeOf(TlsCipher cipher) => cipher.Hash == HashAlgorithmName.SHA384 ? 48 : 32;

    // RFC 9001 §5.3: suites of TLS 1.3 (0x13.., RFC 8446 §B.4), but for the one with a short tag
    private static TlsCipher? CipherOf(ushort suite) =>
        suite >> 8 == 0x13 && TlsCipher.Of(suite) is { TagSize: QuicPacketKeys.TagSize } cipher ? cipher : null;
}
