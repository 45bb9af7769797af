using System.Security.Cryptography;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests.Applications;

public sealed class QuicReaderTests
{
    // The keys that RFC 9001 §A.1 derives for this connection identifier.
    private static readonly byte[] Id = Make.Hex("8394c8f03e515708");
    private static readonly byte[] ClientKey = Make.Hex("1f369613dd76d5467730efcbe3b1a22d");
    private static readonly byte[] ClientNonce = Make.Hex("fa044b2f42a3fd3b46fb255c");
    private static readonly byte[] ClientMask = Make.Hex("9f50449e04a0e810283a1e9933adedd2");
    private static readonly byte[] ServerKey = Make.Hex("cf3a5331653c364c88f0f379b6067e37");
    private static readonly byte[] ServerNonce = Make.Hex("0ac1493ca1905853b0bba03e");
    private static readonly byte[] ServerMask = Make.Hex("c206b8d9b9f0f37644430b490eeaa314");

    private static readonly byte[] Hello = MakeTls.ClientHello("www.example.test", TlsVersions.Tls13);
    private static readonly byte[] Answer = MakeTls.ServerHello(0x1301, TlsVersions.Tls13);

    private readonly List<TlsConnection> _seen = [];

    [Fact]
    public void TheHellosAreReadOutOfInitialPackets()
    {
        Udp(4433)
            .Client(FromClient(0, Crypto(0, Hello)))
            .Server(FromServer(0, Crypto(0, Answer)))
            .Client([0x41, .. new byte[40]])
            .End();

        TlsConnection connection = Assert.Single(_seen);
        Assert.Equal((TlsCarrier.Quic, TlsOutcome.Completed), (connection.Carrier, connection.Outcome));
        Assert.Equal("www.example.test", connection.Offer!.ServerName);
        Assert.StartsWith("q13d", connection.Offer.Ja4, StringComparison.Ordinal);
        Assert.Equal(0x1301, connection.Choice!.CipherSuite);
    }

    [Fact]
    public void AHelloInPiecesIsJoinedWhateverTheirOrder()
    {
        byte[] first = Crypto(0, Hello.AsSpan(0, 20));
        byte[] last = Crypto(40, Hello.AsSpan(40));
        byte[] middle = Crypto(20, Hello.AsSpan(20, 20));
        Udp(443).Client(FromClient(0, [.. last, 1, .. first])).Client(FromClient(1, middle)).End();

        Assert.Equal("www.example.test", Assert.Single(_seen).Offer!.ServerName);
    }

    [Fact]
    public void WhatDoesNotOpenIsLeftAlone()
    {
        byte[] broken = FromClient(0, Crypto(0, Hello));
        broken[^1] ^= 1;
        Talk talk = Udp(443);
        for (int count = 0; count < 50; count++)
            talk.Client(broken);
        talk.End();

        Assert.Equal(TlsOutcome.NotSeen, Assert.Single(_seen).Outcome);
    }

    [Theory]
    [InlineData(0xff000016, "7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a")]
    [InlineData(0xff00001d, "afbfec289993d24c9e9786f19c6111e04390a899")]
    [InlineData(0x0a0a0a0a, "afbfec289993d24c9e9786f19c6111e04390a899")]
    public void DraftsAndGreasedVersionsOpenWithTheirSalt(uint version, string salt)
    {
        Udp(443).Client(FromClientOf(version, salt, Crypto(0, Hello))).End();
        Assert.Equal("www.example.test", Assert.Single(_seen).Offer!.ServerName);
    }

    [Fact]
    public void GooglesVersionsHaveFramesOfTheirOwn()
    {
        byte[] frames = Crypto(0, Hello);
        frames[0] = 8;
        byte[] acknowledgment = [0x40, 1, 0, 0, 1, 0];
        byte[] packet = FromClientOf(
            0x54303530,
            "7ff579e5acd072915580304c43a2367c60488310",
            [.. acknowledgment, .. frames, 0, 0]
        );
        Udp(443).Client(packet).End();
        Assert.Equal("www.example.test", Assert.Single(_seen).Offer!.ServerName);
    }

    [Fact]
    public void AClientThatChangesTheVersionBeginsAnew()
    {
        int hellos = 0;
        var sinks = new ApplicationSinks { TlsMessages = (in TlsMessage _) => hellos++ };
        Talk.Udp(443, [.. StandardApplications.Observe(sinks)])
            .Client(FromClientOf(0xff00001d, "afbfec289993d24c9e9786f19c6111e04390a899", Crypto(0, Hello)))
            .Client(FromClient(0, Crypto(0, Hello)))
            .Client(FromClient(1, Crypto(0, Hello)))
            .End();
        Assert.Equal(2, hellos);
    }

    // RFC 9001 §5.2
    private static byte[] FromClientOf(uint version, string salt, byte[] frames)
    {
        byte[] secret = Expand(HKDF.Extract(HashAlgorithmName.SHA256, Id, Make.Hex(salt)), "client in", 32);
        byte[] key = Expand(secret, "quic key", 16);
        byte[] nonce = Expand(secret, "quic iv", 12);
        byte[] mask = Expand(secret, "quic hp", 16);
        return Protect(key, nonce, mask, [8, .. Id, 0], 0, frames, version);
    }

    private static byte[] Expand(byte[] secret, string label, int length)
    {
        byte[] name = System.Text.Encoding.ASCII.GetBytes("tls13 " + label);
        return HKDF.Expand(HashAlgorithmName.SHA256, secret, length, [0, (byte)length, (byte)name.Length, .. name, 0]);
    }

    private static byte[] Crypto(int offset, ReadOnlySpan<byte> data) =>
        [6, 0x40, (byte)offset, (byte)(0x40 | data.Length >> 8), (byte)data.Length, .. data];

    private static byte[] FromClient(byte number, byte[] frames) =>
        Protect(ClientKey, ClientNonce, ClientMask, [8, .. Id, 0], number, frames);

    private static byte[] FromServer(byte number, byte[] frames) =>
        Protect(ServerKey, ServerNonce, ServerMask, [0, 0], number, frames);

    // RFC 9001 §5.3 and §5.4, with a packet number of one octet
    private static byte[] Protect(
        byte[] key,
        byte[] nonce,
        byte[] mask,
        byte[] ids,
        byte number,
        byte[] frames,
        uint version = 1
    )
    {
        int length = 1 + frames.Length + 16;
        byte[] header =
        [
            0xc0,
            (byte)(version >> 24),
            (byte)(version >> 16),
            (byte)(version >> 8),
            (byte)version,
            .. ids,
            0,
            (byte)(0x40 | length >> 8),
            (byte)length,
            number,
        ];
        byte[] own = [.. nonce];
        own[^1] ^= number;
        byte[] cipher = new byte[frames.Length];
        byte[] tag = new byte[16];
        using var aead = new AesGcm(key, 16);
        aead.Encrypt(own, frames, cipher, tag, header);
        byte[] packet = [.. header, .. cipher, .. tag];
        using var aes = Aes.Create();
        aes.Key = mask;
        byte[] bits = aes.EncryptEcb(packet.AsSpan(header.Length + 3, 16), PaddingMode.None);
        packet[0] ^= (byte)(bits[0] & 0x0f);
        packet[header.Length - 1] ^= bits[1];
        return packet;
    }

    private Talk Udp(int port) =>
        Talk.Udp(port, [.. StandardApplications.Observe(new ApplicationSinks { Tls = _seen.Add })]);
}
