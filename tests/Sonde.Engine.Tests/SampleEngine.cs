using System.Buffers.Binary;
using Sonde.Testing;

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
    public static string Write(TemporaryFolder folder, params byte[][] frames)
    {
        using var octets = new MemoryStream();
        Span<byte> words = stackalloc byte[24];
        Fill(words, 0xa1b2c3d4, 0x00040002, 0, 0, 65_535, 1);
        octets.Write(words);
        for (int index = 0; index < frames.Length; index++)
        {
            uint length = (uint)frames[index].Length;
            Fill(words, 1_000_000_000, (uint)index * 1_000, length, length);
            octets.Write(words[..16]);
            octets.Write(frames[index]);
        }
        string path = folder.At("made.pcap");
        File.WriteAllBytes(path, octets.ToArray());
        return path;
    }

    private static void Fill(Span<byte> target, params ReadOnlySpan<uint> words)
    {
        for (int index = 0; index < words.Length; index++)
            BinaryPrimitives.WriteUInt32LittleEndian(target[(index * 4)..], words[index]);
    }
}
