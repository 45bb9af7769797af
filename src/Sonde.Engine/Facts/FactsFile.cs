using System.Text.Json;
using Sonde.Analysis;
using Sonde.Capture;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>The facts of files that a person named; one table of protocols serves them all.</summary>
/// <param name="withApplications">What applications said is counted as well.</param>
public sealed class FactsFile(bool withApplications = true)
{
    private readonly Protocols _protocols = StandardProtocols.Create();

    /// <summary>Writes one object. Returns 1 when the file could not be read at all, else 0.</summary>
    public int Write(Utf8JsonWriter json, string path)
    {
        try
        {
            using CaptureReader reader = CaptureReader.Open(path);
            CaptureFacts facts = FactsQuestion.Ask(reader, _protocols, withApplications);
            FactsJson.Write(json, path, facts);
            return facts.End!.FramesRead == 0 && !facts.End.IsComplete ? 1 : 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            FactsJson.WriteError(json, path, fault.Message);
            return 1;
        }
    }

    /// <summary>Reads the file once more and gives one JSON object for each frame with a TCP verdict, as it comes.</summary>
    public IEnumerable<byte[]> Frames(string path)
    {
        using CaptureReader? reader = Open(path);
        if (reader is null)
            yield break; // what is wrong with it stands in the object of the file
        var last = (Frame: 0L, Verdicts: TcpVerdicts.None);
        var pass = new Pass(_protocols, new TcpFacts((frame, verdicts) => last = (frame, verdicts)));
        while (reader.TryRead(out Frame frame))
        {
            pass.Feed(frame);
            if (last.Frame == frame.Number)
                yield return FrameJson.Of(path, last.Frame, last.Verdicts);
        }
    }

    private static CaptureReader? Open(string path)
    {
        try
        {
            return CaptureReader.Open(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
