using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Sonde.Capture;

/// <summary>Puts one pcapng block together in a reused buffer, little-endian, each part padded to four octets.</summary>
internal sealed class PcapNgBlockBuilder
{
    private readonly ArrayBufferWriter<byte> _block = new(4096);

    /// <summary>Begins a block of a type.</summary>
    public PcapNgBlockBuilder Begin(uint type)
    {
        _block.ResetWrittenCount();
        return U32(type).U32(0);
    }

    /// <summary>Adds a number of two octets.</summary>
    public PcapNgBlockBuilder U16(int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_block.GetSpan(2), (ushort)value);
        _block.Advance(2);
        return this;
    }

    /// <summary>Adds a number of four octets.</summary>
    public PcapNgBlockBuilder U32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_block.GetSpan(4), value);
        _block.Advance(4);
        return this;
    }

    /// <summary>Adds a number of eight octets.</summary>
    public PcapNgBlockBuilder U64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_block.GetSpan(8), value);
        _block.Advance(8);
        return this;
    }

    /// <summary>Adds octets and their padding.</summary>
    public PcapNgBlockBuilder Octets(ReadOnlySpan<byte> octets)
    {
        _block.Write(octets);
        _block.GetSpan(4)[..(-octets.Length & 3)].Clear();
        _block.Advance(-octets.Length & 3);
        return this;
    }

    /// <summary>Adds an option, unless it has no value; one longer than the format allows is cut.</summary>
    public PcapNgBlockBuilder Option(int code, string? text)
    {
        if (text is null)
            return this;
        byte[] octets = Encoding.UTF8.GetBytes(text);
        int length = Math.Min(octets.Length, ushort.MaxValue);
        while (length < octets.Length && (octets[length] & 0xc0) == 0x80)
            length--; // not within a character
        return Option(code, octets.AsSpan(0, length));
    }

    /// <summary>Adds an option of eight octets, unless it has no value.</summary>
    public PcapNgBlockBuilder Option(int code, ulong? value) =>
        value is { } number ? U16(code).U16(8).U64(number) : this;

    /// <summary>Adds an option.</summary>
    public PcapNgBlockBuilder Option(int code, ReadOnlySpan<byte> value) => U16(code).U16(value.Length).Octets(value);

    /// <summary>Ends the options.</summary>
    public PcapNgBlockBuilder EndOfOptions() => U32(0);

    /// <summary>Ends the block and writes it.</summary>
    public void WriteTo(Stream to)
    {
        uint length = (uint)_block.WrittenCount + 4;
        U32(length);
        Span<byte> block = System.Runtime.InteropServices.MemoryMarshal.AsMemory(_block.WrittenMemory).Span;
        BinaryPrimitives.WriteUInt32LittleEndian(block[4..], length);
        to.Write(block);
    }
}
