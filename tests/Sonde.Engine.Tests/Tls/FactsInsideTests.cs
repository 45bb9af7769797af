using System.Text.Json;
using Sonde.Testing;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>What tshark 4.0.17 counts in the same files; it decrypts by itself with the keys inside a file.</summary>
public sealed class FactsInsideTests
{
    [Fact]
    public void KeysInsideTheFileOpenWhatIsCounted()
    {
        using JsonDocument facts = Facts("tls13-with-keys.pcapng");

        JsonElement root = facts.RootElement;
        Assert.Equal(
            (37, 6, 8),
            (Int(root, "protos", "tls"), Int(root, "protos", "http"), Int(root, "protos", "http2"))
        );
        Assert.Equal(
            """[[11,"GET","www.example.test","/"],[13,"GET","www.example.test","/long.txt"],[71,"GET","www.example.test","/"]]""",
            root.GetProperty("http").GetProperty("list").ToString()
        );
        Assert.Equal(
            """[["GET","www.example.test","/"],["GET","www.example.test","/missing"]]""",
            root.GetProperty("http2").GetProperty("list").ToString()
        );
        JsonElement tls = root.GetProperty("tls");
        Assert.Equal("""[["http/1.1",6],["h2",4]]""", tls.GetProperty("alpn").ToString());
        Assert.Equal("""[["1:0",2],["2:48",1]]""", tls.GetProperty("alerts").ToString());
        Assert.Equal(4, tls.GetProperty("certs").GetInt32());
    }

    [Fact]
    public void WithoutKeysNothingInsideIsCounted()
    {
        using JsonDocument facts = Facts("tls13.pcapng");

        Assert.False(facts.RootElement.TryGetProperty("http", out _));
        Assert.False(facts.RootElement.TryGetProperty("http2", out _));
    }

    [Fact]
    public void Http2InClearIsCountedAsTsharkDoes()
    {
        using JsonDocument facts = Facts("http2.pcapng");

        JsonElement http2 = facts.RootElement.GetProperty("http2");
        Assert.Equal(9, http2.GetProperty("requests").GetInt32());
        Assert.Equal("""[["200",3],["301",3],["201",1],["404",1],["500",1]]""", http2.GetProperty("status").ToString());
        Assert.SkipUnless(TsharkProgram.IsThere, "needs tshark");
        string shown = TsharkProgram.Run(
            "-r",
            Repo.Path("samples", "http2.pcapng"),
            "-Y",
            "http2",
            "-T",
            "fields",
            "-e",
            "frame.number"
        );
        Assert.Equal(shown.Count(letter => letter == '\n'), Int(facts.RootElement, "protos", "http2"));
    }

    private static int Int(JsonElement root, string section, string name) =>
        root.GetProperty(section).GetProperty(name).GetInt32();

    private static JsonDocument Facts(string sample)
    {
        using var octets = new MemoryStream();
        using (var json = new Utf8JsonWriter(octets))
            new FactsFile().Write(json, Repo.Path("samples", sample));
        return JsonDocument.Parse(octets.ToArray());
    }
}
