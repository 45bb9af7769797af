using System.Text;
using Sonde.Testing;
using Sonde.Wire;

namespace Sonde.Analysis.Tests.Applications;

/// <summary>A connection of QUIC whose keys are known: what it needs before the packets of a test.</summary>
internal sealed class MadeQuic
{
    public static readonly byte[] ClientId = [0xc1, 1];
    public static readonly byte[] ServerId = [0x5e, 2, 3, 4];

    private readonly bool _isVersion2;

    public MadeQuic(ushort suite = 0x1301, bool isVersion2 = false)
    {
        _isVersion2 = isVersion2;
        int size = suite == 0x1302 ? 48 : 32;
        byte[][] secrets = [.. Enumerable.Range(1, 5).Select(one => Enumerable.Repeat((byte)one, size).ToArray())];
        (Suite, ClientHandshake, ServerHandshake, Client, Server, Early) = (
            suite,
            MakeQuic.Of(secrets[0], suite, isVersion2),
            MakeQuic.Of(secrets[1], suite, isVersion2),
            MakeQuic.Of(secrets[2], suite, isVersion2),
            MakeQuic.Of(secrets[3], suite, isVersion2),
            MakeQuic.Of(secrets[4], suite, isVersion2)
        );
        Log.Add(Line("CLIENT_HANDSHAKE_TRAFFIC_SECRET", secrets[0]));
        Log.Add(Line("SERVER_HANDSHAKE_TRAFFIC_SECRET", secrets[1]));
        Log.Add(Line("CLIENT_TRAFFIC_SECRET_0", secrets[2]));
        Log.Add(Line("SERVER_TRAFFIC_SECRET_0", secrets[3]));
        Log.Add(Line("CLIENT_EARLY_TRAFFIC_SECRET", secrets[4]));
    }

    public ushort Suite { get; }

    public TlsKeyLog Log { get; } = new();

    public MakeQuic ClientHandshake { get; }

    public MakeQuic ServerHandshake { get; }

    public MakeQuic Client { get; }

    public MakeQuic Server { get; }

    public MakeQuic Early { get; }

    /// <summary>A line of a key log for <see cref="MakeTls.ClientHello"/>.</summary>
    public static byte[] Line(string label, byte[] secret) =>
        Encoding.ASCII.GetBytes($"{label} {new string('0', 64)} {Convert.ToHexStringLower(secret)}\n");

    public static byte[] Initial(bool ofClient, byte[] message, bool isVersion2 = false) =>
        MakeQuic
            .Initial(ofClient, isVersion2)
            .Long(QuicPacketType.Initial, ofClient ? MakeQuic.FirstId : [], [], 0, MakeQuic.Crypto(0, message));

    /// <summary>The client's first packet.</summary>
    public byte[] Hello(params ReadOnlySpan<byte> message) =>
        MakeQuic
            .Initial(ofClient: true, _isVersion2)
            .Long(QuicPacketType.Initial, MakeQuic.FirstId, ClientId, 0, MakeQuic.Crypto(0, message));

    public byte[] Hello() => Hello(MakeTls.ClientHello("www.example.test", TlsVersions.Tls13));

    /// <summary>The server's hello, and behind it in the same datagram its extensions, which agree on a protocol.</summary>
    public byte[] Answer(string protocol = "h3", bool takesEarly = false) =>
        [.. ServerHello(), .. Extensions(protocol, takesEarly)];

    public byte[] ServerHello() =>
        MakeQuic
            .Initial(ofClient: false, _isVersion2)
            .Long(
                QuicPacketType.Initial,
                ClientId,
                ServerId,
                0,
                MakeQuic.Crypto(0, MakeTls.ServerHello(Suite, TlsVersions.Tls13))
            );

    public byte[] Extensions(string protocol = "h3", bool takesEarly = false)
    {
        byte[] name = Encoding.ASCII.GetBytes(protocol);
        byte[] agreed = [0, 16, 0, (byte)(name.Length + 3), 0, (byte)(name.Length + 1), (byte)name.Length, .. name];
        byte[] all = [.. agreed, .. takesEarly ? [0, 42, 0, 0] : (byte[])[]];
        byte[] message = MakeTls.Message(8, [0, (byte)all.Length, .. all]);
        return ServerHandshake.Long(QuicPacketType.Handshake, ClientId, ServerId, 0, MakeQuic.Crypto(0, message));
    }

    public byte[] FromClient(ulong number, params ReadOnlySpan<byte> frames) =>
        Client.Short(ServerId, number, frames.ToArray());

    public byte[] FromServer(ulong number, params ReadOnlySpan<byte> frames) =>
        Server.Short(ClientId, number, frames.ToArray());
}
