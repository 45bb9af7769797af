using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Sonde.Capture;

/// <summary>Reads numbers as the machine that wrote a section had them.</summary>
/// <param name="Swapped">That machine's byte order is not this one's.</param>
internal readonly record struct ByteOrder(bool Swapped)
{
    /// <summary>The order of a writer that was big-endian, or was not.</summary>
    public static ByteOrder Of(bool bigEndian) => new(bigEndian == BitConverter.IsLittleEndian);

    /// <summary>The writer was big-endian.</summary>
    public bool IsBigEndian => Swapped == BitConverter.IsLittleEndian;

    /// <summary>A number of two octets.</summary>
    public ushort U16(ReadOnlySpan<byte> octets)
    {
        ushort value = MemoryMarshal.Read<ushort>(octets);
        return Swapped ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    /// <summary>A number of four octets.</summary>
    public uint U32(ReadOnlySpan<byte> octets)
    {
        uint value = MemoryMarshal.Read<uint>(octets);
        return Swapped ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    /// <summary>A number of eight octets.</summary>
    public ulong U64(ReadOnlySpan<byte> octets)
    {
        ulong value = MemoryMarshal.Read<ulong>(octets);
        return Swapped ? BinaryPrimitives.ReverseEndianness(value) : value;
    }
}
