using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>The TCP verdicts of one frame as a JSON object.</summary>
internal static class FrameJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(string file, long frame, TcpVerdicts verdicts)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, Options))
        {
            json.WriteStartObject();
            json.WriteString("file", file);
            json.WriteNumber("frame", frame);
            json.WriteStartArray("verdicts");
            foreach (string name in TcpVerdictNames.Of(verdicts))
                json.WriteStringValue(name);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return line.WrittenSpan.ToArray();
    }
}
