using Sonde.Native;
using Xunit;

namespace Sonde.Broker.Tests;

public sealed class FilterVerifierTests
{
    private static readonly FilterInstruction ReturnAll = One(0x06, 0xffff);

    [Theory]
    [InlineData("tcp port 443 or udp port 53")]
    [InlineData("host 192.0.2.1 and not net 10.0.0.0/8")]
    [InlineData("ip6 proto 17 and ip6[6] = 17")]
    [InlineData("tcp[tcpflags] & (tcp-syn|tcp-fin) != 0 and ip[2:2] % 7 = 3")]
    [InlineData("ether broadcast or (vlan 100 and arp)")]
    [InlineData("len > 100 and ip[0] & 0xf != 5 and tcp[((tcp[12] & 0xf0) >> 2):4] = 0x47455420")]
    public void WhatLibpcapCompilesIsSound(string filter)
    {
        Assert.SkipUnless(PcapHandle.IsInstalled, "needs libpcap");
        using var program = PcapProgram.Compile(dataLink: 1, snapLength: 262_144, filter);
        Assert.True(FilterVerifier.IsSound(program.Instructions, out string? reason), reason);
    }

    [Fact]
    public void AProgramOfTheGreatestLengthIsSoundAndOneLongerIsNot()
    {
        FilterInstruction[] longest = new FilterInstruction[FilterVerifier.MostInstructions];
        Array.Fill(longest, One(0x00, 1));
        longest[^1] = ReturnAll;
        Assert.True(FilterVerifier.IsSound(longest, out _));
        Assert.False(FilterVerifier.IsSound([One(0x00, 1), .. longest], out string? reason));
        Assert.Contains("4096 are allowed", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyProgramIsRefused() => Refused("no instructions");

    [Fact]
    public void AProgramThatDoesNotReturnIsRefused() => Refused("does not end with a return", One(0x00, 1));

    [Theory]
    [InlineData(0x08)] // a size that there is not
    [InlineData(0xa1)] // X from a place in the packet
    [InlineData(0x8c)] // negate with X
    [InlineData(0xb4)] // an operation of eBPF
    [InlineData(0x85)] // a call of eBPF
    [InlineData(0x55)] // jump if not equal, of eBPF
    [InlineData(0x0e)] // return X
    [InlineData(0xffff)]
    public void AnUnknownInstructionIsRefused(int code) => Refused("unknown code", One((ushort)code, 0), ReturnAll);

    [Fact]
    public void EveryCodeEitherIsOneThatTheKernelKnowsOrIsRefused()
    {
        // bpf_check_classic(): loads 12, arithmetic 21, stores 2, jumps 9, returns 2, moves 2
        int known = Enumerable
            .Range(0, ushort.MaxValue + 1)
            .Count(code =>
                FilterVerifier.IsSound([One((ushort)code, 1), ReturnAll, ReturnAll, ReturnAll], out _)
                || !Reason(One((ushort)code, 1), ReturnAll, ReturnAll, ReturnAll)
                    .Contains("unknown", StringComparison.Ordinal)
            );
        Assert.Equal(6 + 6 + 1 + 21 + 2 + 9 + 2 + 2, known);
    }

    [Fact]
    public void AJumpToTheLastInstructionIsSoundAndOneBehindItIsNot()
    {
        Assert.True(FilterVerifier.IsSound([Jump(0x15, 1, 0), ReturnAll, ReturnAll], out string? reason), reason);
        Refused("jumps out", Jump(0x15, 2, 0), ReturnAll, ReturnAll);
        Refused("jumps out", Jump(0x15, 0, 2), ReturnAll, ReturnAll);
        Refused("jumps out", One(0x05, 2), ReturnAll, ReturnAll);
        Refused("jumps out", One(0x05, uint.MaxValue), ReturnAll, ReturnAll); // backwards, in effect
    }

    [Fact]
    public void DivisionByAConstantZeroIsRefused()
    {
        Refused("divides by zero", One(0x34, 0), ReturnAll);
        Refused("divides by zero", One(0x94, 0), ReturnAll);
        Assert.True(FilterVerifier.IsSound([One(0x3c, 0), ReturnAll], out _)); // by X: the kernel gives 0
    }

    [Fact]
    public void AShiftByAWholeWordIsRefused()
    {
        Refused("shifts by 32", One(0x64, 32), ReturnAll);
        Refused("shifts by 32", One(0x74, 32), ReturnAll);
    }

    [Fact]
    public void ASlotOfMemoryThatThereIsNotIsRefused()
    {
        Refused("uses memory 16", One(0x02, 16), ReturnAll);
        Refused("uses memory 16", One(0x60, 16), ReturnAll);
    }

    [Fact]
    public void MemoryIsReadOnlyAfterItWasWrittenOnEveryWay()
    {
        Refused("reads memory 3", One(0x60, 3), ReturnAll);
        // one of two ways around the store
        Refused("reads memory 3", Jump(0x15, 0, 1), One(0x02, 3), One(0x60, 3), ReturnAll);
        Assert.True(
            FilterVerifier.IsSound([One(0x02, 3), Jump(0x15, 0, 1), One(0x02, 3), One(0x60, 3), ReturnAll], out _)
        );
    }

    [Fact]
    public void OnlyWhatLibpcapHasWordsForIsAskedOfTheKernel()
    {
        Assert.True(FilterVerifier.IsSound([One(0x28, 0xffff_f000), ReturnAll], out _));
        Refused("asks the kernel", One(0x20, 0xffff_f000 + 12), ReturnAll); // attributes of netlink messages
        Refused("asks the kernel", One(0x20, 0xffe0_0000), ReturnAll); // relative to the link layer
    }

    [Fact]
    public void AnyProgramOfRandomInstructionsIsDecided()
    {
        var random = new Random(7);
        byte[] octets = new byte[8 * 20];
        for (int i = 0; i < 50_000; i++)
        {
            random.NextBytes(octets);
            FilterInstruction[] program = System
                .Runtime.InteropServices.MemoryMarshal.Cast<byte, FilterInstruction>(octets)
                .ToArray();
            for (int at = 0; at < program.Length; at++)
            {
                program[at].Code &= 0xbf;
                program[at].IfTrue %= 20;
                program[at].IfFalse %= 20;
                program[at].Value %= 40;
            }
            FilterVerifier.IsSound(program, out _);
        }
    }

    private static void Refused(string why, params FilterInstruction[] program) =>
        Assert.Contains(why, Reason(program), StringComparison.Ordinal);

    private static string Reason(params FilterInstruction[] program) =>
        FilterVerifier.IsSound(program, out string? reason) ? "" : reason!;

    private static FilterInstruction One(ushort code, uint value) => new() { Code = code, Value = value };

    private static FilterInstruction Jump(ushort code, byte isTrue, byte isFalse) =>
        new()
        {
            Code = code,
            IfTrue = isTrue,
            IfFalse = isFalse,
            Value = 1,
        };
}
