using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Xunit;

namespace Sonde.Capture.Tests;

public sealed class FrameBlockTests
{
    private static readonly byte[] Ethernet =
    [
        .. (byte[])[2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0x08, 0x00],
        .. (byte[])[0x45, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    ];

    [Fact]
    public void FramesComeInOrderWithTheirTimesAndLengths()
    {
        var block = new FrameBlock(262_144, isCooked: false, hasTags: true, loopback: 0);
        block.Begin(
            Block(
                new Made(Ethernet),
                new Made(Ethernet.AsSpan(0, 20).ToArray())
                {
                    Seconds = 5,
                    Nanoseconds = 7,
                    Wire = 1500,
                }
            )
        );
        Assert.True(block.TryNext(out ReadOnlySpan<byte> octets, out _, out long wire));
        Assert.Equal(Ethernet, octets);
        Assert.Equal(Ethernet.Length, wire);
        Assert.True(block.TryNext(out octets, out long at, out wire));
        Assert.Equal(Ethernet.AsSpan(0, 20), octets);
        Assert.Equal((5_000_000_007, 1500), (at, wire));
        Assert.False(block.TryNext(out _, out _, out _));
    }

    [Fact]
    public void AVlanTagGoesBackToItsPlace()
    {
        var block = new FrameBlock(262_144, isCooked: false, hasTags: true, loopback: 0);
        block.Begin(Block(new Made(Ethernet) { Tag = 0x2064, TagType = 0x88a8 }));
        Assert.True(block.TryNext(out ReadOnlySpan<byte> octets, out _, out long wire));
        Assert.Equal([.. Ethernet[..12], 0x88, 0xa8, 0x20, 0x64, .. Ethernet[12..]], octets.ToArray());
        Assert.Equal(Ethernet.Length + 4, wire);
    }

    [Fact]
    public void AFrameWithoutLinkLayerGetsTheHeaderOfLinuxCookedCaptures()
    {
        var block = new FrameBlock(262_144, isCooked: true, hasTags: true, loopback: 0);
        block.Begin(
            Block(
                new Made([0x45, 0, 0, 1])
                {
                    PacketType = 4,
                    Hardware = 512,
                    Protocol = 0x0800,
                }
            )
        );
        Assert.True(block.TryNext(out ReadOnlySpan<byte> octets, out _, out long wire));
        Assert.Equal([0, 4, 2, 0, 0, 6, 2, 0, 0, 0, 0, 9, 0, 0, 8, 0, 0x45, 0, 0, 1], octets.ToArray());
        Assert.Equal(20, wire);
    }

    [Fact]
    public void AFrameIsCutAtTheSnapLengthAlsoWithWhatWentInFront()
    {
        var block = new FrameBlock(17, isCooked: true, hasTags: true, loopback: 0);
        block.Begin(Block(new Made([0x45, 0, 0, 1])));
        Assert.True(block.TryNext(out ReadOnlySpan<byte> octets, out _, out long wire));
        Assert.Equal((17, 20), (octets.Length, wire));
    }

    [Fact]
    public void WhatLeavesOverLoopbackIsTakenWhenItArrives()
    {
        var block = new FrameBlock(262_144, isCooked: false, hasTags: true, loopback: 3);
        block.Begin(
            Block(
                new Made(Ethernet) { PacketType = 4, Interface = 3 },
                new Made(Ethernet) { PacketType = 0, Interface = 3 },
                new Made(Ethernet) { PacketType = 4, Interface = 2 }
            )
        );
        Assert.True(block.TryNext(out _, out _, out _));
        Assert.True(block.TryNext(out _, out _, out _));
        Assert.False(block.TryNext(out _, out _, out _));
    }

    [Fact]
    public void NoOctetsMakeItThrowOrRunOn()
    {
        byte[] good = Block(new Made(Ethernet) { Tag = 5 }, new Made(Ethernet), new Made(Ethernet));
        var random = new Random(11);
        for (int i = 0; i < 50_000; i++)
        {
            byte[] bad = [.. good.AsSpan(0, i % 3 == 0 ? random.Next(good.Length) : good.Length)];
            for (int change = 0; change < 3 && bad.Length > 0; change++)
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
            var block = new FrameBlock(64, isCooked: i % 2 == 0, hasTags: true, loopback: 1);
            block.Begin(bad);
            int frames = 0;
            while (block.TryNext(out ReadOnlySpan<byte> octets, out _, out _))
            {
                Assert.True(octets.Length <= 64);
                Assert.True(++frames < 100);
            }
        }
    }

    private static byte[] Block(params Made[] frames)
    {
        byte[] block = new byte[48 + frames.Length * 256];
        MemoryMarshal.Write(block.AsSpan(12), frames.Length);
        MemoryMarshal.Write(block.AsSpan(16), 48);
        MemoryMarshal.Write(block.AsSpan(20), block.Length);
        for (int i = 0; i < frames.Length; i++)
        {
            Made made = frames[i];
            Span<byte> frame = block.AsSpan(48 + i * 256, 256);
            MemoryMarshal.Write(frame, i + 1 < frames.Length ? 256 : 0);
            MemoryMarshal.Write(frame[4..], made.Seconds);
            MemoryMarshal.Write(frame[8..], made.Nanoseconds);
            MemoryMarshal.Write(frame[12..], made.Octets.Length);
            MemoryMarshal.Write(frame[16..], made.Wire ?? made.Octets.Length);
            MemoryMarshal.Write(frame[20..], made.Tag is null ? 1u : 0x51u);
            MemoryMarshal.Write(frame[24..], (ushort)96);
            MemoryMarshal.Write(frame[32..], (uint)(made.Tag ?? 0));
            MemoryMarshal.Write(frame[36..], made.TagType);
            BinaryPrimitives.WriteUInt16BigEndian(frame[50..], made.Protocol);
            MemoryMarshal.Write(frame[52..], made.Interface);
            MemoryMarshal.Write(frame[56..], made.Hardware);
            frame[58] = made.PacketType;
            frame[59] = 6;
            ((byte[])[2, 0, 0, 0, 0, 9]).CopyTo(frame[60..]);
            made.Octets.CopyTo(frame[96..]);
        }
        return block;
    }

    private sealed record Made(byte[] Octets)
    {
        public int Seconds { get; init; }
        public int Nanoseconds { get; init; }
        public int? Wire { get; init; }
        public int? Tag { get; init; }
        public ushort TagType { get; init; } = 0x8100;
        public byte PacketType { get; init; }
        public int Interface { get; init; }
        public ushort Hardware { get; init; } = 1;
        public ushort Protocol { get; init; }
    }
}
