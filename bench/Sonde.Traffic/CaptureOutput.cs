using System.Buffers.Binary;

namespace Sonde.Traffic;

/// <summary>A pcap file: microseconds, Ethernet, little-endian.</summary>
internal sealed class CaptureOutput : IDisposable
{
    private const long Start = 1_700_000_000; // seconds since 1970
    private readonly FileStream _file;

    public CaptureOutput(string path)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20);
        Span<byte> header = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B2C3D4);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 262_144);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        _file.Write(header);
    }

    public void Write(in Emission emission)
    {
        Span<byte> header = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)(Start + emission.At / 1_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(emission.At % 1_000_000));
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], emission.Octets.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], emission.Octets.Length);
        _file.Write(header);
        _file.Write(emission.Octets);
    }

    public void Dispose() => _file.Dispose();
}
