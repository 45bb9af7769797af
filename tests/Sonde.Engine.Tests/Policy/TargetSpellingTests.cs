using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Sonde.Engine.Tests;

/// <summary>Laws of spellings, over all addresses.</summary>
public sealed class TargetSpellingTests
{
    private static readonly Gen<byte> Octet = Gen.Choose(0, 255).Select(octet => (byte)octet);
    private static readonly Gen<byte[]> Version4 = Gen.ArrayOf(Octet, 4);
    private static readonly Gen<byte[]> Version6 = Gen.ArrayOf(Octet, 16);

    // How each part is written, and how many octets the last part holds.
    private static readonly Gen<(byte[] Address, int[] Bases, int Parts)> Spelling =
        from address in Version4
        from bases in Gen.ArrayOf(Gen.Choose(0, 3), 4)
        from parts in Gen.Choose(1, 4)
        select (address, bases, parts);

    [Fact]
    public void EveryNumericSpellingOfAnAddressIsThatAddress() =>
        Prop.ForAll(
                Arb.From(Spelling),
                spelling =>
                {
                    string text = Spell(spelling.Address, spelling.Bases, spelling.Parts);
                    return Read(text).Equals(new IPAddress(spelling.Address)) && Read(text + ".").Equals(Read(text));
                }
            )
            .Hold();

    [Fact]
    public void TheUsualSpellingIsAFixedPoint() =>
        Prop.ForAll(
                Arb.From(Gen.OneOf(Version4, Version6)),
                wire =>
                {
                    Assert.True(Target.TryParse(new IPAddress(wire).ToString(), out Target once, out _));
                    Assert.True(Target.TryParse(once.Text, out Target twice, out _));
                    return once.Text == twice.Text && once.Address!.Equals(twice.Address);
                }
            )
            .Hold();

    [Fact]
    public void AMappedAddressIsTheVersion4Address() =>
        Prop.ForAll(
                Arb.From(Version4),
                wire => Read(new IPAddress(wire).MapToIPv6().ToString()).Equals(new IPAddress(wire))
            )
            .Hold();

    [Fact]
    public void AnAddressInsideAnotherIsFoundThere() =>
        Prop.ForAll(
                Arb.From(Version4),
                wire =>
                {
                    var inner = new IPAddress(wire);
                    string[] outer = [$"64:ff9b::{inner}", $"::ffff:0:{inner}", $"::ffff:{inner}", SixToFour(wire)];
                    return outer.All(text => SpecialAddresses.Views(IPAddress.Parse(text)).Contains(inner));
                }
            )
            .Hold();

    [Fact]
    public void ARangeHasExactlyTheAddressesThatShareItsFirstBits() =>
        Prop.ForAll(
                Arb.From(
                    from range in Version4
                    from address in Gen.OneOf(Version4, Gen.Constant(range).Select(same => (byte[])[.. same[..3], 77]))
                    from length in Gen.Choose(0, 32)
                    select (range, address, length)
                ),
                sample =>
                {
                    Assert.True(
                        TargetPattern.TryParse(
                            $"{new IPAddress(sample.range)}/{sample.length}",
                            out TargetPattern pattern,
                            out _
                        )
                    );
                    bool expected = Bits(sample.range)[..sample.length] == Bits(sample.address)[..sample.length];
                    return pattern.Matches(Target.Of(new IPAddress(sample.address))) == expected;
                }
            )
            .Hold();

    [Fact]
    public void NoTextMakesTheReaderThrow() =>
        Prop.ForAll<NonNull<string>>(text =>
                Target.TryParse(text.Get, out Target target, out string problem)
                    ? problem.Length == 0 && target.Text.All(char.IsAscii)
                    : problem.Length > 0
            )
            .Hold();

    private static IPAddress Read(string text)
    {
        Assert.True(Target.TryParse(text, out Target target, out string problem), $"{text} {problem}");
        return target.Address!;
    }

    private static string Spell(byte[] address, int[] bases, int parts)
    {
        IEnumerable<uint> numbers = Enumerable.Range(0, parts - 1).Select(part => (uint)address[part]);
        uint rest = address.Skip(parts - 1).Aggregate(0U, (number, octet) => number << 8 | octet);
        return string.Join('.', numbers.Append(rest).Select((number, part) => Spell(number, bases[part])));
    }

    private static string Spell(uint number, int numberBase) =>
        numberBase switch
        {
            0 => $"{number}",
            1 => $"0x{number:x}",
            2 => $"0X00{number:X}",
            _ => "0" + Convert.ToString(number, 8),
        };

    private static string SixToFour(byte[] wire) => $"2002:{wire[0]:x2}{wire[1]:x2}:{wire[2]:x2}{wire[3]:x2}::1";

    private static string Bits(byte[] wire) => string.Concat(wire.Select(octet => $"{octet:b8}"));
}
