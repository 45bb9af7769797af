using System.Text;
using System.Text.Json.Nodes;
using Sonde.Testing;
using Xunit;

namespace Sonde.Cli.Tests;

/// <summary>Text that somebody else wrote must reach a terminal as text.</summary>
public sealed class HostileTextTests
{
    // colour, bell, carriage return, a C1 control sequence, a bidi override, a zero-width space, a private character
    private const string Hostile = "a\x1b[31mb\ac\rd\u009b2Je\u202ef\u200bg\ue000h\nLAST";

    private static readonly char[] Refused = ['\x1b', '\a', '\r', '\u009b', '\u202e', '\u200b', '\ue000'];

    [Fact]
    public void ACommentOfTheFileIsShownEscaped()
    {
        using var folder = new Folder();
        string path = folder.Write("x.pcapng", Commented(Hostile));
        string text = BuiltProgram.Run("capinfos", path).Output;
        Assert.DoesNotContain(text, Refused.Contains);
        Assert.Contains(
            @"a\u{1b}[31mb\u{7}c\rd\u{9b}2Je\u{202e}f\u{200b}g\u{e000}h\nLAST",
            text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("\nLAST", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ANameOfAFileIsShownEscapedInEveryForm()
    {
        using var folder = new Folder();
        string path = folder.Write("x\u202e\x1b[31m\ue000.pcapng", Commented("c"));
        string text = BuiltProgram.Run("summary", path).Output;
        Assert.DoesNotContain(text, Refused.Contains);
        Assert.Contains(@"x\u{202e}\u{1b}[31m\u{e000}.pcapng", text, StringComparison.Ordinal);
        string csv = BuiltProgram.Run("summary", path, "--csv").Output;
        Assert.DoesNotContain(csv.Replace("\r\n", "\n", StringComparison.Ordinal), Refused.Contains);
        string json = BuiltProgram.Run("summary", path, "--json").Output;
        Assert.DoesNotContain(json, Refused.Contains);
        Assert.Equal(path, (string)JsonNode.Parse(json)!["file_path"]!);
    }

    [Fact]
    public void AFaultQuotesWhatWasTypedSafely()
    {
        Ran ran = BuiltProgram.Run("summary", "no\x1b[31msuch\u202e");
        Assert.Equal(1, ran.Code);
        Assert.DoesNotContain(ran.Error, Refused.Contains);
        Ran wrong = BuiltProgram.Run("no\x1b[31msuch\u202e");
        Assert.Equal(2, wrong.Code);
        Assert.DoesNotContain(wrong.Error, Refused.Contains);
    }

    // A section with a comment and nothing else: block type, length, magic, version 1.0, section length unknown, options.
    private static byte[] Commented(string comment)
    {
        byte[] text = Encoding.UTF8.GetBytes(comment);
        int padded = (text.Length + 3) / 4 * 4;
        int length = 28 + 4 + padded + 4;
        using var octets = new MemoryStream();
        using var block = new BinaryWriter(octets);
        block.Write(0x0a0d0d0au);
        block.Write(length);
        block.Write(0x1a2b3c4du);
        block.Write((ushort)1);
        block.Write((ushort)0);
        block.Write(-1L);
        block.Write((ushort)1);
        block.Write((ushort)text.Length);
        block.Write(text);
        block.Write(new byte[padded - text.Length]);
        block.Write(0);
        block.Write(length);
        return octets.ToArray();
    }
}
