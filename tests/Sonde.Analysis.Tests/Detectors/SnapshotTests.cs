using System.Globalization;
using Sonde.Capture;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Analysis.Tests;

/// <summary>What is found depends on the packets alone: not on when it is asked for, nor on who looks first.</summary>
public sealed class SnapshotTests
{
    private static readonly Protocols Protocols = StandardProtocols.Create();

    // Certificates are judged in another room; that each has something wrong shows most.
    private static readonly TlsJudge Judge = new()
    {
        WeaknessOfVersion = version => version < TlsVersions.Tls12 ? "old" : null,
        WeaknessOfSuite = suite => suite % 2 == 0 ? "odd" : null,
        ProblemsOf = (_, _, _) => ["expired for the test"],
    };

    public static TheoryData<string> Samples =>
        [
            .. Directory
                .GetFiles(Repo.Path("samples"), "*.pcap*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Repo.Path("samples"), path))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Samples))]
    public void AskingInBetweenChangesNothingAndTheEndAddsNothing(string sample)
    {
        ThreatWatch undisturbed = Make();
        Read(sample, undisturbed, undisturbed.Observers).Finish();
        Assert.All(undisturbed.Findings(), one => Assert.True(one.Frames.Count > 0 && one.Reasons.Count > 0));
        ThreatWatch asked = Make();
        Pass pass = Read(sample, asked, asked.Observers, asksEvery: 7);

        Assert.Equal(Tell(undisturbed), Tell(asked));
        pass.Finish();
        Assert.Equal(Tell(undisturbed), Tell(asked));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void TheOrderOfDetectorsAndReadersChangesNothing(string sample)
    {
        ThreatWatch usual = Make();
        Read(sample, usual, usual.Observers).Finish();
        foreach (int seed in (int[])[1, 2])
        {
            var random = new Random(seed);
            ThreatWatch other = Make(random);
            IObserver[] observers = [.. other.Observers];
            random.Shuffle(observers);
            Read(sample, other, observers).Finish();

            Assert.Equal(Tell(usual), Tell(other));
        }
    }

    private static ThreatWatch Make(Random? order = null) =>
        new(Protocols, new DetectionThresholds(), null, Judge, order);

    private static Pass Read(
        string sample,
        ThreatWatch watch,
        IReadOnlyList<IObserver> observers,
        long asksEvery = long.MaxValue
    )
    {
        var pass = new Pass(Protocols, observers);
        using CaptureReader file = CaptureReader.Open(Repo.Path("samples", sample));
        while (file.TryRead(out Frame frame))
        {
            pass.Feed(frame);
            if (frame.Number % asksEvery == 0)
                watch.Findings();
        }
        return pass;
    }

    private static string[] Tell(ThreatWatch watch) =>
        [
            .. watch
                .Findings()
                .Select(one =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{one.Kind.Name} {one.Severity} {one.Confidence} {one.Actor} {one.Victim} {one.Port} {one.Count} {one.Detail} | {string.Join("; ", one.Reasons.Concat(one.Against))} | {string.Join(",", one.Measures)} | {one.Frames.Count} {string.Join(",", one.Frames.Numbers)} | {one.Filter}"
                    )
                ),
        ];
}
