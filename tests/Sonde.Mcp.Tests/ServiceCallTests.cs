using System.Text.Json.Nodes;
using Sonde.Engine;
using Sonde.Testing;
using Xunit;

namespace Sonde.Mcp.Tests;

public sealed class ServiceCallTests
{
    [Fact]
    public async Task ChecksOfAServerKeepToTheirSchemas()
    {
        var own = MadeCertificate.Of("localhost", hosts: ["localhost"]);
        await using Greeter web = Greeter.Secure(
            own.Certificate,
            serve: async (stream, stop) =>
            {
                await stream.ReadAtLeastAsync(new byte[4096], 1, false, stop);
                await stream.WriteAsync(
                    "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 2\r\n\r\nok"u8.ToArray(),
                    stop
                );
            }
        );
        string[] calls =
        [
            $$"""port_check {"target":"127.0.0.1","port":{{web.Port}}}""",
            $$"""batch_port_check {"target":"127.0.0.1","ports":["{{web.Port}}",{{web.Port}}],"grab_banner":true}""",
            $$"""tls_check {"target":"127.0.0.1","port":{{web.Port}},"ciphers":false}""",
            $$"""http_check {"url":"https://127.0.0.1:{{web.Port}}/"}""",
        ];
        foreach (string call in calls)
        {
            int space = call.IndexOf(' ', StringComparison.Ordinal);
            ITool tool = new ToolCatalog().Find(call[..space]);
            var arguments = (JsonObject)JsonNode.Parse(call[space..])!;

            ToolResult result = await Task.Run(() => tool.Run(Harness.Engine(), arguments, new AskContext()));

            Assert.Empty(SchemaCheck.Problems(tool.OutputSchema, JsonObject.Create(result.Structured)));
            Assert.True(result.Structured.GetProperty("success").GetBoolean(), result.Paragraph);
        }
    }

    [Fact]
    public async Task AnAnswerOfARegistryKeepsToTheSchema()
    {
        await using var registry = new TinyServer();
        byte[] body =
            """{"handle":"H","entities":[{"roles":["registrant"]}],"events":[{"eventAction":"a","eventDate":"b"}],"status":["s"]}"""u8.ToArray();
        registry.Answer("/domain/example.test", $"200 OK\r\nContent-Length: {body.Length}", body);
        var config = new SondeConfig { Probes = new ProbesConfig { RdapUrl = $"http://127.0.0.1:{registry.Port}" } };
        var engine = new CaptureEngine(config, PathPolicy.Restricted(config.Pcap, Repo.Root, null));
        ITool tool = new ToolCatalog().Find("rdap_lookup");

        ToolResult result = await Task.Run(() =>
            tool.Run(engine, new JsonObject { ["query"] = "example.test" }, new AskContext())
        );

        Assert.Empty(SchemaCheck.Problems(tool.OutputSchema, JsonObject.Create(result.Structured)));
    }
}
