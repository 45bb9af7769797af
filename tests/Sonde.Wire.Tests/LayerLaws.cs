using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests;

/// <summary>Laws every layer keeps; one subclass per protocol gives a sample of the layer's octets (no outer layers).</summary>
public abstract class LayerLaws<T>
    where T : struct, ILayer<T>, allows ref struct
{
    protected abstract byte[] Sample { get; }

    [Fact]
    public void TheSampleIsRead() => Assert.Equal(ReadStatus.Ok, T.TryRead(Sample, out _));

    [Fact]
    public void EveryPrefixIsReadWithoutThrowing()
    {
        var reader = new LayerReader<T>();
        var sink = new RecordingSink();
        for (int length = 0; length <= Sample.Length; length++)
        {
            ReadStatus status = reader.Read(Sample.AsSpan(0, length), out LayerExtent extent);
            if (status <= ReadStatus.Cut)
                Assert.InRange(extent.End, extent.Payload, length);
            reader.Describe(Sample.AsSpan(0, length), sink);
        }
    }

    [Fact]
    public void AnyOctetMayHaveAnyValue()
    {
        var reader = new LayerReader<T>();
        var sink = new RecordingSink();
        byte[] octets = [.. Sample];
        int[] values =
            octets.Length <= 128 ? [.. Enumerable.Range(0, 256)] : [0, 1, 2, 3, 4, 63, 127, 128, 191, 192, 255];
        for (int at = 0; at < octets.Length; at++)
        {
            byte kept = octets[at];
            foreach (int value in values)
            {
                octets[at] = (byte)value;
                ReadStatus status = reader.Read(octets, out LayerExtent extent);
                if (status <= ReadStatus.Cut)
                    Assert.InRange(extent.End, extent.Payload, octets.Length);
                sink.Clear();
                reader.Describe(octets, sink);
            }
            octets[at] = kept;
        }
    }

    [Fact]
    public void ReadingAllocatesNothing()
    {
        byte[] octets = Sample;
        long allocated = Allocation.Of(() =>
        {
            for (int i = 0; i < 1000; i++)
                T.TryRead(octets, out _);
        });
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void EveryFieldThatIsDescribedIsDeclaredOnceUnderAWiresharkName()
    {
        var sink = new RecordingSink();
        new LayerReader<T>().Describe(Sample, sink);
        Assert.All(sink.Fields, field => Assert.Contains(field, T.Fields));
        Assert.Equal(T.Fields.Count, T.Fields.Select(field => field.Name).Distinct().Count());
        Assert.All(T.Fields, field => Assert.Matches("^[A-Za-z0-9_.-]+$", field.Name));
    }

    /// <summary>The values of one field in the sample, printed.</summary>
    protected string[] Values(string field)
    {
        var sink = new RecordingSink();
        new LayerReader<T>().Describe(Sample, sink);
        return [.. sink.Values(field)];
    }
}
