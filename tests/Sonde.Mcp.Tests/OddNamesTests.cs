using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Sonde.Engine;
using Sonde.Testing;
using Xunit;

namespace Sonde.Mcp.Tests;

/// <summary>Names whose octets are no text reach an answer escaped; other programs gave an exception.</summary>
public sealed class OddNamesTests
{
    [Theory]
    [InlineData("analyze_dns_traffic")]
    [InlineData("analyze_dns_packets")]
    [InlineData("analyze_dns_resolution_issues")]
    public void OctetsThatAreNoTextAreEscaped(string tool)
    {
        byte[] query = Make.Hex("0001 0100 0001 0000 0000 0000 02 fffe 04 74657374 00 0001 0001");
        string path = Path.Combine(Path.GetTempPath(), $"sonde-{Guid.NewGuid():n}.pcap");
        File.WriteAllBytes(path, Pcap(Make.Udp("10.0.0.1:40000", "10.0.0.53:53", query)));
        try
        {
            var arguments = new JsonObject { ["file_path"] = path };
            JsonNode answer = JsonObject.Create(
                new ToolCatalog().Find(tool).Run(Harness.Engine(), arguments, new AskContext()).Structured
            )!;

            Assert.Contains(@"\\255\\254.test", answer.ToJsonString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte[] Pcap(byte[] frame)
    {
        byte[] octets = new byte[24 + 16 + frame.Length];
        Span<uint> words = [0xa1b2c3d4, 0x00040002, 0, 0, 65_535, 1, 1, 0, (uint)frame.Length, (uint)frame.Length];
        for (int i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(octets.AsSpan(i * 4), words[i]);
        frame.CopyTo(octets, 40);
        return octets;
    }
}
