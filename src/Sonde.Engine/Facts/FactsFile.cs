using System.Text.Json;
using Sonde.Capture;

namespace Sonde.Engine;

/// <summary>The facts of a file that a person named.</summary>
public static class FactsFile
{
    /// <summary>Writes one object. Returns 1 when the file could not be read at all, else 0.</summary>
    public static int Write(Utf8JsonWriter json, string path)
    {
        try
        {
            using CaptureReader reader = CaptureReader.Open(path);
            CaptureFacts facts = FactsQuestion.Ask(reader);
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
