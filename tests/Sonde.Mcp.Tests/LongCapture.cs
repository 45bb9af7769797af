using System.Buffers.Binary;

namespace Sonde.Mcp.Tests;

/// <summary>A pcap of small UDP packets between many ports, made here: a file that long is not kept.</summary>
public sealed class LongCapture : IDisposable
{
    public const int Packets = 1_000_000;

    public string Path { get; } =
        System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"sonde-{Guid.NewGuid():n}.pcap");

    public LongCapture() => Write(Path);

    public void Dispose() => File.Delete(Path);

    private static void Write(string path)
    {
        using var file = new BufferedStream(File.Create(path), 1 << 20);
        Span<byte> header = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xa1b2c3d4);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 65535);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 101); // raw IP
        file.Write(header);
        Span<byte> record = stackalloc byte[16 + 28];
        record.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(record[8..], 28);
        BinaryPrimitives.WriteUInt32LittleEndian(record[12..], 28);
        Span<byte> packet = record[16..];
        packet[0] = 0x45;
        packet[3] = 28;
        packet[8] = 64;
        packet[9] = 17;
        packet[12] = packet[16] = 10;
        packet[15] = 1;
        packet[19] = 2;
        packet[25] = 8;
        for (int i = 0; i < Packets; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(record, i / 1000);
            BinaryPrimitives.WriteInt32LittleEndian(record[4..], i % 1000 * 1000);
            BinaryPrimitives.WriteUInt16BigEndian(packet[20..], (ushort)(40_000 + i % 5000));
            BinaryPrimitives.WriteUInt16BigEndian(packet[22..], 9999);
            file.Write(record);
        }
    }
}
