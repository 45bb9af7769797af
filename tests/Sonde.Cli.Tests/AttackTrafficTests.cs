using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Cli.Tests;

/// <summary>Under attack traffic diagnosis, claims and detectors keep within a fixed memory, and say what they forgot.</summary>
public sealed class AttackTrafficTests
{
    private const int Sources = 130_000; // more than any list of hosts, names or connections keeps
    private const string MostMemory = "0x60000000"; // 1.5 GiB for the managed heap: beyond it the program would end

    [Theory]
    [InlineData("diagnose", "dns_questions_in_memory", "tcp_connections_in_memory", "groups_of_attempts_in_memory")]
    [InlineData("threats", "groups_of_attempts_in_memory", "dns_domains_in_memory", "dns_clients_in_memory")]
    [InlineData("verify --claim retransmissions")]
    [InlineData("verify --claim dns_answer_time --most-ms 100")]
    [InlineData("verify --claim no_answer --server 11.0.0.1")]
    public void ManySourcesPortsAndNamesFitIntoMemory(string typed, params string[] limits)
    {
        using var folder = new Folder();
        string path = Write(folder);
        string[] words = typed.Split(' ');

        Ran ran = BuiltProgram.Run(
            [words[0], path, .. words[1..], "--json"],
            environment: new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = MostMemory }
        );

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        string[] reached =
        [
            .. (JsonNode.Parse(ran.Output)!["coverage"]!["limits"]?.AsArray() ?? []).Select(one =>
                (string)one!["name"]!
            ),
        ];
        Assert.All(limits, limit => Assert.Contains(limit, reached));
    }

    // Every second packet a SYN from a new source to a new port, the others questions of ever other clients for new names.
    private static string Write(Folder folder)
    {
        using var octets = new MemoryStream();
        Span<byte> words = stackalloc byte[24];
        Fill(words, 0xa1b2c3d4, 0x00040002, 0, 0, 65_535, 1);
        octets.Write(words);
        byte[] syn = Make.Tcp("10.0.0.1:1024", "11.0.0.1:80", 1, 0, TcpFlags.Syn, []);
        byte[] question =
        [
            .. Make.Hex("0001 0100 0001 0000 0000 0000 10"),
            .. Encoding.ASCII.GetBytes("0123456789abcdef"),
            6,
            .. Encoding.ASCII.GetBytes("domain"),
            3,
            .. Encoding.ASCII.GetBytes("net"),
            .. Make.Hex("00 0001 0001"),
        ];
        byte[] asks = Make.Udp("10.0.0.1:5000", "192.0.2.53:53", question);
        int name = asks.Length - question.Length + 13;
        for (int n = 0; n < Sources; n++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(syn.AsSpan(26), (uint)n * 2_654_435_761 & 0x3fffffff | 0x40000000);
            BinaryPrimitives.WriteUInt16BigEndian(syn.AsSpan(36), (ushort)n);
            Add(octets, words, n, syn);
            BinaryPrimitives.WriteUInt32BigEndian(asks.AsSpan(26), 0x0a000000 + (uint)n % 30_000);
            BinaryPrimitives.WriteUInt16BigEndian(asks.AsSpan(asks.Length - question.Length), (ushort)n);
            Encoding.ASCII.GetBytes($"{n * 7_919L:x16}").CopyTo(asks.AsSpan(name));
            Encoding.ASCII.GetBytes($"{n % 50_000:x6}").CopyTo(asks.AsSpan(name + 17));
            Add(octets, words, n, asks);
        }
        return folder.Write("attack.pcap", octets.GetBuffer().AsSpan(0, (int)octets.Length));
    }

    private static void Add(MemoryStream octets, Span<byte> words, int n, byte[] frame)
    {
        Fill(words, 1_000_000_000 + (uint)n / 2_000, (uint)n % 2_000 * 500, (uint)frame.Length, (uint)frame.Length);
        octets.Write(words[..16]);
        octets.Write(frame);
    }

    private static void Fill(Span<byte> target, params ReadOnlySpan<uint> words)
    {
        for (int index = 0; index < words.Length; index++)
            BinaryPrimitives.WriteUInt32LittleEndian(target[(index * 4)..], words[index]);
    }
}
