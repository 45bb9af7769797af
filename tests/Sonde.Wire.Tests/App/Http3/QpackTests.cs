using System.Text;
using Sonde.Testing;
using Xunit;

namespace Sonde.Wire.Tests.App;

public sealed class QpackTests
{
    [Theory]
    [InlineData(0, ":authority", "")]
    [InlineData(1, ":path", "/")]
    [InlineData(17, ":method", "GET")]
    [InlineData(25, ":status", "200")]
    [InlineData(57, "strict-transport-security", "max-age=31536000; includesubdomains")]
    [InlineData(63, ":status", "100")]
    [InlineData(85, "content-security-policy", "script-src 'none'; object-src 'none'; base-uri 'none'")]
    [InlineData(98, "x-frame-options", "sameorigin")]
    public void FieldsOfTheStaticTableStandAtTheirPlaces(int index, string name, string value)
    {
        Assert.Equal(name, Encoding.ASCII.GetString(QpackStatic.NameOf(index)));
        Assert.Equal(value, Encoding.ASCII.GetString(QpackStatic.ValueOf(index)));
    }

    [Fact]
    public void EveryInstructionOfASectionIsTold()
    {
        var reader = new QpackReader(
            Make.Hex(
                "03 81 | 10 c1 80 51 0161 41 0162 01 0163 23 6162 63 00".Replace("|", "", StringComparison.Ordinal)
            )
        );
        Assert.True(reader.TryPrefix(out int count, out bool isNegative, out int delta));
        Assert.Equal((3, true, 1), (count, isNegative, delta));
        List<(QpackInstruction, bool, int)> told = [];
        while (!reader.IsAtEnd && reader.TryNext())
            told.Add((reader.Instruction, reader.IsStatic, reader.Number));
        Assert.True(reader.IsAtEnd);
        Assert.Equal(
            [
                (QpackInstruction.IndexedPostBase, false, 0),
                (QpackInstruction.Indexed, true, 1),
                (QpackInstruction.Indexed, false, 0),
                (QpackInstruction.NamedByTable, true, 1),
                (QpackInstruction.NamedByTable, false, 1),
                (QpackInstruction.NamedPostBase, false, 1),
                (QpackInstruction.Named, false, 0),
            ],
            told
        );
    }

    [Fact]
    public void InstructionsOfAnEncoderAreToldUntilOneIsNotWhole()
    {
        byte[] octets = Make.Hex("3fbd01 c00161 4161 0162 02 81 05 6162");
        var reader = new QpackReader(octets);
        List<QpackInstruction> told = [];
        int read = 0;
        while (!reader.IsAtEnd && reader.TryNextOfEncoder())
        {
            told.Add(reader.Instruction);
            read = reader.Read;
        }
        Assert.Equal(
            [
                QpackInstruction.Capacity,
                QpackInstruction.InsertNamedByTable,
                QpackInstruction.Insert,
                QpackInstruction.Duplicate,
            ],
            told
        );
        Assert.Equal(octets.Length - 4, read);
    }
}
