using System.Security.Cryptography;
using System.Text;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>SSH_MSG_KEXINIT, RFC 4253 §7.1: the algorithms that one side offers, in its order of preference.</summary>
/// <remarks>Layout: <c>packet length 4, padding length 1, 20, cookie 16</c>, ten lists of names, each behind its length in 4 octets.</remarks>
public sealed class SshKexInit
{
    private const int Lists = 10;
    private const int LongestList = 16_384;

    private readonly string[] _lists = new string[Lists];

    private SshKexInit() { }

    /// <summary>Key exchange.</summary>
    public string Kex => _lists[0];

    /// <summary>Host keys.</summary>
    public string HostKeys => _lists[1];

    /// <summary>Ciphers, from the client and to it.</summary>
    public (string FromClient, string ToClient) Ciphers => (_lists[2], _lists[3]);

    /// <summary>Message authentication, from the client and to it.</summary>
    public (string FromClient, string ToClient) Macs => (_lists[4], _lists[5]);

    /// <summary>Compression, from the client and to it.</summary>
    public (string FromClient, string ToClient) Compressions => (_lists[6], _lists[7]);

    /// <summary>Octets of the packet at the start, RFC 4253 §6; 0 when more are needed, -1 for an impossible length.</summary>
    public static int Measure(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < 4)
            return 0;
        uint length = ReadUInt32BigEndian(octets);
        return length is >= 5 and <= 262_144 ? 4 + (int)length : -1;
    }

    /// <summary>Reads a packet; null when it is another message.</summary>
    public static SshKexInit? Read(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < 22 || packet[5] != 20)
            return null;
        var cursor = new OctetCursor(packet[22..]);
        var read = new SshKexInit();
        for (int list = 0; list < Lists; list++)
        {
            uint length = cursor.Word();
            if (length > LongestList)
                return null;
            read._lists[list] = Encoding.ASCII.GetString(cursor.Take(length));
        }
        return cursor.IsBroken ? null : read;
    }

    /// <summary>The fingerprint HASSH of a client's offer, or HASSH-server of a server's.</summary>
    public string Fingerprint(bool ofClient)
    {
        string text = ofClient
            ? $"{Kex};{Ciphers.FromClient};{Macs.FromClient};{Compressions.FromClient}"
            : $"{Kex};{Ciphers.ToClient};{Macs.ToClient};{Compressions.ToClient}";
#pragma warning disable CA5351 // the fingerprint is defined as an MD5
        return Convert.ToHexStringLower(MD5.HashData(Encoding.ASCII.GetBytes(text)));
#pragma warning restore CA5351
    }

    /// <summary>What both sides take: the first of the client's names that the server has, RFC 4253 §7.1; null for none.</summary>
    public static string? Agreed(string ofClient, string ofServer)
    {
        string[] offered = ofServer.Split(',');
        return Array.Find(ofClient.Split(','), name => Array.IndexOf(offered, name) >= 0);
    }
}
