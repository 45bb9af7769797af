using System.Buffers.Binary;
using Sonde.Capture;
using Sonde.Testing;
using Sonde.Wire;

namespace Sonde.Engine.Tests;

/// <summary>An engine that may read the samples and one folder.</summary>
internal static class SampleEngine
{
    public static CaptureEngine Over(string folder)
    {
        var pcap = new PcapConfig { AllowedPaths = [Repo.Path("samples"), folder] };
        return new CaptureEngine(new SondeConfig { Pcap = pcap }, PathPolicy.Restricted(pcap, folder, null));
    }

    /// <summary>Writes Ethernet frames, a millisecond apart, as a capture.</summary>
    public static string Write(TemporaryFolder folder, params byte[][] frames) =>
        WriteAt(folder, [.. frames.Select((frame, index) => (index * 0.001, frame))]);

    /// <summary>Writes Ethernet frames, each with its time in seconds, as a capture.</summary>
    public static string WriteAt(TemporaryFolder folder, params (double At, byte[] Octets)[] frames)
    {
        using var octets = new MemoryStream();
        Span<byte> words = stackalloc byte[24];
        Fill(words, 0xa1b2c3d4, 0x00040002, 0, 0, 65_535, 1);
        octets.Write(words);
        foreach ((double at, byte[] frame) in frames)
        {
            uint length = (uint)frame.Length;
            long micros = (long)Math.Round(at * 1e6);
            Fill(words, 1_000_000_000 + (uint)(micros / 1_000_000), (uint)(micros % 1_000_000), length, length);
            octets.Write(words[..16]);
            octets.Write(frame);
        }
        string path = folder.At("made.pcap");
        File.WriteAllBytes(path, octets.ToArray());
        return path;
    }

    /// <summary>Writes Ethernet frames without their times, as the simple blocks of pcapng.</summary>
    public static string WriteTimeless(TemporaryFolder folder, params byte[][] frames)
    {
        using var octets = new MemoryStream();
        Span<byte> words = stackalloc byte[28];
        Fill(words, 0x0a0d0d0a, 28, 0x1a2b3c4d, 0x00000001, uint.MaxValue, uint.MaxValue, 28);
        octets.Write(words);
        Fill(words, 1, 20, 1, 0, 20);
        octets.Write(words[..20]);
        foreach (byte[] frame in frames)
        {
            int padded = (frame.Length + 3) / 4 * 4;
            Fill(words, 3, (uint)padded + 16, (uint)frame.Length);
            octets.Write(words[..12]);
            octets.Write(frame);
            octets.Write(new byte[padded - frame.Length]);
            octets.Write(words[4..8]);
        }
        string path = folder.At("timeless.pcapng");
        File.WriteAllBytes(path, octets.ToArray());
        return path;
    }

    /// <summary>The Ethernet frames of a capture.</summary>
    public static byte[][] FramesOf(string path)
    {
        List<byte[]> frames = [];
        using CaptureReader reader = CaptureReader.Open(path);
        while (reader.TryRead(out Frame frame))
            frames.Add(frame.Octets.ToArray());
        return [.. frames];
    }

    /// <summary>The same frames with each in turn left out, and each in turn damaged in its last octet.</summary>
    public static IEnumerable<byte[][]> Amiss(byte[][] frames)
    {
        for (int index = 0; index < frames.Length; index++)
        {
            byte[] damaged = [.. frames[index]];
            damaged[^1] ^= 0x55;
            yield return [.. frames[..index], .. frames[(index + 1)..]];
            yield return [.. frames[..index], damaged, .. frames[(index + 1)..]];
        }
    }

    private static void Fill(Span<byte> target, params ReadOnlySpan<uint> words)
    {
        for (int index = 0; index < words.Length; index++)
            BinaryPrimitives.WriteUInt32LittleEndian(target[(index * 4)..], words[index]);
    }
}
