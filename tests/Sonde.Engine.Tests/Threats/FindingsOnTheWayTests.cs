using Sonde.Analysis;
using Sonde.Capture;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>Detectors can be asked at any moment: that changes nothing, and what was said stays said.</summary>
public sealed class FindingsOnTheWayTests
{
    public static TheoryData<string> Samples =>
        [.. Directory.GetFiles(Repo.Path("samples", "threats"), "*.pcapng").Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void AskingInBetweenChangesNothing(string name)
    {
        List<string> last = Findings(name, between: null, out _);
        Assert.Equal(
            last,
            Findings(name, between: 7, out List<(IReadOnlyList<ThreatFinding> Said, List<string> Then)> on)
        );
        Assert.All(on, one => Assert.Equal(one.Then, one.Said.Select(Text)));
    }

    private static List<string> Findings(
        string name,
        int? between,
        out List<(IReadOnlyList<ThreatFinding> Said, List<string> Then)> onTheWay
    )
    {
        var protocols = StandardProtocols.Create();
        var watch = new ThreatWatch(protocols, new DetectionThresholds());
        var pass = new Pass(protocols, watch.Observers);
        onTheWay = [];
        using CaptureSet set = CaptureSet.Open([CaptureSource.OfFile(Repo.Path("samples", "threats", name))]);
        while (set.TryRead(out Frame frame))
        {
            pass.Feed(frame);
            if (between is null || pass.Totals.Packets % between != 0 || onTheWay.Count > 200)
                continue;
            ThreatFinding[] said = [.. watch.Findings().Select(finding => finding.Frozen())];
            onTheWay.Add((said, [.. said.Select(Text)]));
        }
        pass.Finish();
        return [.. watch.Findings().Select(Text)];
    }

    private static string Text(ThreatFinding finding) =>
        string.Join(
            '|',
            finding.Kind.Name,
            finding.Severity,
            finding.Confidence,
            finding.Detail,
            string.Join(',', finding.Reasons),
            finding.Actor,
            finding.Victim,
            finding.Port,
            finding.Count,
            finding.Frames.Count,
            string.Join(',', finding.Frames.Numbers),
            finding.Frames.FirstAt,
            finding.Frames.LastAt,
            finding.Filter,
            finding.Frames.ByNumber
        );
}
