using System.Text.Json;
using Sonde.Capture;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>The facts of files that a person named; one table of protocols serves them all.</summary>
public sealed class FactsFile
{
    private readonly Protocols _protocols = StandardProtocols.Create();

    /// <summary>Writes one object. Returns 1 when the file could not be read at all, else 0.</summary>
    public int Write(Utf8JsonWriter json, string path)
    {
        try
        {
            using CaptureReader reader = CaptureReader.Open(path);
            CaptureFacts facts = FactsQuestion.Ask(reader, _protocols);
            FactsJson.Write(json, path, facts);
            return facts.End!.FramesRead == 0 && !facts.End.IsComplete ? 1 : 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            FactsJson.WriteError(json, path, fault.Message);
            return 1;
        }
    }
}
