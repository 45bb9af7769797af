using System.IO.Compression;
using System.Text.Json;
using Sonde.Testing;
using Sonde.Wire;
using Xunit;

namespace Sonde.Capture.Tests;

/// <summary>Compares what is read with what tshark reads, on a folder of real captures beside the checkout.</summary>
public sealed class CorpusTests
{
    private static readonly string[] OtherContainers = ["foreign-format", "compressed:zst", "compressed:lz4"];

    [Fact]
    public void FramesOctetsAndTimesAreThoseOfTshark()
    {
        string corpus = Repo.Path("..", "shared", "corpus");
        string truth = Path.Combine(corpus, "truth.jsonl.gz");
        Assert.SkipUnless(File.Exists(truth), "there is no folder ../shared/corpus beside the checkout");

        int files = 0;
        var wrong = new List<string>();
        int wrongTimes = 0;
        using var lines = new StreamReader(new GZipStream(File.OpenRead(truth), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement expected = document.RootElement;
            bool isRead = expected.GetProperty("packets").GetInt64() > 0 || Code(expected) == 0;
            if (
                !isRead
                || expected.GetProperty("tags").EnumerateArray().Any(tag => OtherContainers.Contains(tag.GetString()))
            )
                continue;
            files++;
            string path = expected.GetProperty("path").GetString()!;
            Sums sums = Sums.Of(Path.Combine(corpus, path));
            if (!sums.Agrees(expected))
                wrong.Add(path + ": " + sums);
            if (!sums.AgreesOnTimes(expected))
                wrongTimes++;
        }

        Assert.Empty(wrong);
        // tshark prints fractions of a second beyond 999999 as they stand; here they carry over
        Assert.InRange(wrongTimes, 0, files / 100);
    }

    private static int Code(JsonElement expected) => expected.GetProperty("tshark").GetProperty("rc").GetInt32();

    private sealed record Sums(long Packets, long Octets, long Captured, long Earliest, long Latest, CaptureEnd End)
    {
        public static Sums Of(string path)
        {
            (long packets, long octets, long captured) = (0, 0, 0);
            (long earliest, long latest) = (long.MaxValue, long.MinValue);
            using CaptureSet set = CaptureSet.Open([CaptureSource.OfFile(path)]);
            while (set.TryRead(out Frame frame))
            {
                packets++;
                octets += frame.OriginalLength;
                captured += frame.Octets.Length;
                if (frame.IsTimeless)
                    continue;
                earliest = Math.Min(earliest, frame.At.Nanoseconds);
                latest = Math.Max(latest, frame.At.Nanoseconds);
            }
            return new Sums(packets, octets, captured, earliest, latest, set.End!);
        }

        public bool Agrees(JsonElement expected) =>
            Packets == expected.GetProperty("packets").GetInt64()
            && Captured == expected.GetProperty("cap_bytes").GetInt64()
            && (expected.TryGetProperty("bytes_note", out _) || Octets == expected.GetProperty("bytes").GetInt64())
            && End.IsComplete == (Code(expected) == 0);

        public bool AgreesOnTimes(JsonElement expected) =>
            IsNear(Earliest, expected.GetProperty("t_min")) && IsNear(Latest, expected.GetProperty("t_max"));

        private static bool IsNear(long nanoseconds, JsonElement seconds) =>
            seconds.ValueKind == JsonValueKind.Null
            || Math.Abs(
                double.Parse(seconds.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
                    - (nanoseconds / 1e9)
            ) < 2e-6;
    }
}
