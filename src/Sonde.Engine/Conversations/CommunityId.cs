using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Sonde.Analysis;
using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Engine;

/// <summary>Community ID 1.0 with seed 0: a flow hash on which capture tools agree.</summary>
internal static class CommunityId
{
    /// <summary>The identifier; null for ICMP, whose type stands in for ports and is no part of our key.</summary>
    [SuppressMessage(
        "Security",
        "CA5350",
        Justification = "The Community ID is defined over SHA-1; nothing is protected by it."
    )]
    public static string? Of(Flow flow)
    {
        FlowKey key = flow.Key;
        if (key.Protocol is IpProtocols.Icmp or IpProtocols.Icmpv6)
            return null;
        Span<byte> octets = stackalloc byte[2 + 16 + 16 + 2 + 4];
        octets.Clear(); // | seed 2 | low address | high address | protocol 1 | 0 | low port 2 | high port 2 |
        int at = 2;
        at += key.Low.Address.Write(octets[at..]);
        at += key.High.Address.Write(octets[at..]);
        octets[at] = key.Protocol;
        at += 2;
        if (flow.HasPorts)
        {
            WriteUInt16BigEndian(octets[at..], key.Low.Port);
            WriteUInt16BigEndian(octets[(at + 2)..], key.High.Port);
            at += 4;
        }
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(octets[..at], hash);
        return "1:" + Convert.ToBase64String(hash);
    }
}
